"""Split-half reliability: every way to split the items into two halves of the same size."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from fitlib.statistics.answer import complete


@dataclass(frozen=True)
class Split:
    """One split: the items of the first half, r of the halves, and r stepped up to full length.

    `guttman` is Guttman's own coefficient of the split; its mean over all splits is Cronbach's alpha.
    """

    first: tuple[int, ...]
    r: float
    spearman_brown: float
    guttman: float


def spearman_brown(r: float, times: float = 2) -> float:
    """Reliability of a measure made `times` as long. Source: Spearman 1910, Brown 1910."""
    return times * r / (1 + (times - 1) * r)


def splits(items: ArrayLike) -> tuple[Split, ...]:
    """The splits of complete rows: three for four items.

    Takes: respondents × an even number of items. Gives: one per split. Raises: ValueError for an odd number of items.
    """
    table = complete(items)
    columns = range(table.shape[1])
    if table.shape[1] % 2:
        raise ValueError("an odd number of items has no two halves of the same size")
    halves = [half for half in combinations(columns, table.shape[1] // 2) if 0 in half]
    return tuple(_split(table, half) for half in halves)


def _split(table: np.ndarray, half: tuple[int, ...]) -> Split:
    first = table[:, half].sum(axis=1)
    second = table.sum(axis=1) - first
    (own, shared), (_, other) = np.cov(first, second)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = float(shared / np.sqrt(own * other))
        guttman = float(4 * shared / (own + other + 2 * shared))
    return Split(half, r, spearman_brown(r), guttman)
