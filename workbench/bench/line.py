"""One line of the benchmark: our way and the other way, on the same rows in the same call."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """What was done to how many rows, and how long it took in both ways.

    `what`, `against`, `unit`: keys of words. `of`: rows that the other way was given, where it was given fewer; its
    seconds are then those it would take for all, in proportion. `measure`: what was measured, where not seconds.
    """

    what: str
    against: str
    unit: str
    size: int
    seconds: float
    other: float
    of: int | None = None
    measure: str | None = None

    @property
    def ratio(self) -> float:
        """How many times as long the other way takes."""
        return self.other / self.seconds

    @classmethod
    def scaled(cls, what: str, against: str, unit: str, size: int, seconds: float, other: float, of: int) -> "Line":
        """A line whose other way was timed on `of` rows only."""
        return cls(what, against, unit, size, seconds, other * size / of, of if of < size else None)


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The best of some runs in seconds, and what the last one gave."""
    best = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        made = work()
        best = min(best, time.perf_counter() - begun)
    return best, made
