"""What would be seen with no true change at all: the grey bars beside the outcome."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm


@dataclass(frozen=True)
class ChanceShares:
    """Expected share of each category if nobody had truly changed; the four add up to 1."""

    recovered: float
    improved: float
    unchanged: float
    deteriorated: float


def regression_to_mean(first: ArrayLike, mean: float, reliability: float) -> NDArray[np.float64]:
    """Last score to expect with no true change: mean + r(first − mean), one entry per curve.

    Takes: first scores and the mean of the population they come from, in one unit. Source: Kelley 1947.
    """
    return mean + reliability * (np.asarray(first, dtype=float) - mean)


def chance_shares(
    first: ArrayLike, cutoff: ArrayLike, reliable: float, population: tuple[float, float], reliability: float
) -> ChanceShares:
    """Categories that noise and regression to the mean alone would give.

    Takes: first scores, one or more, cutoff, reliable change and the population's (mean, SD) in one unit; reliability.
    Rule: last ~ Normal(mean + r(first − mean), SD·√(1 − r²)); the line is crossed at or above the cutoff.
    Source: Lord & Novick 1968, error of prediction.
    """
    first, cutoff = np.asarray(first, dtype=float), np.asarray(cutoff, dtype=float)
    mean, sd = population
    expected, spread = regression_to_mean(first, mean, reliability), sd * np.sqrt(1 - reliability**2)
    better = norm.sf((first + reliable - expected) / spread)
    crossed = norm.sf((np.maximum(first + reliable, cutoff) - expected) / spread)
    recovered = float(np.where(first < cutoff, crossed, 0.0).mean())
    improved = float(better.mean()) - recovered
    worse = float(norm.cdf((first - reliable - expected) / spread).mean())
    return ChanceShares(recovered, improved, 1 - recovered - improved - worse, worse)
