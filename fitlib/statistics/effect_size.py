"""Effect sizes. Methods differ by more than .40 on the same data, so each carries the name of its method."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri


@dataclass(frozen=True)
class EffectSize:
    """Pre-post d and g of one group, the variance of g and its interval."""

    d: float
    correction: float
    g: float
    variance: float
    low: float
    high: float


def small_sample_correction(n: int) -> float:
    """Hedges' J = 1 - 3 / (4 (n - 1) - 1), for n pairs."""
    return 1 - 3 / (4 * (n - 1) - 1)


def pre_post(
    mean_pre: float, mean_post: float, sd_pre: float | None, r: float | None, n: int, level: float
) -> EffectSize | None:
    """Pre-post effect size on the SD of the first measurement.

    Takes: means and SD in one unit, r between first and last, n pairs, level of the interval.
    Gives: g = J (post - pre) / SD_pre with Var = 2 (1 - r) / n + g^2 / (2 n); None where it cannot be computed.
    Source: Becker 1988; Morris & DeShon 2002; methods compared by Seidel, Miller & Chow 2014.
    """
    if n < 3 or not sd_pre or r is None:
        return None
    d = (mean_post - mean_pre) / sd_pre
    correction = small_sample_correction(n)
    g = correction * d
    variance = 2 * (1 - r) / n + g * g / (2 * n)
    half = float(ndtri((1 + level) / 2)) * sqrt(variance)
    return EffectSize(d, correction, g, variance, g - half, g + half)
