"""Intervals that know that clients of one worker are alike: the workers are counted, not the clients.

Nothing here names or orders workers; one interval for all comes out.
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from fitlib.statistics.answer import Estimate, TooFew
from fitlib.statistics.effect_size import small_sample_correction

CLUSTERED_MEAN, CLUSTERED_G = "clustered_mean", "clustered_g"


def clustered_mean(values: ArrayLike, workers: ArrayLike, least: int, level: float) -> Estimate | TooFew:
    """Mean with an interval clustered by worker.

    Takes: values, the worker of each, least number of workers (10). Gives: t interval, workers − 1 degrees.
    Rule: Var = G/(G−1) · Σ (Σ of deviations within a worker)² / n². Source: Liang & Zeger 1986, as in statsmodels.
    """
    values = np.asarray(values, dtype=float)
    mean = float(values.mean()) if values.size else 0.0
    return _clustered(mean, values - mean, np.asarray(workers), least, (CLUSTERED_MEAN, level))


def clustered_g(first: ArrayLike, last: ArrayLike, workers: ArrayLike, least: int, level: float) -> Estimate | TooFew:
    """Pre-post g with an interval clustered by worker.

    Takes: first, last and worker of each curve, least number of workers (10).
    Rule: each curve's influence on g, J·[(Δ − M)/SD − M·((x − m)² − SD²)/(2·SD³)], is summed within workers.
    Source: Liang & Zeger 1986; the delta method for a standardised mean change.
    """
    x, change = np.asarray(first, dtype=float), np.asarray(last, dtype=float) - np.asarray(first, dtype=float)
    spread = float(x.std(ddof=1)) if x.size > 2 else 0.0
    if not spread > 0:
        return TooFew(np.unique(workers).size, least, CLUSTERED_G)
    correction, mean = small_sample_correction(x.size), float(change.mean())
    from_change = (change - mean) / spread
    from_spread = mean * ((x - x.mean()) ** 2 - spread**2 * (x.size - 1) / x.size) / (2 * spread**3)
    influence = correction * (from_change - from_spread)
    return _clustered(correction * mean / spread, influence, np.asarray(workers), least, (CLUSTERED_G, level))


def _clustered(
    value: float, influence: NDArray[np.float64], workers: NDArray[np.generic], least: int, how: tuple[str, float]
) -> Estimate | TooFew:
    method, level = how
    _, codes = np.unique(workers, return_inverse=True)
    count = int(codes.max()) + 1 if codes.size else 0
    if count < max(least, 2):
        return TooFew(count, least, method)
    within = np.bincount(codes, weights=influence)
    error = sqrt(count / (count - 1) * float(within @ within)) / influence.size
    half = float(stdtrit(count - 1, (1 + level) / 2)) * error
    return Estimate(value, value - half, value + half, influence.size, method)
