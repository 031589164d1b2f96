"""Interval of a standardised difference: the noncentral t distributions in whose tails the observed t lies."""

from math import exp, isfinite, isnan, lgamma, sqrt

from scipy.optimize import brentq
from scipy.special import chdtri, nctdtr

from fitlib.statistics.intervals import Interval

DOMINANT = 100.0
"""From here on the noncentral t is its denominator alone: a chi, to four digits."""


def noncentral_interval(t: float, freedom: int, level: float) -> Interval | None:
    """Interval of the noncentrality parameter of a t value.

    Takes: t, degrees of freedom, two-sided level. Gives: (low, high), or None where it cannot be bounded.
    Source: Steiger & Fouladi 1997; results agree with R's effectsize.
    """
    if freedom < 1 or not isfinite(t):
        return None
    if t < 0:
        mirrored = noncentral_interval(-t, freedom, level)
        return mirrored and (-mirrored[1], -mirrored[0])
    return _end(t, freedom, (1 + level) / 2, -1), _end(t, freedom, (1 - level) / 2, 1)


def exact_correction(freedom: int) -> float:
    """Hedges' J by the gamma function; 1 − 3/(4·freedom − 1) is close to it. Source: Hedges 1981."""
    return exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / sqrt(freedom / 2)


def _end(t: float, freedom: int, share: float, step: float) -> float:
    """The noncentrality that leaves `share` below t, looked for step by step away from t, where the tail is exact."""
    if t > DOMINANT * sqrt(2 * freedom):
        return t * sqrt(chdtri(freedom, share) / freedom)
    step *= max(1.0, t / sqrt(2 * freedom))
    near, far = t, t + step
    while step * (_below(t, freedom, far) - share) > 0:
        near, far = far, far + step
    return float(brentq(lambda noncentrality: _below(t, freedom, noncentrality) - share, near, far, xtol=1e-13))


def _below(t: float, freedom: int, noncentrality: float) -> float:
    """Distribution function; the far tails, where the library gives up, are 1 and 0."""
    share = float(nctdtr(freedom, noncentrality, t))
    return float(noncentrality < t) if isnan(share) else share
