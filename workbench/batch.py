"""Many pages at once: on the cores there are, started again where it stopped, one failure not stopping the rest."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from fitlib.errors import BatchFailed, FitError
from fitlib.store.lock import held
from fitlib.words import Words
from workbench import audit, crew, figures, index, order, outputs, printer, record, registers, render, writing
from workbench.matrix import Job
from workbench.progress import Bar
from workbench.record import FAILED, MADE, Record, Versions
from workbench.sharing import Opening

LOCKS = "runs"
Each = Callable[..., Iterator[tuple[Any, Any]]]
"""How pieces are made: by processes of this machine (`crew.each`) or by a cluster (`cluster.each`)."""


def run(
    jobs: Sequence[Job], folder: Path, home: Path, words: Words, workers: int = 0, out: TextIO | None = None,
    each: Each | None = None,
) -> list[Record]:  # fmt: skip
    """The records of all jobs, in their order; pages that are there already are not made again.

    Takes: jobs, where the files go, FIT_HOME, the language of the progress bar, processes (0: one per core), and how
    pieces are made where it is not by this machine.
    Gives: one record per job; the registers and the index pages lie in the folder too.
    Rule: one batch at a time writes into a folder; another one waits.
    """
    with _alone(folder, home):
        many = workers or (0 if each else os.cpu_count() or 1)
        return _run(jobs, folder, home, words, many, out, each or crew.each)


def _run(
    jobs: Sequence[Job], folder: Path, home: Path, words: Words, workers: int, out: TextIO | None, each: Each
) -> list[Record]:
    made_of = record.versions(home)
    known = {job: found for job in jobs if (found := record.finished(folder, job, made_of))}
    waiting = [job for job in jobs if job not in known]
    if waiting:
        figures.keep(home, words)
    order.tell(waiting, home)
    with Bar(len(jobs), len(known), words, out) as tell:
        for job, ended in _made(waiting, folder, home, made_of, workers, each):
            known[job] = ended
            tell(job)
    registers.write(folder, home, made_of)
    records = printer.printed([(job, known[job]) for job in jobs], folder)
    index.write(records, folder)
    return records


@dataclass(frozen=True)
class Piece:
    """A piece of work: one page in some languages, which share what the store has answered.

    `logged`: whether whoever makes it writes the audit log, or whoever takes it in.
    """

    jobs: tuple[Job, ...]
    folder: Path
    home: Path
    made_of: Versions
    again: tuple[tuple[str, Any], ...] = ()
    logged: bool = True


def make(piece: Piece) -> list[Record]:
    """The records of a piece, made one after another by this process, each in a shell of its own."""
    with Opening.together():
        about = (piece.folder, piece.home, piece.made_of, dict(piece.again), piece.logged)
        return [one(job, *about) for job in piece.jobs]


def one(
    job: Job, folder: Path, home: Path, made_of: Versions, again: dict[str, Any] | None = None, logged: bool = True
) -> Record:
    """Make one page with its files and its record. Gives the record also where the page failed."""
    begun = time.perf_counter()
    blank = _blank(job, made_of, again or {})
    try:
        made = render.render(job.page, job.parameters, home)
        files = outputs.write(made.page, home, job.outputs, folder / job.file)
        file = writing.write_whole(folder / job.file, made.html)
        ended = replace(
            blank, outcome=MADE, sha256=record.file_digest(file), files=files, facts=made.page.facts(),
            outputs=tuple(one for one in job.outputs if one != outputs.PDF),
        )  # fmt: skip
        if logged:
            log(ended, home)
    except FitError as stopped:
        ended = replace(blank, error=_said(stopped))
    except Exception as stopped:  # a page must not take the others with it, whatever it died of
        ended = replace(blank, error=_told("BatchFailed", "page_stopped", page=job.page, kind=type(stopped).__name__))
    ended = replace(ended, seconds=round(time.perf_counter() - begun, 3))
    record.write(ended, folder)
    return ended


def log(made: Record, home: Path) -> None:
    """Tell the audit log of a page that is made."""
    counts = {"files": 1 + len(made.files)}
    audit.write(home, "export", page=made.page, parameters=made.parameters, file=made.sha256, counts=counts)


def failed(job: Job, piece: Piece, error: FitError) -> Record:
    """The record, written, of a page that will not be there."""
    lost = replace(_blank(job, piece.made_of, dict(piece.again)), error=_said(error))
    record.write(lost, piece.folder)
    return lost


def failures(records: Sequence[Record]) -> list[Record]:
    """The records of pages that are not there."""
    return [found for found in records if found.outcome == FAILED]


def reason(found: Record) -> FitError:
    """The error that stopped a page, of its own class and so with its own exit code."""
    family = {kind.__name__: kind for kind in FitError.__subclasses__()}
    return family[found.error["kind"]](found.error["key"], **found.error["values"])


def check(records: Sequence[Record]) -> None:
    """Raises: BatchFailed where a page is not there."""
    if failed := failures(records):
        raise BatchFailed("batch_failed", failed=len(failed), total=len(records))


def _made(
    jobs: Sequence[Job], folder: Path, home: Path, made_of: Versions, workers: int, each: Each = crew.each
) -> Iterator[tuple[Job, Record]]:
    """The records as they come. A page whose process died is begun once more, alone, and its record says why."""
    kin: dict[Any, list[Job]] = {}
    for job in jobs:
        kin.setdefault(job.kin, []).append(job)
    pieces = [Piece(tuple(several), folder, home, made_of) for several in kin.values()]
    died: list[Piece] = []
    for piece, ended in each(pieces, make, workers):
        if isinstance(ended, crew.Died):
            again = tuple(_lost(ended).items())
            died += [replace(piece, jobs=(job,), again=again) for job in piece.jobs]
        else:
            yield from zip(piece.jobs, ended, strict=True)
    for piece, ended in each(died, make, workers):
        job = piece.jobs[0]
        if isinstance(ended, crew.Died):
            yield job, failed(job, piece, BatchFailed("page_died", code=ended.code))
        else:
            yield job, ended[0]


@contextmanager
def _alone(folder: Path, home: Path) -> Iterator[None]:
    """Hold the folder, and take away what a killed batch left half written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = home / LOCKS / f".{writing.digest(str(folder.resolve()))[:12]}.lock"
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(lock):
        writing.sweep(folder)
        yield


def _blank(job: Job, made_of: Versions, again: dict[str, Any]) -> Record:
    return Record(
        job.page, job.file, job.parameters, record.key(job, made_of), FAILED, 0.0, made_of, again=again,
    )  # fmt: skip


def _lost(died: crew.Died) -> dict[str, Any]:
    return _said(BatchFailed("page_died", code=died.code))


def _said(error: FitError) -> dict[str, Any]:
    return _told(type(error).__name__, error.key, **error.values)


def _told(kind: str, key: str, /, **values: Any) -> dict[str, Any]:
    said = {name: value if isinstance(value, int | float) else str(value) for name, value in values.items()}
    return {"kind": kind, "key": key, "values": said}
