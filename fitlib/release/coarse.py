"""GATE OUT: a figure of a large whole that must not be told exactly, told roughly.

Where a hidden count of one team could be computed from the whole's, the whole is rounded so far that every small count
stays possible: rounded to a step, and only where the count lies so far from the step's edges.
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
    people and more; counts to the nearest review.coarse_to, where each could be a smallest count more or less.
    """
    step = reference["review.coarse_to"]
    least = reference[f"review.coarse_{'mean' if fact.k is None else 'share'}_n"]
    if seen.hidden != SMALL_GROUP or fact.n < least or fact.value is None:
        return seen
    exact_n = seen.n is not None
    if not exact_n and not _open(fact.n, step, rules):
        return seen
    n = fact.n if exact_n else to_nearest(fact.n, step)
    if fact.k is None:
        told = replace(fact, n=n, **{part: _tenth(getattr(fact, part)) for part in ("value", "low", "high")})
    else:
        k = to_nearest(fact.k, step)
        if not (0 < k < n and _open(fact.k, step, rules)):
            return seen
        told = replace(fact, k=k, n=n, value=k / n, **_interval(fact.k, n, step, reference["interval.level"]))
    return ReleasedFact(
        told.name, told.group, told.value, told.k, told.n, told.low, told.high, told.unit, told.denominator,
        told.method, None, step, seal=_SEAL,
    )  # fmt: skip


def _interval(k: int, n: int, step: int, level: float) -> dict[str, float]:
    """The interval of the share that covers what rounding blurs."""
    least, most = alike(k, step, 0)
    return {"low": wilson(max(0, least), n, level)[0], "high": wilson(min(n, most), n, level)[1]}


def _open(count: int, step: int, rules: Policy) -> bool:
    """Whether the count could as well be a smallest hidden count more or less, as it is told."""
    low, high = alike(count, step, 0)
    return count - (rules.minimum_n - 1) >= low and count + (rules.minimum_n - 1) <= high


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
