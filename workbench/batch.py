"""Many pages at once: on the cores there are, started again where it stopped, one failure not stopping the rest."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TextIO

from fitlib.errors import BatchFailed, FitError
from fitlib.words import Words
from workbench import choices, index, record, registers, render
from workbench.kernels import warm
from workbench.matrix import Job
from workbench.record import FAILED, MADE, Record, Versions


def run(
    jobs: Sequence[Job], folder: Path, home: Path, words: Words, workers: int = 0, out: TextIO | None = None
) -> list[Record]:
    """The records of all jobs, in their order; pages that are there already are not made again.

    Takes: jobs, where the files go, FIT_HOME, the language of the progress bar, processes (0: one per core).
    Gives: one record per job; the registers and the index pages lie in the folder too.
    """
    made_of = record.versions(home)
    known = {job: found for job in jobs if (found := record.finished(folder, job, made_of))}
    waiting = [job for job in jobs if job not in known]
    with Bar(len(jobs), len(known), words, out) as tell:
        for job, ended in _made(waiting, folder, home, made_of, workers or os.cpu_count() or 1):
            known[job] = ended
            tell(job)
    records = [known[job] for job in jobs]
    registers.write(folder, home)
    index.write(records, folder)
    return records


def one(job: Job, folder: Path, home: Path, made_of: Versions) -> Record:
    """Make one page and its record. Gives the record also where the page failed."""
    begun = time.perf_counter()
    outcome, sha256, error = MADE, None, {}
    try:
        file = render.render(job.page, job.parameters, folder, home)
        sha256 = record.file_digest(file)
    except FitError as stopped:
        outcome, error = FAILED, {"kind": type(stopped).__name__, "key": stopped.key, "values": _said(stopped.values)}
    except Exception as stopped:  # a page must not take the others with it, whatever it died of
        outcome, error = FAILED, _other(job, stopped)
    seconds = round(time.perf_counter() - begun, 3)
    made = Record(
        job.page, job.file, job.parameters, record.key(job, made_of), outcome, seconds, made_of, sha256, error
    )  # fmt: skip
    record.write(made, folder)
    return made


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
    jobs: Sequence[Job], folder: Path, home: Path, made_of: Versions, workers: int
) -> Iterator[tuple[Job, Record]]:
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy threads that polars and duckdb have started
    with warm.kernels(), ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        running: dict[Future[Record], Job] = {pool.submit(one, job, folder, home, made_of): job for job in jobs}
        for done in as_completed(running):
            job = running[done]
            died = done.exception()
            yield job, _lost(job, made_of, died) if died else done.result()


def _lost(job: Job, made_of: Versions, died: BaseException) -> Record:
    """The record of a page whose process was killed: it is made by the next run."""
    return Record(
        job.page, job.file, job.parameters, record.key(job, made_of), FAILED, 0.0, made_of, None, _other(job, died)
    )


def _other(job: Job, stopped: BaseException) -> dict[str, object]:
    return {
        "kind": "BatchFailed",
        "key": "page_stopped",
        "values": {"page": job.page, "kind": type(stopped).__name__},
    }


def _said(values: dict[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | float) else str(value) for name, value in values.items()}


class Bar:
    """A progress bar that names the count and the team."""

    def __init__(self, total: int, done: int, words: Words, out: TextIO | None) -> None:
        from tqdm import tqdm

        self.words, self.total, self.done = words, total, done
        self.bar = tqdm(total=total, initial=done, file=out, bar_format="{desc} |{bar}| {percentage:3.0f} %")

    def __enter__(self) -> Callable[[Job], None]:
        self._say("")
        return self.tell

    def __exit__(self, *error: object) -> None:
        self.bar.close()

    def tell(self, job: Job) -> None:
        """One more page is there."""
        self.done += 1
        self._say(choices.said("team", job.parameters.get("team") or job.page, self.words))
        self.bar.update()

    def _say(self, team: str) -> None:
        text = self.words("batch.progress", done=self.done, total=self.total, team=team)
        self.bar.set_description_str(text.strip(), refresh=False)
