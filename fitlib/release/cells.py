"""From figures to cells and equations: every number of people that is printed, and how they add up.

A cell is (set, group). Three kinds of equations: groups add up to everybody, parts add up to their n, and what lies
between two sets of which one holds the other - the rest - is a number of people that a reader can compute.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from fitlib.indicators import ALL, EXPORT, Measured, sets
from fitlib.release.hiding import Cell, Equation, Table

RATER = "rater:"


def counted(fact: Measured) -> Cell | None:
    """The cell of the people that k counts; None where the figure is not a count of people."""
    return None if fact.k is None else (fact.counted or fact.name, fact.group)


def base(fact: Measured) -> Cell:
    """The cell of the people that n counts."""
    return (fact.denominator, fact.group)


@cache
def above(name: str) -> frozenset[str]:
    """The sets that hold a set, near and far (sets.toml)."""
    return frozenset(found for one in sets().get(name, ()) for found in (one, *above(one)))


def table(facts: Iterable[Measured], within: Mapping[str, tuple[str, ...]] | None = None) -> Table:
    """All counts of a page with the equations between them.

    Takes: figures, and which set lies in which (sets.toml). Rule: figures of everybody are hidden last.
    Raises: ValueError where one set has two counts.
    """
    facts = tuple(facts)
    counts = _counts(facts)
    sums = dict.fromkeys((*_margins(counts), *_partitions(facts, counts)))
    pairs = dict.fromkeys((*_shares(facts), *_nested(counts, sets() if within is None else within)))
    rests: dict[Cell, int] = {}
    equations = [_equation(total, parts, counts, rests, whole=True) for total, parts in sums]
    equations += [_equation(total, (part,), counts, rests, whole=False) for total, part in pairs]
    kept = frozenset(cell for cell in counts if cell[1] == ALL)
    return Table(counts | rests, tuple(equations), frozenset(rests), kept)


def _equation(
    total: Cell, parts: tuple[Cell, ...], counts: Mapping[Cell, int], rests: dict[Cell, int], whole: bool
) -> Equation:
    """The equation, with a rest unless the parts are known to be the whole of the total."""
    rest = counts[total] - sum(counts[part] for part in parts)
    if whole and rest == 0:
        return Equation(total, parts)
    extra = ("rest", total, parts)
    rests[extra] = rest
    return Equation(total, (*parts, extra))


def _counts(facts: tuple[Measured, ...]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for fact in facts:
        for cell, count in ((base(fact), fact.n), (counted(fact), fact.k)):
            if cell and found.setdefault(cell, count) != count:
                raise ValueError(f"two counts of one set: {cell}")
    return found


def _margins(counts: Mapping[Cell, int]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    for name in dict.fromkeys(name for name, _ in counts):
        groups = [group for other, group in counts if other == name and group != ALL and not group.startswith(RATER)]
        for exports in (False, True):
            parts = tuple((name, group) for group in groups if group.startswith(EXPORT) is exports)
            if parts and (name, ALL) in counts and sum(counts[part] for part in parts) <= counts[name, ALL]:
                yield (name, ALL), parts


def _partitions(facts: tuple[Measured, ...], counts: Mapping[Cell, int]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    parts: dict[tuple[str, Cell], list[Cell]] = {}
    for fact in facts:
        if fact.part_of and fact.k is not None:
            parts.setdefault((fact.part_of, base(fact)), []).append(counted(fact))
    for (_, total), cells in parts.items():
        if len(cells) > 1 and sum(counts[cell] for cell in cells) <= counts[total]:
            yield total, tuple(cells)


def _shares(facts: tuple[Measured, ...]) -> Iterator[tuple[Cell, Cell]]:
    for fact in facts:
        if fact.k is not None and counted(fact) != base(fact) and fact.k <= fact.n:
            yield base(fact), counted(fact)


def _nested(counts: Mapping[Cell, int], within: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Cell, Cell]]:
    for name, group in counts:
        for holder in sorted(_holders(name, group, counts, within)):  # a set has another order in every process
            if counts[name, group] <= counts[holder, group]:
                yield (holder, group), (name, group)


def _holders(name: str, group: str, counts: Mapping[Cell, int], within: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The nearest sets on the page that hold this one."""
    found = set()
    for holder in within.get(name, ()):
        found |= {holder} if (holder, group) in counts else _holders(holder, group, counts, within)
    return found
