"""What a statistic answers: an estimate with its interval and n, or why there is none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A value with its interval, n and the name of the method (a key of words, `psychometrics.method.*`)."""

    value: float
    low: float
    high: float
    n: int
    method: str


@dataclass(frozen=True)
class TooFew:
    """Fewer observations than the rule asks for. `what` is the name of the reference row that says how many."""

    n: int
    least: int
    what: str


@dataclass(frozen=True)
class NoSpread:
    """Enough observations, but an item or the total is the same for everybody: nothing can go together with it."""

    n: int


def complete(items: ArrayLike) -> Numbers:
    """Rows of a table of scores in which nothing is missing; never filled in.

    Takes: rows × items, missing as NaN or None. Gives: one row per complete row.
    """
    table = np.atleast_2d(np.array(items, dtype=float))
    return table[~np.isnan(table).any(axis=1)]


def both(first: ArrayLike, second: ArrayLike) -> tuple[Numbers, Numbers]:
    """The pairs of two series in which both are measured."""
    pairs = complete(np.column_stack([np.array(first, dtype=float), np.array(second, dtype=float)]))
    return pairs[:, 0], pairs[:, 1]


def z_of(level: float) -> float:
    """The normal quantile of a two-sided interval: 1.96 at .95."""
    return float(stats.norm.ppf((1 + level) / 2))
