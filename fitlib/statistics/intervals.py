"""Intervals of a share and of a mean: how far the figure could lie from what was seen, given so few or so many."""

from math import sqrt

from scipy.special import ndtri, stdtrit

Interval = tuple[float, float]


def wilson(k: int, n: int, level: float) -> Interval | None:
    """Score interval of a share; it stays within 0-1 and is honest for small n and for 0 of n.

    Takes: k of n, level as a share (0.95). Gives: (low, high), or None where n is 0.
    Source: Wilson 1927, J Am Stat Assoc 22:209.
    """
    if n == 0:
        return None
    z = ndtri((1 + level) / 2)
    middle = (k + z * z / 2) / (n + z * z)
    half = z * sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    low, high = float(middle - half), float(middle + half)
    return max(0.0, min(low, k / n)), min(1.0, max(high, k / n))  # at 0 and n the last digit would leave the share out


def t_interval(mean: float, sd: float | None, n: int, level: float) -> Interval | None:
    """Student's interval of a mean.

    Takes: mean and sample SD in any one unit, n, level. Gives: (low, high), or None for fewer than two values.
    """
    if n < 2 or sd is None:
        return None
    half = float(stdtrit(n - 1, (1 + level) / 2)) * sd / sqrt(n)
    return mean - half, mean + half
