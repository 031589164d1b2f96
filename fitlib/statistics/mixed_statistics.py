"""What a mixed model needs to know of its rows: a few sums per group, added up over groups with the same times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GroupSums:
    """Sums over the rows of each group, Z = (1, time): `zz` = Z'Z, `zy` = Z'y; `w` = what is known of the group."""

    zz: Floats
    zy: Floats
    w: Floats
    yy: float
    rows: int


@dataclass(frozen=True)
class PatternSums:
    """GroupSums added up over groups with the same Z'Z; `of_group` is each group's pattern."""

    zz: Floats
    groups: Floats
    ww: Floats
    zyw: Floats
    zyzy: Floats
    of_group: NDArray[np.intp]


def group_sums(codes: ArrayLike, time: ArrayLike, score: ArrayLike, known: ArrayLike | None = None) -> GroupSums:
    """Sums per group.

    Takes: per row the group's code 0 … G−1, time and score; per group what is known (G × q).
    Gives: one entry per group. Rule: codes without rows are allowed and weigh nothing.
    """
    codes, t, y = np.asarray(codes), np.asarray(time, dtype=float), np.asarray(score, dtype=float)
    w = np.ones((int(codes.max()) + 1, 1)) if known is None else np.asarray(known, dtype=float)

    def total(values: Floats | None = None) -> Floats:
        return np.bincount(codes, weights=values, minlength=len(w)).astype(float)

    t_sum = total(t)
    zz = np.stack([total(), t_sum, t_sum, total(t * t)], axis=1).reshape(-1, 2, 2)
    return GroupSums(zz, np.stack([total(y), total(t * y)], axis=1), w, float(y @ y), y.size)


def pattern_sums(sums: GroupSums) -> PatternSums:
    """Groups with the same number of rows and the same times taken together; exact, and far fewer than groups."""
    flat = sums.zz.reshape(-1, 4)[:, [0, 1, 3]]
    order = np.lexsort(flat.T)
    new = np.any(np.diff(flat[order], axis=0) != 0, axis=1)
    starts = np.concatenate([[0], np.flatnonzero(new) + 1])
    of_group = np.empty(len(flat), dtype=np.intp)
    of_group[order] = np.repeat(np.arange(starts.size), np.diff(np.append(starts, len(flat))))

    def added(left: Floats, right: Floats) -> Floats:
        products = [left[:, i] * right[:, j] for i in range(left.shape[1]) for j in range(right.shape[1])]
        sums = [np.bincount(of_group, weights=product, minlength=starts.size) for product in products]
        return np.stack(sums, axis=1).reshape(-1, left.shape[1], right.shape[1])

    zy, w = sums.zy, sums.w
    groups = np.bincount(of_group, minlength=starts.size).astype(float)
    return PatternSums(sums.zz[order[starts]], groups, added(w, w), added(zy, w), added(zy, zy), of_group)
