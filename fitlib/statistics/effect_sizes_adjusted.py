"""Effect sizes beside pre-post g. They may differ by more than .40 on the same data, so each carries its method.

All take scores of one unit; `method` is a key of words (`statistics.method.*`).
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fitlib.statistics.answer import Estimate, TooFew
from fitlib.statistics.intervals import t_interval
from fitlib.statistics.noncentral import noncentral_interval

LEAST = 3
NOISE = 1e-9
"""Differences of floating-point scores up to this are none."""
FIXED_SD, CHANGE_SD, RELATIVE = "fixed_sd", "change_sd", "relative"


def fixed_sd(change: ArrayLike, sd: float, level: float) -> Estimate | TooFew:
    """Mean change over a published SD, the same for every team, so that figures can lie side by side.

    Takes: change per curve, SD of the reference (effect.fixed_sd.*). Gives: ES with Student's interval of the mean.
    Source: PCOMS benchmarking practice; a team's own SD biases small teams by about +.10.
    """
    return _mean_over(np.asarray(change, dtype=float), sd, FIXED_SD, level)


def change_sd(change: ArrayLike, level: float) -> Estimate | TooFew:
    """Mean change over the SD of the changes (d_z). Never for benchmarking: it grows with the pre-post correlation.

    Takes: change per curve. Gives: d_z with its noncentral t interval. Source: Morris & DeShon 2002; Steiger 1997.
    """
    gaps = np.asarray(change, dtype=float)
    spread = float(gaps.std(ddof=1)) if gaps.size >= LEAST and np.ptp(gaps) > NOISE else 0.0
    value = float(gaps.mean()) / spread if spread > 0 else 0.0
    interval = noncentral_interval(value * sqrt(gaps.size), gaps.size - 1, level) if spread > 0 else None
    if interval is None:
        return TooFew(gaps.size, LEAST, CHANGE_SD)
    low, high = (end / sqrt(gaps.size) for end in interval)
    return Estimate(value, low, high, gaps.size, CHANGE_SD)


def change_index(last: ArrayLike, expected: ArrayLike) -> NDArray[np.float64]:
    """Last score minus the score to expect, one entry per curve; its mean is OpenFIT's ChangeIndex.

    Takes: last and expected in one unit; expected is a mean, never the green line.
    """
    return np.asarray(last, dtype=float) - np.asarray(expected, dtype=float)


def relative_effect(last: ArrayLike, expected: ArrayLike, sd: float, level: float) -> Estimate | TooFew:
    """RES = mean(last − expected) / SD of the reference: 0 is as expected.

    Takes: last, expected (mean) and SD in one unit. Gives: RES with Student's interval. Source: OpenFIT, published.
    """
    return _mean_over(change_index(last, expected), sd, RELATIVE, level)


def simple_expectation(intake: ArrayLike, last: ArrayLike) -> tuple[float, float] | None:
    """Intercept and slope of the last score on the first in a reference set; None where intakes do not differ.

    Takes: one entry per curve, in one unit. Source: severity adjustment by regression (ordinary least squares).
    """
    x, y = np.asarray(intake, dtype=float), np.asarray(last, dtype=float)
    if x.size < LEAST or np.ptp(x) == 0:
        return None
    slope = float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum())
    return float(y.mean() - slope * x.mean()), slope


def _mean_over(values: NDArray[np.float64], sd: float, method: str, level: float) -> Estimate | TooFew:
    if values.size < LEAST or not sd > 0:
        return TooFew(values.size, LEAST, method)
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    low, high = t_interval(mean, spread, values.size, level)
    return Estimate(mean / sd, low / sd, high / sd, values.size, method)
