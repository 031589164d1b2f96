"""Bland–Altman: how far apart two raters' scores of the same people lie, and whether that grows with the score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from fitlib.statistics.answer import both, z_of


@dataclass(frozen=True)
class Agreement:
    """Mean difference (first − second) and the limits that hold most differences, each with its interval.

    `slope` is the trend of the difference over the mean of the two: far from zero, one pair of limits says too little.
    """

    bias: float
    sd: float
    lower: float
    upper: float
    bias_low: float
    bias_high: float
    lower_low: float
    upper_high: float
    slope: float
    n: int


def bland_altman(first: ArrayLike, second: ArrayLike, level: float) -> Agreement:
    """Limits of agreement of two ratings of the same people; pairs with a missing one left out.

    Raises: ValueError for fewer than two pairs. Source: Bland & Altman 1986 (interval of a limit: √(3/n)·sd).
    """
    a, b = both(first, second)
    n = len(a)
    if n < 2:
        raise ValueError("limits of agreement need at least two pairs")
    difference, mean = a - b, (a + b) / 2
    bias, sd = float(difference.mean()), float(difference.std(ddof=1))
    t = float(stats.t.ppf((1 + level) / 2, n - 1))
    reach, wide, narrow = z_of(level) * sd, t * sd * np.sqrt(3 / n), t * sd / np.sqrt(n)
    slope = float(np.polyfit(mean, difference, 1)[0]) if mean.std() else float("nan")
    return Agreement(
        bias, sd, bias - reach, bias + reach, bias - narrow, bias + narrow,
        bias - reach - wide, bias + reach + wide, slope, n,
    )  # fmt: skip
