"""The attacker's view: how far a hidden count can be narrowed down by everything that is shown."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import numpy as np

TOLERANCE = 1e-6
NOT_SEEN = (float("inf"), 0.0)
FEW = 3  # so many questions one by one are as quick as one for all

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
    if _safe(*seen.get(cell, NOT_SEEN), minimum):
        return ()
    for (value, held), wide in zip(_ends(table, unknown, cell, seen), (_is_low, _is_high), strict=False):
        if not wide(value, minimum):
            return held
    return ()


def widen(table: Any, unknown: set[Hashable], cells: Iterable[Hashable], minimum: int, seen: Ends) -> None:
    """Look for tables in which many cells are low, or high, at once, and add them to `seen`: one look serves all.

    Takes: cells to protect. Rule: only tables that fulfil all equations are added, so that nothing is taken for safe
    that is not; cells of which no such table was found are asked about one by one.
    """
    waiting = [cell for cell in cells if not _safe(*seen.get(cell, NOT_SEEN), minimum)]
    if len(waiting) < FEW:
        return
    equations = [one for one in table.equations if any(cell in unknown for cell in one.cells)]
    order = {cell: place for place, cell in enumerate(cell for cell in table.counts if cell in unknown)}
    left, right = _matrix(table, equations, order)
    most = np.full(len(order), 2.0 * sum(table.counts.values()))
    for cell in waiting:  # more than this is not needed, and would be taken from the others
        most[order[cell]] = max(minimum - 1, table.counts[cell])
    for sign, wide in ((1, _is_low), (-1, _is_high)):
        asked, left_over = len(waiting) + 1, waiting
        while left_over and len(left_over) < asked:
            asked, wanted = len(left_over), np.zeros(len(order))
            wanted[[order[cell] for cell in left_over]] = 1.0 + np.arange(asked) / asked  # no two alike: no stand-off
            _note(order, _solve(sign, wanted, left, right, most, equations)[2], seen)
            left_over = [cell for cell in left_over if not wide(seen[cell][sign < 0], minimum)]


def _safe(low: float, high: float, minimum: int) -> bool:
    return _is_low(low, minimum) and _is_high(high, minimum)


def _is_low(low: float, _: int) -> bool:
    return low <= TOLERANCE


def _is_high(high: float, minimum: int) -> bool:
    return high >= minimum - 1 - TOLERANCE


def _ends(table: Any, unknown: set[Hashable], cell: Hashable, seen: Ends) -> Iterator[tuple[float, tuple[Any, ...]]]:
    """The lowest and then the highest value of a cell, each with the equations that hold it there."""
    equations, order = _around(table, unknown, cell)
    left, right = _matrix(table, equations, order)
    objective = np.zeros(len(order))
    objective[order[cell]] = 1.0
    ceiling = np.full(len(order), 2.0 * sum(table.counts.values()))
    for sign in (1, -1):
        value, held, point = _solve(sign, objective, left, right, ceiling, equations)
        _note(order, point, seen)
        yield value, held


def _note(order: dict[Hashable, int], point: np.ndarray, seen: Ends) -> None:
    """Keep how low and how high each cell is in a table that nobody can rule out."""
    for (cell, _), value in zip(order.items(), point.tolist(), strict=True):
        low, high = seen.get(cell, (value, value))
        seen[cell] = min(low, value), max(high, value)


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
    from scipy.sparse import csr_array

    rows, columns, signs, right = [], [], [], np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for sign, one in (*((1.0, part) for part in equation.parts), (-1.0, equation.total)):
            if one in order:
                rows.append(row)
                columns.append(order[one])
                signs.append(sign)
            else:
                right[row] -= sign * table.counts[one]
    return csr_array((signs, (rows, columns)), (len(equations), len(order))), right


def _solve(
    sign: int, objective: np.ndarray, left: Any, right: np.ndarray, most: np.ndarray, equations: list[Any]
) -> tuple[float, tuple[Any, ...], np.ndarray]:
    """The end of the range on one side, what holds it there, and a whole table that has it.

    Raises: ValueError where the equations contradict the counts.
    """
    from scipy.optimize import linprog  # a third of a second, and only pages that hide something need it

    ranges = np.column_stack((np.zeros(len(most)), most))
    solution = linprog(sign * objective, A_eq=left, b_eq=right, bounds=ranges, method="highs")
    if solution.status != 0:
        raise ValueError(f"the equations contradict the counts: {solution.message}")
    prices = zip(equations, solution.eqlin.marginals, strict=True)
    held = tuple(equation for equation, price in prices if abs(price) > TOLERANCE)
    return sign * float(solution.fun), held, solution.x
