"""XmR charts: does a series vary as it always has, or has something changed? Limits are drawn anew at named events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fitlib.statistics.answer import Numbers, TooFew

OUTSIDE, TREND, ONE_SIDE, TWO_IN_THREE = "outside", "trend", "one_side", "two_in_three"
RULES = (OUTSIDE, TREND, TWO_IN_THREE, ONE_SIDE)  # the order in which a point is given one label


@dataclass(frozen=True)
class Event:
    """Something with a name that begins at point `at` (counted from 0), after which limits are drawn anew."""

    at: int
    name: str


@dataclass(frozen=True)
class Segment:
    """The points from `start` up to the next event: their mean, limits, and which rule each point answers to.

    `signals[rule]` marks points; `direction` is 1 above, −1 below, 0 on the mean.
    """

    start: int
    event: str | None
    mean: float
    lower: float
    upper: float
    signals: dict[str, NDArray[np.bool_]]
    direction: NDArray[np.int64]

    @property
    def special(self) -> NDArray[np.bool_]:
        """Points that any rule marks; the others are common-cause variation."""
        return np.any(list(self.signals.values()), axis=0)

    def first_rule(self) -> list[str | None]:
        """The first rule, in the order of RULES, that marks each point; None for common-cause variation."""
        return [next((rule for rule in RULES if self.signals[rule][i]), None) for i in range(len(self.direction))]


def xmr(
    values: ArrayLike, reference: Mapping[str, Any], events: Sequence[Event] = (), baseline: int | None = None
) -> tuple[Segment | TooFew, ...] | TooFew:
    """The chart of one series, measured at equal steps with none missing.

    Takes: `baseline`, the number of first points of a stretch that set its limits (all of them when None).
    Gives: one segment per stretch between events, or too few points: for the series whole, or for one stretch.
    Rule: control.least points each; limits are mean ± control.width × mean moving range, large ranges screened out.
    """
    series = without_gaps(values)
    if few := _too_few(series, reference):
        return few
    starts = sorted({event.at: event for event in events if 0 < event.at < len(series)}.items())
    named: list[tuple[int, str | None]] = [(0, None), *((at, event.name) for at, event in starts)]
    ends = [at for at, _ in named[1:]] + [len(series)]
    stretches = ((start, name, series[start:end]) for (start, name), end in zip(named, ends, strict=True))
    return tuple(
        _too_few(part[:baseline], reference) or _segment(start, name, part, baseline, reference)
        for start, name, part in stretches
    )


def without_gaps(values: ArrayLike) -> Numbers:
    """The series as numbers. Raises: ValueError where a point is missing: leave it out, or say why it is not there."""
    series = np.asarray(values, dtype=float)
    if np.isnan(series).any():
        raise ValueError("a point of the series is missing")
    return series


def limits(values: ArrayLike, width: float, screen: float) -> tuple[float, float, float]:
    """Mean, lower and upper limit; a constant series has all three the same.

    Rule: moving ranges above `screen` × their mean do not count. Source: Wheeler & Chambers; NHS "Making data count".
    """
    series = np.asarray(values, dtype=float)
    ranges = np.abs(np.diff(series))
    typical = ranges[ranges <= screen * ranges.mean()].mean()
    mean = series.mean()
    return float(mean), float(mean - width * typical), float(mean + width * typical)


def _segment(
    start: int, event: str | None, part: Numbers, baseline: int | None, reference: Mapping[str, Any]
) -> Segment:
    mean, lower, upper = limits(part[:baseline], reference["control.width"], reference["control.screen"])
    side = np.sign(part - mean).astype(int)
    near = (upper - mean) * reference["control.near"]
    outside = (part > upper) | (part < lower)
    signals = {
        OUTSIDE: outside,
        ONE_SIDE: run_of(side, reference["control.run"]),
        TREND: in_trend(part, reference["control.trend"]),
        TWO_IN_THREE: two_in_three(~outside & (np.abs(part - mean) > near), side),
    }
    return Segment(start, event, mean, lower, upper, signals, side)


def run_of(side: ArrayLike, length: int) -> NDArray[np.bool_]:
    """Points in a run of at least `length` on one side of the mean; a point on the mean ends it."""
    sides = np.asarray(side, dtype=int)
    return _long_runs(sides, length) & (sides != 0)


def in_trend(values: ArrayLike, length: int) -> NDArray[np.bool_]:
    """Points in a row of at least `length` that all rise or all fall; two alike end it."""
    steps = np.sign(np.diff(np.asarray(values, dtype=float))).astype(int)
    moving = _long_runs(steps, length - 1) & (steps != 0)
    return np.r_[moving, False] | np.r_[False, moving]


def two_in_three(near: ArrayLike, side: ArrayLike) -> NDArray[np.bool_]:
    """Points near a limit in a window of three on one side of the mean, of which at least two are near it."""
    close, sides = np.asarray(near, dtype=bool), np.asarray(side, dtype=int)
    marked = np.zeros(len(close), dtype=bool)
    for first in range(len(close) - 2):
        window = slice(first, first + 3)
        if close[window].sum() >= 2 and abs(sides[window].sum()) == 3:
            marked[window] |= close[window]
    return marked


def _long_runs(values: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    edges = np.flatnonzero(np.r_[True, values[1:] != values[:-1], True]) if len(values) else np.zeros(1, dtype=int)
    lengths = np.diff(edges)
    return np.repeat(lengths >= length, lengths)


def _too_few(series: Numbers, reference: Mapping[str, Any]) -> TooFew | None:
    least = reference["control.least"]
    return TooFew(len(series), least, "control.least") if len(series) < least else None
