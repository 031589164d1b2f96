"""How long episodes stay open: Kaplan–Meier, in which an open episode is censored and never a failure."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from fitlib.statistics.answer import Numbers, TooFew


@dataclass(frozen=True)
class Survival:
    """Share still open after each time (a step), with interval, standard error and how many were still followed.

    Interval and error are NaN where they have no value: before the first closing and once everybody has closed.
    """

    times: Numbers
    share: Numbers
    low: Numbers
    high: Numbers
    se: Numbers
    followed: Numbers
    closed: int
    n: int

    def at(self, time: float) -> tuple[float, float]:
        """Share still open at a time and its standard error; NaN beyond the last time anyone was followed."""
        if not len(self.times) or time > self.times[-1]:
            return float("nan"), float("nan")
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        return (1.0, 0.0) if place < 0 else (float(self.share[place]), float(self.se[place]))

    @property
    def median(self) -> float | None:
        """Time by which half have closed; None where fewer than half have."""
        reached = np.flatnonzero(self.share <= 0.5)
        return float(self.times[reached[0]]) if len(reached) else None


def time_to_close(length: ArrayLike, closed: ArrayLike, reference: Mapping[str, Any]) -> Survival | TooFew:
    """Share of episodes still open by length.

    Takes: length (days or sessions, above 0) and whether each episode is closed. Gives: one step per length seen.
    Rule: survival.least episodes; log–log interval. Source: Kaplan & Meier 1958, Greenwood 1926; scipy.stats.ecdf.
    """
    days, ended = np.asarray(length, dtype=float), np.asarray(closed, dtype=bool)
    least = reference["survival.least"]
    if len(days) < least:
        return TooFew(len(days), least, "survival.least")
    still_open = stats.ecdf(stats.CensoredData.right_censored(days, ~ended)).sf
    with warnings.catch_warnings():  # before the first closing, and after the last, the interval has no value
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = still_open.confidence_interval(confidence_level=reference["interval.level"], method="log-log")
    times, share = still_open.quantiles, still_open.probabilities
    followed = len(days) - np.searchsorted(np.sort(days), times)
    se = share * _greenwood(np.sort(days[ended]), times, followed)
    low, high = bounds.low.probabilities, bounds.high.probabilities
    return Survival(times, share, low, high, se, followed, int(ended.sum()), len(days))


def _greenwood(ends: Numbers, times: Numbers, followed: Numbers) -> Numbers:
    at = np.searchsorted(ends, times, side="right") - np.searchsorted(ends, times)
    left = followed - at
    steps = np.divide(at, followed * left, out=np.full(len(at), np.nan), where=left > 0)
    return np.sqrt(np.cumsum(steps))
