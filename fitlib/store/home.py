"""FIT_HOME: the folder that holds everything an organisation keeps. Only its owner may look into it.

`imports/` is the truth (append-only); `fit.duckdb` is derived from it and may be deleted at any time.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE, FILE_MODE, MASK = 0o700, 0o600, 0o077
CHUNK = 1 << 20


@dataclass(frozen=True)
class Home:
    """The places in one FIT_HOME; nothing is made before `make`."""

    path: Path

    @property
    def key(self) -> Path:
        """The organisation's key of the pseudonyms."""
        return self.path / "key"

    @property
    def store_key(self) -> Path:
        """The key of the data at rest: a file, or a link to where the organisation keeps it."""
        return self.path / "store.key"

    @property
    def schema(self) -> Path:
        """The number of this layout; a home without it is of the first one, which was not encrypted."""
        return self.path / "schema"

    @property
    def erased(self) -> Path:
        """The erasure list: keyed digests of the people who never enter again."""
        return self.path / "erased.json"

    @property
    def audit(self) -> Path:
        """The audit log: one line a deed, each with the digest of the line before it."""
        return self.path / "audit.jsonl"

    @property
    def imports(self) -> Path:
        """What was imported: one Parquet file and one ledger line (JSON) an import, never changed afterwards."""
        return self.path / "imports"

    @property
    def refused(self) -> Path:
        """Lists of refused rows, one per imported file."""
        return self.path / "refused"

    @property
    def reference(self) -> Path:
        """The organisation's own reference constants."""
        return self.path / "reference"

    @property
    def runs(self) -> Path:
        """Output and records of batch runs."""
        return self.path / "runs"

    @property
    def database(self) -> Path:
        """The derived DuckDB file that readers open."""
        return self.path / "fit.duckdb"

    @property
    def figures(self) -> Path:
        """The figures kept of the derived file; may be deleted at any time as well."""
        return self.path / "figures.duckdb"

    @property
    def settings(self) -> Path:
        """Where the data are when they are not kept here alone: a lake."""
        return self.path / "store.toml"

    @property
    def mark(self) -> Path:
        """Which lake this home follows, and how many erasures of it have been applied here."""
        return self.path / "lake.json"

    @property
    def as_of(self) -> Path:
        """In an extract: the day that the data of the whole store reach to."""
        return self.path / "as_of"

    @property
    def staging(self) -> Path:
        """Half-made files; whoever holds the lock may delete them."""
        return self.path / "staging"

    @property
    def lock(self) -> Path:
        """The file that makes imports queue."""
        return self.path / "lock"

    def make(self) -> "Home":
        """The folders, open to their owner only; one that holds other things already keeps its mode. Gives itself."""
        own = [self.imports, self.refused]
        if not self.path.exists() or self.imports.exists() or not any(self.path.iterdir()):
            own.insert(0, self.path)
        for folder in own:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)
        return self

    def sweep(self) -> None:
        """Delete what a killed import left: half-made files, and Parquet files that no ledger line names."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(mode=FOLDER_MODE, exist_ok=True)
        for parquet in self.imports.glob("*.parquet"):
            if not parquet.with_suffix(".json").exists():
                parquet.unlink()


@contextmanager
def private() -> Iterator[None]:
    """Within, every new file is readable by its owner only, whichever library makes it."""
    before = os.umask(MASK)
    try:
        yield
    finally:
        os.umask(before)


def shred(path: Path) -> None:
    """Overwrite a file with zeros, on disk, and delete it: what it held is not in the free space of the file system.

    A disk that writes elsewhere than it reads (flash, snapshots) may keep the old bytes; they are encrypted.
    """
    if path.is_file() and not path.is_symlink():
        with path.open("r+b") as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(bytes(min(left, CHUNK)))
            os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def settle(made: Path, place: Path) -> None:
    """Put a finished file into its place: on disk before it is renamed, and the name on disk before this returns."""
    with made.open("r+b") as file:
        os.fsync(file.fileno())
    os.replace(made, place)
    if os.name == "posix":  # Windows has no way to flush a folder
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
