"""Six methods of judging one change, to see how far a result depends on the method (higher is better)."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fitlib.statistics.reliable_change import difference_error, measurement_error, reliable_change_index

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """What the methods need to know of a group: means, SDs and correlation of first (1) and last (2), reliabilities."""

    mean1: float
    sd1: float
    mean2: float
    sd2: float
    correlation: float
    reliability: float
    reliability_last: float

    @property
    def sem(self) -> float:
        """Standard error of measurement at first."""
        return measurement_error(self.sd1, self.reliability)

    @property
    def reliability_of_difference(self) -> float:
        """Rdd of Hageman & Arrindell: share of true variance in the differences; ≤ 0 where noise outweighs them."""
        covariance = 2 * self.sd1 * self.sd2 * self.correlation
        spread = self.sd1**2 + self.sd2**2 - covariance
        return (spread - 2 * self.sem**2) / spread if spread > 0 else math.nan


def moments(first: ArrayLike, last: ArrayLike, reliability: float, reliability_last: float | None = None) -> Moments:
    """Moments of one group.

    Takes: first and last, one entry per curve, three or more; the reliability at last is that at first unless given.
    """
    pre, post = np.asarray(first, dtype=float), np.asarray(last, dtype=float)
    spreads = float(pre.std(ddof=1)), float(post.std(ddof=1))
    correlation = float(np.corrcoef(pre, post)[0, 1]) if min(spreads) > 0 else math.nan
    last_r = reliability if reliability_last is None else reliability_last
    return Moments(float(pre.mean()), spreads[0], float(post.mean()), spreads[1], correlation, reliability, last_r)


def jacobson_truax(pre: Scores, post: Scores, m: Moments) -> Scores:
    """JT = (post − pre) / S_diff. Source: Jacobson & Truax 1991."""
    return reliable_change_index(pre, post, difference_error(m.sem))


def gulliksen_lord_novick(pre: Scores, post: Scores, m: Moments) -> Scores:
    """GLN = [(post − m1) − r(pre − m1)] / (s1·√(1 − r²)): against the regressed first score. Source: Hsu 1989."""
    return ((post - m.mean1) - m.reliability * (pre - m.mean1)) / prediction_error(m)


def hsu_linn_lord(pre: Scores, post: Scores, m: Moments) -> Scores:
    """HLL = [(post − m2) − r(pre − m1)] / (s1·√(1 − r²)): against the group's own last mean. Source: Hsu 1995."""
    return ((post - m.mean2) - m.reliability * (pre - m.mean1)) / prediction_error(m)


def edwards_nunnally(pre: Scores, post: Scores, m: Moments) -> Scores:
    """EN = [post − (m1 + r(pre − m1))] / SEM. Source: Speer 1992, after Edwards et al. 1978."""
    return (post - regressed(pre, m)) / m.sem


def nunnally_kotsch(pre: Scores, post: Scores, m: Moments) -> Scores:
    """NK = [post − (m1 + r(pre − m1))] / √(r²s1²(1 − r) + s1²(1 − r_post)). Source: Nunnally & Kotsch 1983."""
    r = m.reliability
    return (post - regressed(pre, m)) / (m.sd1 * math.sqrt(r**2 * (1 - r) + 1 - m.reliability_last))


def hageman_arrindell(pre: Scores, post: Scores, m: Moments) -> Scores:
    """HA = [(post − pre)·Rdd + (m2 − m1)(1 − Rdd)] / (√Rdd·√2·SEM); not a number where Rdd ≤ 0. Source: H & A 1999."""
    rdd = m.reliability_of_difference
    if not rdd > 0:
        return np.full_like(post, math.nan)
    return ((post - pre) * rdd + (m.mean2 - m.mean1) * (1 - rdd)) / (math.sqrt(rdd) * difference_error(m.sem))


METHODS: Mapping[str, Callable[[Scores, Scores, Moments], Scores]] = {
    "JT": jacobson_truax,
    "GLN": gulliksen_lord_novick,
    "HLL": hsu_linn_lord,
    "EN": edwards_nunnally,
    "NK": nunnally_kotsch,
    "HA": hageman_arrindell,
}


def prediction_error(m: Moments) -> float:
    """Standard error of prediction, s1·√(1 − r²). Source: Lord & Novick 1968."""
    return m.sd1 * math.sqrt(1 - m.reliability**2)


def regressed(pre: Scores, m: Moments) -> Scores:
    """The first score drawn towards the first mean by its unreliability: m1 + r(pre − m1)."""
    return m.mean1 + m.reliability * (pre - m.mean1)


def indices(first: ArrayLike, last: ArrayLike, m: Moments) -> dict[str, Scores]:
    """The index of every method, one entry per curve.

    Takes: first and last in the unit of the moments. Gives: {"JT": …, "GLN": …, "HLL": …, "EN": …, "NK": …, "HA": …}.
    """
    pre, post = np.asarray(first, dtype=float), np.asarray(last, dtype=float)
    return {name: method(pre, post, m) for name, method in METHODS.items()}


def verdict(index: ArrayLike, critical: float) -> NDArray[np.int8]:
    """1 reliably better, −1 reliably worse, 0 neither; 0 as well where the index is not a number.

    Rule: beyond the critical value, not at it.
    """
    index = np.asarray(index)
    return (index > critical).astype(np.int8) - (index < -critical).astype(np.int8)


def true_end_state(last: ArrayLike, m: Moments, cutoff: float) -> Scores:
    """CS_indiv: how surely the true last score lies above a true cutoff, in standard errors.

    Takes: last scores, moments and cutoff in one unit.
    Gives: an index to hold against the critical value of HA; not a number where the last scores have no true spread.
    Source: Hageman & Arrindell 1999.
    """
    post = np.asarray(last, dtype=float)
    reliability = 1 - m.sem**2 / m.sd2**2 if m.sd2 > 0 else 0.0
    if reliability <= 0:
        return np.full_like(post, math.nan)
    return (m.mean2 + (post - m.mean2) * reliability - cutoff) / (math.sqrt(reliability) * m.sem)
