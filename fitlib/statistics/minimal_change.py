"""Two further yardsticks: change by a number of points or by a share of the first score, for people and groups."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXACT = 9
"""Decimals to which a share of a score is exact: .07 · 100 is 7, not 7.000000000000001."""


def by_points(change: ArrayLike, better_by: float, worse_by: float | None = None) -> NDArray[np.int8]:
    """Verdict per curve: 1 at change ≥ better_by, −1 at ≤ −worse_by, else 0.

    Takes: change and thresholds in one unit; worse_by is better_by unless given.
    Source: minimal important difference, as in the R package clinicalsignificance (anchor-based approach).
    """
    change, worse = np.asarray(change), better_by if worse_by is None else worse_by
    return (change >= better_by).astype(np.int8) - (change <= -worse).astype(np.int8)


def by_share(first: ArrayLike, last: ArrayLike, better_by: float, worse_by: float | None = None) -> NDArray[np.int8]:
    """Verdict per curve by change as a share of the first score: 1 at ≥ better_by, −1 at ≤ −worse_by, else 0.

    Takes: scores in one unit, shares 0–1. Rule: equal scores are unchanged; a rise from 0 is better.
    Source: as in the R package clinicalsignificance (percentage approach).
    """
    first, last = np.asarray(first, dtype=float), np.asarray(last, dtype=float)
    change, size = last - first, np.abs(first)
    worse = better_by if worse_by is None else worse_by
    better = (change > 0) & (change >= np.round(better_by * size, EXACT))
    return better.astype(np.int8) - ((change < 0) & (change <= -np.round(worse * size, EXACT))).astype(np.int8)


def group_verdict(low: float, estimate: float, high: float, minimal: float) -> str:
    """What the interval of a mean change says about a minimal important change, higher being better.

    Gives: key of `statistics.group_verdict`: not_significant, significant_not_relevant, not_above_minimal,
    probably_relevant or relevant.
    Source: as in the R package clinicalsignificance (anchor-based approach for groups).
    """
    if low <= 0 <= high:
        return "not_significant"
    if high < minimal:
        return "significant_not_relevant"
    if low > minimal:
        return "relevant"
    return "probably_relevant" if estimate > minimal else "not_above_minimal"
