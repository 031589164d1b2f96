"""Sudden gains and losses by the three criteria of Tang & DeRubeis, as the package suddengains computes the third.

The criteria are written for a symptom scale: s = 40 − ORS. A pair of neighbouring sessions n, n+1 can be judged where
both are measured, and two at least of the three sessions up to n and of the three from n+1. Known defect of the
package, not copied: its second criterion for losses compares a negative number and is always true; here it is the size
of the change.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.columns import MISSING, Ints
from fitlib.curves.limits import PER_THOUSAND, Limits
from fitlib.curves.pattern import Finding

GAIN, LOSS = 1, -1
TOP, AROUND, LEAST = 400, 3, 2


@dataclass(frozen=True)
class Criteria:
    """The answers for every pair of neighbouring sessions (pairs × curves), and where each could be judged."""

    first: NDArray[np.bool_]
    second: NDArray[np.bool_]
    third: NDArray[np.bool_]
    pair: NDArray[np.bool_]
    around: NDArray[np.bool_]
    change: Ints

    def all_three(self) -> NDArray[np.bool_]:
        """Pairs that meet all three criteria."""
        return self.first & self.second & self.third & self.pair & self.around


def criteria(s: Ints, least: int, share: int, t: tuple[float, float, float], way: int = GAIN) -> Criteria:
    """The three criteria on a symptom scale, all sessions in one unit.

    Takes: s (sessions × curves, MISSING where not measured), cutoff, share per thousand, t for 4, 3 and 2 degrees of
    freedom, GAIN or LOSS. Gives: one row per pair of sessions. Source: Tang & DeRubeis 1999; suddengains 0.7.2.
    """
    before, after = s[:-1], s[1:]
    pair = (before != MISSING) & (after != MISSING)
    change = way * (before - after)
    n1, sum1, squares1 = _around(s, range(1 - AROUND, 1))
    n2, sum2, squares2 = _around(s, range(1, 1 + AROUND))
    around = (n1 >= LEAST) & (n2 >= LEAST)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt((squares1 - sum1**2 / n1 + squares2 - sum2**2 / n2) / (n1 + n2 - 2))
        lasting = way * (sum1 / n1 - sum2 / n2) > np.choose(np.clip(2 * AROUND - n1 - n2, 0, 2), t) * pooled
    second = PER_THOUSAND * change >= share * before
    return Criteria(pair & (change >= least), pair & second, around & lasting, pair, around, change)


def _around(s: Ints, sessions: range) -> tuple[Ints, Ints, Ints]:
    """Number, sum and sum of squares of the measured sessions at these distances from n, for each pair."""
    measured = s != MISSING
    values = np.where(measured, s, 0).astype(np.int64)
    n, total, squares = (np.zeros((len(s) - 1, s.shape[1]), np.int64) for _ in range(3))
    for off in sessions:
        here = slice(max(0, -off), min(len(s) - 1, len(s) - off))
        there = slice(here.start + off, here.stop + off)
        n[here] += measured[there]
        total[here] += values[there]
        squares[here] += values[there] ** 2
    return n, total, squares


def sudden(ors: Ints, limits: Limits, way: int) -> Finding:
    """Whether any pair of neighbouring sessions meets all three criteria.

    Takes: ors (sessions × curves, tenths, MISSING where not measured). Gives: the biggest such change, if any.
    """
    t = tuple(limits.number(f"sudden.t{degrees}") for degrees in (4, 3, 2))
    found = criteria(np.where(ors == MISSING, MISSING, TOP - ors), limits.rci, limits.share("sudden.share"), t, way)
    met = found.all_three()
    biggest = np.where(met, found.change, 0).max(axis=0, initial=0)
    return Finding(met.any(axis=0), {"change": biggest}, enough=(found.pair & found.around).any(axis=0))
