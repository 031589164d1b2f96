"""Which counts must be hidden, so that no small one can be read or computed. A pure function over cells and equations.

First the small cells; then, as long as an equation has one unknown cell that must stay unknown, its smallest sibling;
then, as long as a small cell can be narrowed down too far, one more (the audit). The same input hides the same cells.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from fitlib.release.audit import held_by, widen

Cell = Hashable


@dataclass(frozen=True)
class Equation:
    """total = sum of parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The parts, then the total."""
        return (*self.parts, self.total)


@dataclass(frozen=True)
class Table:
    """Counts, the equations between them, the cells that nobody prints but anybody can compute, and the cells to keep.

    Where there is a choice, a cell of `kept` is hidden last.
    """

    counts: Mapping[Cell, int]
    equations: tuple[Equation, ...]
    derived: frozenset[Cell] = frozenset()
    kept: frozenset[Cell] = frozenset()


def hide(
    table: Table, minimum: int, also: Iterable[Cell] = (), near: Iterable[Cell] = (),
    known: frozenset[Cell] = frozenset(),
) -> frozenset[Cell]:  # fmt: skip
    """The cells that may not be known: those from 1 to below `minimum`, and what is needed to protect them.

    Takes: cells to protect as small ones whatever their count (of too few cases), cells that only may not be computed
    (too close to what another release tells), and cells that are known from elsewhere: hiding them helps nobody.
    Gives: hidden cells; derived ones among them are protected as well. Zeros and cells from `minimum` on may be shown.
    """
    few = {cell for cell, count in table.counts.items() if 0 < count < minimum}
    small = sorted(few.union(also), key=str)
    hidden = {*small, *near}
    _close(table, hidden, known)
    seen: dict[Cell, tuple[float, float]] = {}
    left = unknown(table, hidden, known)
    widen(table, left, [cell for cell in small if cell in left], minimum, seen)
    for cell in small:  # what is hidden later only widens what was found wide enough
        while (left := unknown(table, hidden, known)) and cell in left and (
            held := held_by(table, left, cell, minimum, seen)
        ):  # fmt: skip
            more = _cheapest(table, held, left | known | hidden)  # hidden in vain is known, too
            if more is None:
                break
            hidden.add(more)
            _close(table, hidden, known)
    return frozenset(hidden)


def unknown(table: Table, hidden: Iterable[Cell], known: Iterable[Cell] = ()) -> set[Cell]:
    """What a reader cannot compute step by step: hidden and derived cells that no equation gives away."""
    left = (set(hidden) | table.derived).difference(known)
    while found := {alone[0] for equation in table.equations if len(alone := _in(equation, left)) == 1}:
        left -= found
    return left


def _close(table: Table, hidden: set[Cell], known: frozenset[Cell]) -> None:
    """Hide siblings until no equation gives a hidden cell away; what is known from elsewhere cannot be kept."""
    told = set(known)
    while leak := next(_leaks(table, hidden, told), None):
        siblings = _siblings(table, leak, hidden | told)
        if not siblings:
            if not known:
                raise ValueError("an equation gives a hidden cell away and has nothing left to hide")
            told |= {cell for cell in leak.cells if cell in hidden}
        hidden |= set(siblings[:1])


def _leaks(table: Table, hidden: set[Cell], known: set[Cell]) -> Iterator[Equation]:
    left = (hidden | table.derived) - known
    waiting = True
    while waiting:
        waiting = False
        for equation in table.equations:
            if len(alone := _in(equation, left)) == 1:
                if alone[0] in hidden:
                    yield equation
                    return
                left = left - {alone[0]}
                waiting = True


def _siblings(table: Table, leak: Equation, hidden: set[Cell]) -> list[Cell]:
    """What could be hidden in an equation: the smallest part first, one that closes a second leak before its equals.

    Nobody is hidden last, where nothing else is left: the page of a part may hide that it has none.
    """
    others = (equation for equation in table.equations if equation != leak)
    alone = {cell for equation in others if len(_in(equation, hidden)) == 1 for cell in equation.cells}
    found = [cell for cell in leak.parts if cell not in hidden and table.counts[cell] > 0]
    found.sort(key=lambda cell: (cell in table.kept, table.counts[cell], cell not in alone, str(cell)))
    return found or [cell for cell in (leak.total, *sorted(leak.parts, key=str)) if cell not in hidden]


def _cheapest(table: Table, held: Iterable[Equation], left: set[Cell]) -> Cell | None:
    """The smallest cell that is still shown in the equations that hold a small one; zeros and derived cells last."""
    beside = {cell for equation in held for cell in equation.cells} - left

    def cost(cell: Cell) -> tuple:
        return table.counts[cell] == 0, cell in table.derived, cell in table.kept, table.counts[cell], str(cell)

    return min(beside, key=cost, default=None)


def _in(equation: Equation, cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in equation.cells if cell in cells]
