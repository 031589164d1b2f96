"""Run records: what made a page - parameters, data, code, definitions - how long it took and how it ended."""

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fitlib import ROOT, reference, store
from fitlib.errors import FitError
from fitlib.reports.page import Stamp
from fitlib.words import Words
from workbench import writing
from workbench.matrix import Job

MADE, FAILED = "made", "failed"
NOT_OWN = ("runs", "imports", "refused")
LIBRARIES = ("altair", "vl-convert-python", "polars", "duckdb", "scipy", "jinja2", "nbconvert", "xlsxwriter", "babel")
SOURCES = {
    "fitlib": ("*.py", "*.sql", "*.toml"), "workbench": ("*.py",), "notebooks": ("*.ipynb",),
    "templates/page": ("*",), "templates/nbconvert": ("*",), "data": ("*.toml",),
}  # fmt: skip


@dataclass(frozen=True)
class Versions:
    """Which data, program and definitions pages are made of."""

    data_hash: str
    data_date: str | None
    code: str
    definitions: str
    own: str = ""


@dataclass(frozen=True)
class Record:
    """How the making of one page ended. `key` changes when anything that the page is made of changes.

    `files` are the page's other files with their digests, `outputs` the formats that were asked for; `facts` are the
    page's figures as the gate released them; `again` says why the page had to be begun again.
    """

    page: str
    file: str
    parameters: dict[str, Any]
    key: str
    outcome: str
    seconds: float
    versions: Versions
    sha256: str | None = None
    error: dict[str, Any] = field(default_factory=dict)
    outputs: tuple[str, ...] = ("html",)
    files: dict[str, str] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    again: dict[str, Any] = field(default_factory=dict)

    def why(self, words: Words) -> str:
        """What stopped the page and what to do, in words; empty where nothing did."""
        return _said(self.error, words)

    def why_again(self, words: Words) -> str:
        """Why the page had to be begun again, in words; empty where it had not."""
        return _said(self.again, words)


def _said(error: dict[str, Any], words: Words) -> str:
    return FitError(error["key"], **error["values"]).in_words(words) if error else ""


def versions(home: Path) -> Versions:
    """The versions of this moment. Raises: StoreMissing."""
    constants = reference.load(home)
    with store.open(store.Home(home), constants) as opened:
        stamp = Stamp.of(opened.stamp, constants)
    day = stamp.data_date.isoformat() if stamp.data_date else None
    return Versions(stamp.data_hash, day, f"{stamp.code}+{sources()}", stamp.definitions, own(home))


def key(job: Job, made_of: Versions) -> str:
    """The digest of a page's parameters and of everything it is made of."""
    return writing.digest([job.page, job.parameters, asdict(made_of)])


def write(record: Record, folder: Path) -> None:
    """Put the record beside its page."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    writing.write_whole((folder / record.file).with_suffix(".json"), text + "\n")


def read(folder: Path, job: Job) -> Record | None:
    """The record of a job, or None where there is none that can be read."""
    return parse((folder / job.file).with_suffix(".json"))


def parse(file: Path) -> Record | None:
    """The record of a file, or None where it is none."""
    try:
        found = json.loads(file.read_text("utf-8"))
        made_of, outputs = Versions(**found["versions"]), tuple(found["outputs"])
        return Record(**found | {"versions": made_of, "outputs": outputs})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def finished(folder: Path, job: Job, made_of: Versions) -> Record | None:
    """The record of a page that need not be made again: same key, and every file that is asked for has its bytes.

    Rule: a PDF is printed from the page, so a page without its PDF is still made.
    """
    found = read(folder, job)
    if found is None or found.outcome != MADE or found.key != key(job, made_of):
        return None
    if not set(job.outputs) - {"pdf"} <= set(found.outputs):
        return None
    whole = {found.file: found.sha256} | {name: sha for name, sha in found.files.items() if not name.endswith(".pdf")}
    return found if all(intact(folder / name, sha) for name, sha in whole.items()) else None


def intact(file: Path, sha256: str | None) -> bool:
    """True for a file that still has the bytes it was given."""
    return file.is_file() and file_digest(file) == sha256


def own(home: Path) -> str:
    """Eight hex digits of what the user has written into FIT_HOME (scenarios, targets, constants); empty: nothing."""
    files = sorted(file for file in home.rglob("*.toml") if file.relative_to(home).parts[0] not in NOT_OWN)
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.relative_to(home).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()[:8] if files else ""


def file_digest(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@cache
def sources() -> str:
    """Eight hex digits of every file that has a say in a page, and of the libraries that draw and count."""
    total = hashlib.sha256()
    for folder, patterns in SOURCES.items():
        for file in sorted({file for pattern in patterns for file in (ROOT / folder).rglob(pattern)}):
            if file.is_file() and file.suffix != ".pyc":
                total.update(f"{file.relative_to(ROOT).as_posix()}\0".encode() + file.read_bytes())
    total.update(json.dumps([version(name) for name in LIBRARIES] + [sys.version]).encode())
    return total.hexdigest()[:8]
