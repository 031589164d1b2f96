"""The attacker's view: how far a hidden count can be narrowed down by everything that is shown."""

from collections.abc import Hashable
from typing import Any

import numpy as np

TOLERANCE = 1e-6


def bounds(table: Any, unknown: set[Hashable], cell: Hashable) -> tuple[float, float]:
    """Smallest and largest count that a hidden cell can have, given all equations and what is shown.

    Takes: a Table, the cells that are not known, one of them. Gives: (low, high); where nothing holds the cell, high is
    twice everything that was counted.
    """
    (low, _), (high, _) = _ends(table, unknown, cell)
    return low, high


def held_by(table: Any, unknown: set[Hashable], cell: Hashable, minimum: int) -> tuple[Any, ...]:
    """The equations that tell too much of a small count: that it is not 0, or that it is below minimum - 1.

    Gives: none where the cell is safe. The prices of the linear program say which equations bind.
    """
    (low, lowest), (high, highest) = _ends(table, unknown, cell)
    if low > TOLERANCE:
        return lowest
    return highest if high < minimum - 1 - TOLERANCE else ()


def _ends(table: Any, unknown: set[Hashable], cell: Hashable) -> tuple[tuple[float, tuple[Any, ...]], ...]:
    """The lowest and the highest value of a cell, each with the equations that hold it there."""
    equations, order = _around(table, unknown, cell)
    left, right = _matrix(table, equations, order)
    objective = np.zeros(len(order))
    objective[order[cell]] = 1.0
    ceiling = 2.0 * sum(table.counts.values())
    return tuple(_solve(sign, objective, left, right, ceiling, equations) for sign in (1, -1))


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
    from scipy.sparse import lil_matrix

    left, right = lil_matrix((len(equations), len(order))), np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for sign, one in (*((1.0, part) for part in equation.parts), (-1.0, equation.total)):
            if one in order:
                left[row, order[one]] += sign
            else:
                right[row] -= sign * table.counts[one]
    return left.tocsr(), right


def _solve(
    sign: int, objective: np.ndarray, left: Any, right: np.ndarray, ceiling: float, equations: list[Any]
) -> tuple[float, tuple[Any, ...]]:
    """The end of the range on one side. Raises ValueError where the equations contradict the counts."""
    from scipy.optimize import linprog  # a third of a second, and only pages that hide something need it

    solution = linprog(sign * objective, A_eq=left, b_eq=right, bounds=(0, ceiling), method="highs")
    if solution.status != 0:
        raise ValueError(f"the equations contradict the counts: {solution.message}")
    prices = zip(equations, solution.eqlin.marginals, strict=True)
    return sign * float(solution.fun), tuple(equation for equation, price in prices if abs(price) > TOLERANCE)
