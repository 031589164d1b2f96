"""The attacker's view: how far a hidden count can be narrowed down by everything that is shown."""

from collections.abc import Hashable
from typing import Any

import numpy as np

TOLERANCE = 1e-6


Ends = dict[Hashable, tuple[float, float]]


def bounds(table: Any, unknown: set[Hashable], cell: Hashable) -> tuple[float, float]:
    """Smallest and largest count that a hidden cell can have, given all equations and what is shown.

    Takes: a Table, the cells that are not known, one of them. Gives: (low, high); where nothing holds the cell, high is
    twice everything that was counted.
    """
    (low, _), (high, _) = _ends(table, unknown, cell, {})
    return low, high


def held_by(table: Any, unknown: set[Hashable], cell: Hashable, minimum: int, seen: Ends) -> tuple[Any, ...]:
    """The equations that tell too much of a small count: that it is not 0, or that it is below minimum - 1.

    Takes: `seen`, how low and how high cells were found to be possible so far; it is added to. What is unknown may only
    grow between calls. Gives: none where the cell is safe. The prices of the linear program say which equations bind.
    """
    if _safe(*seen.get(cell, (minimum, 0)), minimum):
        return ()
    (low, lowest), (high, highest) = _ends(table, unknown, cell, seen)
    if low > TOLERANCE:
        return lowest
    return () if _safe(low, high, minimum) else highest


def _safe(low: float, high: float, minimum: int) -> bool:
    return low <= TOLERANCE and high >= minimum - 1 - TOLERANCE


def _ends(table: Any, unknown: set[Hashable], cell: Hashable, seen: Ends) -> tuple[tuple[float, tuple[Any, ...]], ...]:
    """The lowest and the highest value of a cell, each with the equations that hold it there."""
    equations, order = _around(table, unknown, cell)
    left, right = _matrix(table, equations, order)
    objective = np.zeros(len(order))
    objective[order[cell]] = 1.0
    ceiling = 2.0 * sum(table.counts.values())
    found = []
    for sign in (1, -1):
        value, held, point = _solve(sign, objective, left, right, ceiling, equations)
        found.append((value, held))
        for one, place in order.items():
            low, high = seen.get(one, (point[place], point[place]))
            seen[one] = min(low, point[place]), max(high, point[place])
    return tuple(found)


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
) -> tuple[float, tuple[Any, ...], np.ndarray]:
    """The end of the range on one side, what holds it there, and a whole table that has it.

    Raises: ValueError where the equations contradict the counts.
    """
    from scipy.optimize import linprog  # a third of a second, and only pages that hide something need it

    solution = linprog(sign * objective, A_eq=left, b_eq=right, bounds=(0, ceiling), method="highs")
    if solution.status != 0:
        raise ValueError(f"the equations contradict the counts: {solution.message}")
    prices = zip(equations, solution.eqlin.marginals, strict=True)
    held = tuple(equation for equation, price in prices if abs(price) > TOLERANCE)
    return sign * float(solution.fun), held, solution.x
