"""Rounded tables: which counts must be hidden, so that rounding and hiding together leave enough candidates.

A reader knows of a published count the range that is rounded alike, of a hidden one nothing, and all equations. A small
count is safe where its candidates reach from one at most to one below the threshold at least.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np

from fitlib.release.rounding import alike

TOLERANCE = 1e-6
Cell = Hashable
Price = Callable[[Cell], tuple]


@dataclass(frozen=True)
class Rounding:
    """How a release rounds: nothing from 1 to below `minimum` is published; the step of each cell."""

    minimum: int
    step: Callable[[Cell], int]


def hide_rounded(
    table: Any, rounding: Rounding, small: frozenset[Cell] = frozenset(), price: Price = str
) -> frozenset[Cell]:
    """The cells that may not be published, although every count is rounded.

    Takes: a Table, cells to hide whatever their count, what hiding a cell costs (the cheapest is hidden first).
    Gives: hidden cells; the totals that only price cares about are among them where nothing else protects.
    """
    hidden = {
        cell for cell, count in table.counts.items()
        if cell not in table.derived and (0 < count < rounding.minimum or cell in small)
    }  # fmt: skip
    small_rests = {cell for cell in table.derived if 0 < table.counts[cell] < rounding.minimum}
    reader = Reader(table, rounding, hidden)
    waiting = sorted(hidden | small_rests, key=str)
    while waiting:  # what is hidden on the way must have candidates as well
        cell = waiting.pop(0)
        while held := reader.holding(cell):
            found = min(held, key=lambda one: (table.counts[one] == 0, price(one), str(one)))
            reader.hide(found)
            waiting.append(found)
    return frozenset(reader.hidden)


class Reader:
    """Somebody with all published numbers and a linear program; remembers every table that they could not rule out."""

    def __init__(self, table: Any, rounding: Rounding, hidden: Iterable[Cell]) -> None:
        self.table, self.rounding, self.hidden = table, rounding, set(hidden)
        self.order = {cell: place for place, cell in enumerate(table.counts)}
        truth = np.array(list(table.counts.values()), dtype=float)
        self.low, self.high = truth.copy(), truth.copy()
        self.ceiling = 2.0 * float(truth.sum()) + rounding.minimum
        self.matrix = _matrix(table, self.order)
        self.bounds = np.array([self._known(cell) for cell in table.counts], dtype=float).reshape(-1, 2)

    def hide(self, cell: Cell) -> None:
        """Hide one cell more: what could not be ruled out before cannot be now."""
        self.hidden.add(cell)
        self.bounds[self.order[cell]] = self._known(cell)

    def range(self, cell: Cell) -> tuple[int, int]:
        """The smallest and the largest count that the reader must think possible."""
        for sign in (1, -1):
            self._solve(cell, sign)
        place = self.order[cell]
        return ceil(self.low[place] - TOLERANCE), floor(self.high[place] + TOLERANCE)

    def holding(self, cell: Cell) -> list[Cell]:
        """The published cells that hold a cell too tightly; none where it is safe."""
        for sign in (1, -1):
            if not self._wide(cell, sign):
                prices = self._solve(cell, sign)
                if not self._wide(cell, sign):
                    return self._open(prices) or self._open(np.ones(len(self.order)))
        return []

    def _wide(self, cell: Cell, sign: int) -> bool:
        """Whether the range reaches far enough on one side, as far as it is known yet."""
        place = self.order[cell]
        if self.table.counts[cell] < self.rounding.minimum:
            far = self.rounding.minimum - 1 - TOLERANCE
            return self.low[place] <= 1 + TOLERANCE if sign > 0 else self.high[place] >= far
        return floor(self.high[place] + TOLERANCE) - ceil(self.low[place] - TOLERANCE) + 1 >= self.rounding.minimum - 1

    def _open(self, prices: np.ndarray) -> list[Cell]:
        shut = self.hidden | self.table.derived
        return [cell for cell, place in self.order.items() if abs(prices[place]) > TOLERANCE and cell not in shut]

    def _known(self, cell: Cell) -> tuple[float, float]:
        if cell in self.hidden or cell in self.table.derived:
            return 0.0, self.ceiling
        return alike(self.table.counts[cell], self.rounding.step(cell), self.rounding.minimum)

    def _solve(self, cell: Cell, sign: int) -> np.ndarray:
        """One end of a cell's range; keeps the table found, gives what each published number has to do with it."""
        from scipy.optimize import linprog  # a third of a second, and only rounded pages that hide something need it

        goal = np.zeros(len(self.order))
        goal[self.order[cell]] = sign
        found = linprog(goal, A_eq=self.matrix, b_eq=np.zeros(self.matrix.shape[0]), bounds=self.bounds, method="highs")
        if found.status != 0:
            raise ValueError(f"the equations contradict the counts: {found.message}")
        self.low, self.high = np.minimum(self.low, found.x), np.maximum(self.high, found.x)
        return found.lower.marginals + found.upper.marginals


def _matrix(table: Any, order: Mapping[Cell, int]) -> Any:
    from scipy.sparse import lil_matrix

    left = lil_matrix((len(table.equations), len(order)))
    for row, equation in enumerate(table.equations):
        for sign, cell in (*((1.0, part) for part in equation.parts), (-1.0, equation.total)):
            left[row, order[cell]] += sign
    return left.tocsr()
