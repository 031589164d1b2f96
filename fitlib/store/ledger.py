"""The ledger: one JSON file an import. An import is there exactly when its ledger file is there."""

import hashlib
import json
from dataclasses import asdict, dataclass

from fitlib.errors import StoreMissing
from fitlib.store.home import Home, settle


@dataclass(frozen=True)
class Entry:
    """One import: where it came from and how many rows it brought. `imported` is a day in ISO form.

    `erased`: rows of the file that did not enter, since their people are on the erasure list.
    """

    number: int
    file: str
    sha256: str
    kind: str
    layout: str
    imported: str | None
    new: int
    corrected: int
    duplicate: int
    absent: int
    removed: int
    erased: int = 0

    @property
    def stem(self) -> str:
        """Name of its two files, in the order of the imports."""
        return f"{self.number:06d}-{self.sha256[:8]}"


def read(home: Home) -> list[Entry]:
    """All imports in order. Raises: StoreMissing where an import's rows have gone."""
    entries = [Entry(**json.loads(file.read_text("utf-8"))) for file in _files(home)]
    for entry in entries:
        if not (home.imports / f"{entry.stem}.parquet").exists():
            raise StoreMissing("store_damaged", file=f"{entry.stem}.parquet")
    return entries


def write(home: Home, entry: Entry) -> None:
    """Commit an import whose Parquet file is in its place."""
    made = home.staging / f"{entry.stem}.json"
    made.write_text(json.dumps(asdict(entry), indent=1, ensure_ascii=False) + "\n", "utf-8")
    settle(made, home.imports / made.name)


def fingerprint(home: Home, imports: int | None = None) -> str:
    """Digest of which imports there are, or the first of them: a derived file made of others is out of date."""
    return hashlib.sha256("\n".join(file.name for file in _files(home)[:imports]).encode()).hexdigest()


def is_empty(home: Home) -> bool:
    """True where nothing was ever imported."""
    return not _files(home)


def _files(home: Home) -> list:
    return sorted(home.imports.glob("*.json"))
