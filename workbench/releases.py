"""The release ledger of a FIT_HOME: a folder of files that are only added to, each what one page told of whom.

Pages that are made at the same time are both compared with all that was told before; the one that is ready last is made
again where the other has come too close to it.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from fitlib.errors import SetUpFailed
from fitlib.release import Ledger, consulting
from fitlib.release.groups import Group
from fitlib.release.ledger import ROWS, SIGN
from fitlib.store.lock import held
from workbench import writing

FOLDER, KEY, LOCK = "releases", "key", "lock"
SIZE, NAME, TRIES = 32, 32, 20
LEAST = pl.Schema({**ROWS, "least": pl.Int64})
"""What a page told elsewhere: rows of the ledger, and how many clients two groups of its statistic must be apart."""
SEEN = "seen"


@dataclass
class Gathered:
    """What pages told elsewhere, and the releases (names of files) that all of them were compared with."""

    rows: list[pl.DataFrame] = field(default_factory=list)
    seen: set[str] | None = None

    def add(self, ledger: Ledger, seen: list[Path]) -> None:
        """What one page tells after these releases."""
        self.rows.append(_apart(ledger))
        names = {file.name for file in seen}
        self.seen = names if self.seen is None else self.seen & names


GATHERED: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


def told(home: Path, make: Callable[[], Any], anew: Callable[[], None] = lambda: None) -> Any:
    """What `make` gives, made while the gate consults the ledger of this FIT_HOME; what it told is kept.

    Takes: `anew` drops what `make` remembers of the gate, called where that was not told in the end.
    Rule: the same page of the same data is told again as it was, and adds nothing.
    """
    try:
        return _told(home, make, anew)
    except BaseException:
        anew()
        raise


def _told(home: Path, make: Callable[[], Any], anew: Callable[[], None]) -> Any:
    folder, gathered = home / FOLDER, GATHERED.get()
    seen = _files(folder)
    for _ in range(TRIES):
        with consulting(Ledger(_key(folder), _read(seen))) as ledger:
            page = make()
        if gathered is not None:
            gathered.add(ledger, seen)
        if not ledger.added or gathered is not None:
            return page
        with held(folder / LOCK):
            now = _files(folder)
            if not _is_overtaken(ledger, now, {file.name for file in seen}):
                _keep(folder, ledger)
                return page
        seen = now
        anew()
    raise RuntimeError("other pages were told faster than this one could be made")


def _is_overtaken(ledger: Ledger, now: list[Path], seen: set[str]) -> bool:
    """Whether a release that the page has not seen comes too close to it: those that it has seen it was made after."""
    new = [file for file in now if file.name not in seen]
    return bool(new) and ledger.overtaken(_read(now), _read(new))


@contextmanager
def gathered() -> Iterator[Gathered]:
    """Within, what pages tell is compared with the ledger and gathered: whoever asked for them will keep it."""
    found = Gathered()
    before = GATHERED.set(found)
    try:
        yield found
    finally:
        GATHERED.reset(before)


def pack(told: Gathered, file: Path) -> None:
    """What was gathered, each row once, as a file that names the releases that were seen."""
    rows = pl.concat([pl.DataFrame(schema=LEAST), *told.rows]).unique(maintain_order=True)
    rows.write_parquet(file, metadata={SEEN: json.dumps(sorted(told.seen or ()))})


def take(home: Path, packed: bytes) -> bool:
    """Keep what pages told that were made elsewhere.

    Gives: False where others have told too close to it meanwhile; then the page must be made again.
    Rule: as of pages made here; releases that it had seen elsewhere are not new.
    """
    folder, rows = home / FOLDER, pl.read_parquet(BytesIO(packed))
    ledger = Ledger(_key(folder))
    for (name, _, least), part in rows.partition_by("statistic", "release", "least", as_dict=True).items():
        group = Group(part["row"].to_numpy(), part["client"].to_numpy())
        ledger.added.setdefault(name, []).append(group)
        ledger.least[name.split(SIGN)[0]] = least
    seen = set(json.loads(pl.read_parquet_metadata(BytesIO(packed))[SEEN]))
    with held(folder / LOCK):
        if ledger.added and _is_overtaken(ledger, _files(folder), seen):
            return False
        _write(folder, rows.select(list(ROWS)))
    return True


def prepare(home: Path) -> None:
    """The ledger's folder and key, before anybody else looks for them."""
    _key(home / FOLDER)


def _apart(ledger: Ledger) -> pl.DataFrame:
    kind = pl.col("statistic").str.split(SIGN).list.first()
    least = kind.replace_strict(ledger.least or {"": 0}, default=0, return_dtype=pl.Int64)
    return ledger.rows("").with_columns(least=least)


def forget(home: Path, clients: list[str]) -> int:
    """Take clients out of the ledger, for an erasure. Takes: pseudonyms. Gives: how many rows went."""
    from fitlib.release.digests import digest

    folder = home / FOLDER
    if not folder.exists():
        return 0
    gone, count = {digest(_key(folder), client) for client in clients}, 0
    with held(folder / LOCK):
        for file in _files(folder):
            rows = pl.read_parquet(file)
            kept = rows.filter(~pl.col("client").is_in(list(gone)))
            if kept.height < rows.height:
                count += rows.height - kept.height
                _write(folder, kept)
                file.unlink()
    return count


def _keep(folder: Path, ledger: Ledger) -> None:
    rows = ledger.rows("")
    if not rows.is_empty():
        _write(folder, rows)


def _write(folder: Path, rows: pl.DataFrame) -> None:
    """A file named by what is in it, so that the same release is the same file."""
    if rows.is_empty():
        return
    place = pl.col("release").str.extract(r"(\.\d+)$").fill_null("")  # of several groups of one statistic
    plain = rows.with_columns(place).sort("statistic", "release", "row")
    name = hashlib.sha256(plain.write_csv().encode()).hexdigest()[:NAME]
    file = folder / f"{name}.parquet"
    beside = folder / f".{name}.part"
    named = plain.with_columns(release=pl.lit(name) + pl.col("release")).select(list(ROWS))
    named.write_parquet(beside, compression="zstd")
    writing.write_whole(file, beside.read_bytes())
    beside.unlink()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _read(files: list[Path]) -> pl.DataFrame:
    return pl.read_parquet(files) if files else pl.DataFrame(schema=ROWS)


def _key(folder: Path) -> bytes:
    """The ledger's own key: what it keeps of clients can be matched with nothing outside it.

    Raises: SetUpFailed where there are releases and no key, as after a restore: a new one would protect nobody.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / KEY
    if not file.exists():
        with held(folder / LOCK):
            if not file.exists():
                if _files(folder):
                    raise SetUpFailed("releases_key_missing", file=str(file))
                writing.write_whole(file, secrets.token_bytes(SIZE))
    return file.read_bytes()
