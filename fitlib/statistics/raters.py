"""Several raters of one client: how far apart two of them are, and whether they see change alike. Never an average.

Low agreement between informants is normal; a gap is a place to ask, not an error of either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Gaps:
    """Differences a − b in tenths, their standard error and the size that marks one, in points; which are marked."""

    tenths: NDArray[np.int64]
    se: float
    marks_above: float
    marked: NDArray[np.bool_]


@dataclass(frozen=True)
class ChangeAgreement:
    """Of n clients rated twice by both: counts[i, j] with a's and b's direction, worse (0), same (1), better (2)."""

    counts: NDArray[np.int64]
    alike: int
    opposite: int
    n: int


def difference_error(sem_a: float, sem_b: float) -> float:
    """Standard error of the difference of two raters: √(SEM_a² + SEM_b²)."""
    return float(np.hypot(sem_a, sem_b))


def gaps(a: ArrayLike, b: ArrayLike, reference: Mapping[str, Any]) -> Gaps:
    """How far apart two raters are and which gaps are more than noise.

    Takes: totals in tenths of the same clients at the same meeting. Gives: one per pair.
    Rule: marked above raters.gap.z × SE of the difference, both raters with noise.sem points.
    """
    first, second = np.asarray(a, dtype=np.int64), np.asarray(b, dtype=np.int64)
    se = difference_error(reference["noise.sem"], reference["noise.sem"])
    edge = reference["raters.gap.z"] * se
    apart = first - second
    return Gaps(apart, se, edge, np.abs(apart) > edge * 10)


def meetings(day_a: ArrayLike, day_b: ArrayLike, window: int) -> NDArray[np.int64]:
    """For each of a's days the place of b's nearest day, −1 where none is within `window` days (earlier at a tie).

    Takes: days as numbers, b's in order. Gives: one place per day of a.
    """
    mine, theirs = np.asarray(day_a, dtype=np.int64), np.asarray(day_b, dtype=np.int64)
    if not len(theirs):
        return np.full(len(mine), -1)
    after = np.searchsorted(theirs, mine).clip(0, len(theirs) - 1)
    before = (after - 1).clip(0)
    nearest = np.where(np.abs(theirs[before] - mine) <= np.abs(theirs[after] - mine), before, after)
    return np.where(np.abs(theirs[nearest] - mine) <= window, nearest, -1)


def change_agreement(a: ArrayLike, b: ArrayLike) -> ChangeAgreement:
    """Whether two raters see the same direction of reliable change.

    Takes: per client −1 (reliably worse), 0 (no reliable change) or 1 (reliably better), for each rater.
    """
    first, second = np.asarray(a, dtype=np.int64), np.asarray(b, dtype=np.int64)
    counts = np.bincount((first + 1) * 3 + second + 1, minlength=9).reshape(3, 3)
    return ChangeAgreement(counts, int(np.trace(counts)), int(counts[0, 2] + counts[2, 0]), len(first))
