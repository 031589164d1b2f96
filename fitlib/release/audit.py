"""The attacker's view: how far a hidden count can be narrowed down by everything that is shown."""

from collections.abc import Hashable
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

TOLERANCE = 1e-6


def bounds(table: Any, unknown: set[Hashable], cell: Hashable) -> tuple[float, float]:
    """Smallest and largest count that a hidden cell can have, given all equations and what is shown.

    Takes: a Table, the cells that are not known, one of them. Gives: (low, high); where nothing holds the cell, high is
    twice everything that was counted.
    """
    if cell not in unknown:
        return float(table.counts[cell]), float(table.counts[cell])
    equations, order = _around(table, unknown, cell)
    left, right = _matrix(table, equations, order)
    objective = np.zeros(len(order))
    objective[order[cell]] = 1.0
    ceiling = 2.0 * sum(table.counts.values())
    return _solve(objective, left, right, ceiling), -_solve(-objective, left, right, ceiling)


def narrow(interval: tuple[float, float], minimum: int) -> bool:
    """Whether bounds tell too much of a small count: that it is not 0, or that it is below minimum - 1."""
    low, high = interval
    return low > TOLERANCE or high < minimum - 1 - TOLERANCE


def _around(table: Any, unknown: set[Hashable], cell: Hashable) -> tuple[list[Any], dict[Hashable, int]]:
    """The equations that the cell is tied to through unknown cells, and a number for each unknown cell in them."""
    touching: dict[Hashable, list[Any]] = {}
    for equation in table.equations:
        for one in equation.cells:
            if one in unknown:
                touching.setdefault(one, []).append(equation)
    found, order, waiting = {}, {cell: 0}, [cell]
    while waiting:
        for equation in touching.get(waiting.pop(), []):
            found[equation] = None
            for one in equation.cells:
                if one in unknown and one not in order:
                    order[one] = len(order)
                    waiting.append(one)
    return list(found), order


def _matrix(table: Any, equations: list[Any], order: dict[Hashable, int]) -> tuple[Any, np.ndarray]:
    left, right = lil_matrix((len(equations), len(order))), np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for sign, one in (*((1.0, part) for part in equation.parts), (-1.0, equation.total)):
            if one in order:
                left[row, order[one]] += sign
            else:
                right[row] -= sign * table.counts[one]
    return left.tocsr(), right


def _solve(objective: np.ndarray, left: Any, right: np.ndarray, ceiling: float) -> float:
    """The smallest value of the objective. Raises ValueError where the equations contradict the counts."""
    solution = linprog(objective, A_eq=left, b_eq=right, bounds=(0, ceiling), method="highs")
    if solution.status != 0:
        raise ValueError(f"the equations contradict the counts: {solution.message}")
    return float(solution.fun)
