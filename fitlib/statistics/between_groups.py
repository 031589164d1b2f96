"""Standardised difference of two separate groups: pooled SD (Cohen, Hedges) or the SD of one of them (Glass)."""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from fitlib.statistics.answer import Estimate, TooFew
from fitlib.statistics.noncentral import exact_correction, noncentral_interval

LEAST = 3
POOLED, CORRECTED, GLASS = "pooled_d", "pooled_g", "glass"


def pooled_d(group: ArrayLike, other: ArrayLike, level: float, corrected: bool = False) -> Estimate | TooFew:
    """Cohen's d = (m1 − m2) / pooled SD, or Hedges' g with the exact small-sample correction.

    Takes: scores of two separate groups, three or more each. Gives: with noncentral t interval.
    Source: Hedges & Olkin 1985; agrees with R's effectsize.
    """
    a, b = np.asarray(group, dtype=float), np.asarray(other, dtype=float)
    freedom, method = a.size + b.size - 2, CORRECTED if corrected else POOLED
    if min(a.size, b.size) < LEAST:
        return TooFew(min(a.size, b.size), LEAST, method)
    spread = sqrt(((a.size - 1) * a.var(ddof=1) + (b.size - 1) * b.var(ddof=1)) / freedom)
    factor = exact_correction(freedom) if corrected else 1.0
    return _estimate(
        a.mean() - b.mean(), spread, sqrt(1 / a.size + 1 / b.size), freedom, factor, (method, level, freedom + 2)
    )


def glass_delta(group: ArrayLike, reference: ArrayLike, level: float) -> Estimate | TooFew:
    """Glass' Δ = (m1 − m2) / SD of the reference group.

    Takes: scores of two separate groups, three or more each. Gives: with noncentral t interval.
    Source: Glass 1976; interval as in R's effectsize.
    """
    a, b = np.asarray(group, dtype=float), np.asarray(reference, dtype=float)
    if min(a.size, b.size) < LEAST:
        return TooFew(min(a.size, b.size), LEAST, GLASS)
    spread = float(b.std(ddof=1))
    error = sqrt(1 / b.size + a.var(ddof=1) / (a.size * spread**2)) if spread > 0 else 0.0
    return _estimate(a.mean() - b.mean(), spread, error, b.size - 1, 1.0, (GLASS, level, a.size + b.size))


def _estimate(
    gap: float, spread: float, error: float, freedom: int, factor: float, how: tuple[str, float, int]
) -> Estimate | TooFew:
    method, level, n = how
    interval = noncentral_interval(gap / spread / error, freedom, level) if spread > 0 else None
    if interval is None:
        return TooFew(n, LEAST, method)
    low, high = (factor * error * end for end in interval)
    return Estimate(float(factor * gap / spread), low, high, n, method)
