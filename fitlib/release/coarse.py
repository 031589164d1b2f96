"""GATE OUT: a figure of a large whole that must not be told exactly, told roughly.

Where a hidden count of one team could be computed from the whole's, the whole is rounded so far that every small count
stays possible: to the first step from whose edges the count lies far enough, and a larger whole has more steps to try.
"""

from dataclasses import replace

from fitlib.indicators import Measured
from fitlib.reference import Reference
from fitlib.release.policy import Policy
from fitlib.release.reasons import SMALL_GROUP
from fitlib.release.released import _SEAL, ReleasedFact
from fitlib.release.rounding import alike, to_nearest
from fitlib.statistics.intervals import wilson


def coarse(fact: Measured, seen: ReleasedFact, rules: Policy, reference: Reference) -> ReleasedFact:
    """The released figure, told roughly where it was hidden and is of enough people; else as it was.

    Takes: the figure before and after the gate. Rule: shares of review.coarse_share_n, means of review.coarse_mean_n
    people and more. A count is told to the nearest of review.coarse_to: to the first in which it could be a smallest
    count more or less; it depends on nothing else, so that a count that is told twice is told alike.
    """
    least = reference[f"review.coarse_{'mean' if fact.k is None else 'share'}_n"]
    if seen.hidden != SMALL_GROUP or fact.n < least or fact.value is None:
        return seen
    n_step = 1 if seen.n is not None else step_of(fact.n, rules, reference)
    k_step = None if fact.k is None else step_of(fact.k, rules, reference)
    if n_step is None or (fact.k is not None and k_step is None):
        return seen
    n = to_nearest(fact.n, n_step)
    if fact.k is None:
        told = replace(fact, n=n, **{name: _tenth(getattr(fact, name)) for name in ("value", "low", "high")})
    else:
        k = to_nearest(fact.k, k_step)
        if not 0 < k < n:
            return seen
        ends = _interval(alike(fact.k, k_step, 0), alike(fact.n, n_step, 0), reference["interval.level"])
        told = replace(fact, k=k, n=n, value=k / n, **ends)
    return ReleasedFact(
        told.name, told.group, told.value, told.k, told.n, told.low, told.high, told.unit, told.denominator,
        told.method, None, max(n_step, k_step or reference["review.coarse_to"][0]), seal=_SEAL,
    )  # fmt: skip


def step_of(count: int, rules: Policy, reference: Reference) -> int | None:
    """The step a count is told to, None where it lies too close to the edges of all that are small beside it."""
    steps, share = reference["review.coarse_to"], reference["review.coarse_share"]
    return next((one for place, one in enumerate(steps) if _open(count, one, rules)
                 and (place == 0 or one <= share * count)), None)  # fmt: skip


def _interval(parts: tuple[int, int], sizes: tuple[int, int], level: float) -> dict[str, float]:
    """The interval of the share that covers what rounding blurs. Takes: all k, and all n, that are told alike."""
    (least, most), (smallest, largest) = parts, sizes
    return {"low": wilson(max(0, least), largest, level)[0], "high": wilson(min(smallest, most), smallest, level)[1]}


def _open(count: int, step: int, rules: Policy) -> bool:
    """Whether the count could as well be a smallest hidden count more or less, as it is told."""
    low, high = alike(count, step, 0)
    return count - (rules.minimum_n - 1) >= low and count + (rules.minimum_n - 1) <= high


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
