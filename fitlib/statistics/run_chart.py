"""Run charts: is the order of a series random around its median? Needs no limits, so it suits small counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import without_gaps


@dataclass(frozen=True)
class RunChart:
    """Longest run on one side of the median and number of crossings, each with what chance allows.

    Points on the median are not useful and are not counted.
    """

    median: float
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    crossings_needed: int

    @property
    def signal(self) -> bool:
        """True where a run is too long or crossings are too few for chance."""
        return self.longest_run > self.longest_allowed or self.crossings < self.crossings_needed


def run_chart(values: ArrayLike, reference: Mapping[str, Any]) -> RunChart | TooFew:
    """Anhøj's two rules for one series at equal steps.

    Gives: the chart, or too few points (control.least), also when too few lie off the median.
    Rule: longest run ≤ round(log2(n) + 3); crossings ≥ the 5 % binomial quantile. Source: Anhøj & Olesen 2014.
    """
    series = without_gaps(values)
    least = reference["control.least"]
    if len(series) < least:
        return TooFew(len(series), least, "control.least")
    median = float(np.median(series))
    sides = np.sign(series - median).astype(int)
    sides = sides[sides != 0]
    if len(sides) < least:
        return TooFew(len(sides), least, "control.least")
    changes = np.flatnonzero(np.diff(sides))
    longest = int(np.diff(np.r_[-1, changes, len(sides) - 1]).max())
    allowed = int(np.round(np.log2(len(sides)) + 3))
    needed = int(stats.binom.ppf(reference["control.crossing_share"], len(sides) - 1, 0.5))
    return RunChart(median, len(sides), longest, allowed, len(changes), needed)
