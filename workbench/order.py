"""Pages of a batch whose periods overlap are held against each other: they are told in the order of the batch."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fitlib.errors import FitError
from fitlib.period import Period
from workbench import pages
from workbench.matrix import Job


def tell(jobs: Sequence[Job], home: Path) -> int:
    """Tell pages whose periods overlap once in the order of a batch, so that its result does not hang on who is faster.

    Gives: how many were told. Rule: a page that cannot be made is left for the batch to tell why.
    """
    told_now = 0
    for job in {job.kin: job for job in jobs if _overlaps(job, jobs)}.values():
        with suppress(FitError):
            pages.open_page(job.page, home, **job.parameters)
            told_now += 1
    return told_now


def _overlaps(job: Job, jobs: Sequence[Job]) -> bool:
    mine = job.parameters.get("period")
    others = {one.parameters.get("period") for one in jobs if one.page == job.page} - {mine, None}
    return mine is not None and any(_share_a_day(Period.parse(mine), Period.parse(other)) for other in others)


def _share_a_day(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end
