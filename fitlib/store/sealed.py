"""The key of the data at rest: FIT_HOME/store.key, made at the first import, readable by its owner only.

Two keys are derived from it: one for the DuckDB file, one for the Parquet files. It is not the key of the pseudonyms:
who finds one of them cannot do what the other is for. Without it the data must be imported again from their source.
"""

import base64
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fitlib.errors import SetUpFailed
from fitlib.intake import read_key
from fitlib.store.home import Home, settle

SIZE, MODE = 32, 0o400


@dataclass(frozen=True)
class Keys:
    """The keys of one home; they never show in a message."""

    database: str = field(repr=False)
    parquet: str = field(repr=False)
    check: str

    @classmethod
    def of(cls, key: bytes) -> "Keys":
        """Derived from the key in the file. `check` tells whether two homes have one key, and nothing else."""
        database, parquet, check = (
            hmac.digest(key, f"fit-store\x1f1\x1f{use}".encode(), "sha256") for use in ("database", "parquet", "check")
        )
        return cls(database.hex(), base64.b64encode(parquet).decode(), check.hex()[:16])


def read(home: Home) -> Keys:
    """The keys of a home. Raises: SetUpFailed where the file is missing, damaged or readable by others."""
    if not home.store_key.exists():
        raise SetUpFailed("store_key_missing", file=home.store_key.name, home=str(home.path))
    return Keys.of(read_key(home.store_key))


def passing() -> Keys:
    """Keys that nobody keeps, for files that are thrown away at once."""
    return Keys.of(secrets.token_bytes(SIZE))


def make(home: Home) -> Keys:
    """A new key, whole or not there; one that is there stays. The caller holds the lock. Gives the keys."""
    if not home.store_key.exists():
        _put(home, secrets.token_bytes(SIZE))
    return read(home)


def bring(home: Home, source: Path) -> None:
    """Use the key in `source` from now on: a file stays where it is and is linked, a pipe or descriptor is copied.

    Raises: SetUpFailed where the home has another key already, or the source holds none.
    """
    given = source if source.is_file() else None
    key = read_key(source) if given else _from_pipe(source)
    if home.store_key.exists():
        if read(home) != Keys.of(key):
            raise SetUpFailed("store_key_other", file=home.store_key.name)
        return
    if given and os.name == "posix":
        home.store_key.symlink_to(given.absolute())
    else:
        _put(home, key)


def _from_pipe(source: Path) -> bytes:
    """The key from a descriptor such as /dev/fd/3, which has no mode of its own to check."""
    try:
        text = source.read_bytes().strip()
        key = text if len(text) == SIZE else bytes.fromhex(text.decode("ascii"))
    except (OSError, ValueError):
        key = b""
    if len(key) != SIZE:
        raise SetUpFailed("key_form", file=source.name)
    return key


def _put(home: Home, key: bytes) -> None:
    home.staging.mkdir(mode=0o700, exist_ok=True)
    made = home.staging / home.store_key.name
    made.write_text(key.hex() + "\n", "ascii")
    settle(made, home.store_key)
    home.store_key.chmod(MODE)
