"""Which cells of a page must be hidden: the small ones, those of too few cases, and what would give them away."""

from collections.abc import Iterable
from functools import lru_cache

from fitlib.indicators import Measured
from fitlib.indicators.people import People
from fitlib.release.cells import above, base, counted
from fitlib.release.cells import table as tabled
from fitlib.release.hiding import Cell, Table, hide
from fitlib.release.policy import Policy
from fitlib.release.ranges import Rounding, hide_rounded

REST, SHARE = "rest", "share"


class Small:
    """The counts of a page that are small for an audience, found once: the page is asked several times what to hide."""

    def __init__(self, facts: Iterable[Measured], rules: Policy, people: People | None) -> None:
        self._facts, self._rules = tuple(facts), rules
        table = tabled(self._facts)
        self._cells, self._few = frozenset(table.counts), frozenset(_few_cases(table, rules.minimum_n, people))

    def hidden(self, near: Iterable[Cell], known: frozenset[Cell] = frozenset()) -> frozenset[Cell]:
        """The cells that may not be told.

        Takes: cells that are too close to what was released before, cells that earlier releases tell already.
        """
        return _protected(self._facts, self._rules, self._few, self._cells.intersection(near), known)


@lru_cache(maxsize=1024)
def _protected(
    facts: tuple[Measured, ...],
    rules: Policy,
    also: frozenset[Cell],
    near: frozenset[Cell],
    known: frozenset[Cell] = frozenset(),
) -> frozenset[Cell]:
    """The cells to hide; the languages of a page ask the same, and the answer is the dearest part of a page."""
    table = tabled(facts)
    if rules.round_to == 1:
        return hide(table, rules.minimum_n, also, near, known)
    prices = _prices(facts)
    steps = steps_of(facts, rules)
    return hide_rounded(
        table, Rounding(rules.minimum_n, lambda cell: steps.get(cell, rules.round_to)),
        also | near | _edges(facts, rules),
        lambda cell: (prices.get(cell, 0), cell in table.kept, table.counts[cell]),
    )  # fmt: skip


def steps_of(facts: Iterable[Measured], rules: Policy) -> dict[Cell, int]:
    """The step that each printed count is rounded to: a group that others are counted in has a coarser one."""
    facts = tuple(facts)
    steps = {counted(fact): rules.round_to for fact in facts if counted(fact)}
    bases = {base(fact) for fact in facts}
    same = {counted(fact) for fact in facts if fact.k is not None and fact.k == fact.n and fact.unit != SHARE}
    return steps | dict.fromkeys(bases | same, rules.base_step)


def in_others(facts: Iterable[Measured], rules: Policy, people: People | None) -> set[Cell]:
    """The cells in a set that another page tells of the same people (sets.toml) which leave too few cases of it.

    Rule: where counts are rounded, what lies between two of them cannot be had by subtraction.
    """
    if people is None or rules.round_to > 1 or rules.minimum_n == 1:
        return set()
    facts = tuple(facts)
    cells = {base(fact) for fact in facts} | {counted(fact) for fact in facts if fact.k is not None}
    wholes = ((cell, (name, cell[1])) for cell in cells for name in above(cell[0]) if (name, cell[1]) not in cells)
    left = ((cell, people.rest(whole, (cell,))) for cell, whole in wholes)
    return {cell for cell, cases in left if cases is not None and 0 < cases < rules.minimum_n}


def _few_cases(table: Table, minimum: int, people: People | None) -> set[Cell]:
    """Cells, and what is left between two cells, that come from too few cases."""
    if people is None or minimum == 1:
        return set()
    return {cell for cell, count in table.counts.items() if count and 0 < _cases(cell, count, people) < minimum}


def _cases(cell: Cell, count: int, people: People) -> int:
    found = people.rest(cell[1], cell[2]) if cell[0] == REST else people.units(cell)
    return count if found is None else found


def _edges(facts: Iterable[Measured], rules: Policy) -> set[Cell]:
    """Counts of nobody or of everybody: of a small group, or of a trait that nobody should be told to have or not."""
    return {
        counted(fact) for fact in facts
        if fact.unit == SHARE and fact.n and fact.k in (0, fact.n) and counted(fact) != base(fact)
        and (fact.n < rules.edge_n or fact.sensitive)
    }  # fmt: skip


def _prices(facts: Iterable[Measured]) -> dict[Cell, int]:
    """How many figures a page loses where a cell is hidden; a part of a whole can do without the whole's size."""
    lost: dict[Cell, int] = {}
    for fact in facts:
        cells = {counted(fact)} if fact.part_of else {counted(fact), base(fact)}
        for cell in cells - {None}:
            lost[cell] = lost.get(cell, 0) + 1
    return lost
