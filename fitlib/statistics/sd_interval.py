"""The interval of a standard deviation: how far the spread could lie from the spread that was seen."""

from math import sqrt

from scipy import stats


def sd_interval(sd: float, n: int, level: float) -> tuple[float, float]:
    """The interval of an SD from the chi-square distribution, for scores that are roughly normal.

    Takes: sample SD (any unit), n from 2 on, two-sided level. Gives: (low, high) in the unit of the SD.
    """
    tail, free = (1 - level) / 2, n - 1
    return sd * sqrt(free / stats.chi2.ppf(1 - tail, free)), sd * sqrt(free / stats.chi2.ppf(tail, free))
