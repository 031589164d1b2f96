"""Run records: what made a page - parameters, data, code, definitions - how long it took and how it ended."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fitlib import ROOT, reference, store
from fitlib.errors import FitError
from fitlib.reports.page import Stamp
from fitlib.words import Words
from workbench import writing
from workbench.matrix import Job

MADE, FAILED = "made", "failed"
SOURCES = {
    "fitlib": ("*.py", "*.sql", "*.toml"), "workbench": ("*.py",), "notebooks": ("*.ipynb",),
    "templates/page": ("*",), "templates/nbconvert": ("*",),
}  # fmt: skip


@dataclass(frozen=True)
class Versions:
    """Which data, program and definitions pages are made of."""

    data_hash: str
    data_date: str | None
    code: str
    definitions: str


@dataclass(frozen=True)
class Record:
    """How the making of one page ended. `key` changes when anything that the page is made of changes."""

    page: str
    file: str
    parameters: dict[str, Any]
    key: str
    outcome: str
    seconds: float
    versions: Versions
    sha256: str | None = None
    error: dict[str, Any] = field(default_factory=dict)

    def why(self, words: Words) -> str:
        """What stopped the page and what to do, in words; empty where nothing did."""
        if not self.error:
            return ""
        return FitError(self.error["key"], **self.error["values"]).in_words(words)


def versions(home: Path) -> Versions:
    """The versions of this moment. Raises: StoreMissing."""
    constants = reference.load(home)
    with store.open(store.Home(home), constants) as opened:
        stamp = Stamp.of(opened.stamp, constants)
    day = stamp.data_date.isoformat() if stamp.data_date else None
    return Versions(stamp.data_hash, day, f"{stamp.code}+{sources()}", stamp.definitions)


def key(job: Job, made_of: Versions) -> str:
    """The digest of a page's parameters and of everything it is made of."""
    return writing.digest([job.page, job.parameters, asdict(made_of)])


def write(record: Record, folder: Path) -> None:
    """Put the record beside its page."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    writing.write_whole((folder / record.file).with_suffix(".json"), text + "\n")


def read(folder: Path, job: Job) -> Record | None:
    """The record of a job, or None where there is none that can be read."""
    try:
        found = json.loads((folder / job.file).with_suffix(".json").read_text("utf-8"))
        return Record(**found | {"versions": Versions(**found["versions"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def finished(folder: Path, job: Job, made_of: Versions) -> Record | None:
    """The record of a page that need not be made again: same key, and the file still has the bytes it was given."""
    found = read(folder, job)
    if found is None or found.outcome != MADE or found.key != key(job, made_of):
        return None
    file = folder / job.file
    return found if file.is_file() and file_digest(file) == found.sha256 else None


def file_digest(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@cache
def sources() -> str:
    """Eight hex digits of every file that has a say in a page."""
    total = hashlib.sha256()
    for folder, patterns in SOURCES.items():
        for file in sorted({file for pattern in patterns for file in (ROOT / folder).rglob(pattern)}):
            if file.is_file() and file.suffix != ".pyc":
                total.update(f"{file.relative_to(ROOT).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()[:8]
