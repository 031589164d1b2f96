"""GATE OUT between levels: the page of an area or an organisation gives away nothing that a page of its parts hides.

A team, its work area and the organisation are parts of one whole: area less the teams that show a figure is what the
others hide. So a figure of a whole is hidden where that sum would tell too much of any of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fitlib.indicators import EXPORT, Measured
from fitlib.reference import Reference
from fitlib.release.cells import base, counted, table
from fitlib.release import SMALL_GROUP, release
from fitlib.release.hiding import Cell, Table, hide, unknown
from fitlib.release.policy import Policy, policy
from fitlib.release.released import _SEAL, Released, ReleasedFact

Key = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A unit within a whole: its figures, what its own page tells of them, and the units within it."""

    facts: tuple[Measured, ...]
    released: Released
    parts: tuple["Part", ...] = ()

    @cached_property
    def measured(self) -> dict[Key, Measured]:
        """Its figures by name and group."""
        return {(fact.name, fact.group): fact for fact in self.facts}

    @cached_property
    def told(self) -> dict[Key, ReleasedFact]:
        """What its page tells, by name and group."""
        return {(fact.name, fact.group): fact for fact in self.released.facts}

    def hidden(self, key: Key, shown: Callable[[ReleasedFact], bool]) -> Iterator[Measured]:
        """The figures of the smallest units that hide it; a figure that a whole shows is known of all within it."""
        fact, seen = self.measured.get(key), self.told.get(key)
        if fact is None or fact.n == 0 or (seen is not None and shown(seen)):
            return
        if self.parts:
            for part in self.parts:
                yield from part.hidden(key, shown)
        else:
            yield fact


def release_whole(
    measured: Iterable[Measured], parts: Sequence[Part], audience: str, reference: Reference,
    withheld: Iterable[Measured] = (),
) -> Released:  # fmt: skip
    """The figures of a whole's page, beside the pages of its parts in the same period.

    Takes: as `release`, and what those pages tell. Rule: a count is hidden where what its parts hide of it would come
    out as one part's, as less than the smallest count, or as too much; a mean where they hold fewer than mean_n.
    Raises: as `release`.
    """
    rules = policy(audience, reference)
    facts = tuple(fact for fact in measured if rules.export_groups or not fact.group.startswith(EXPORT))
    secret = {cell for fact in facts for cell in _secret(fact, parts, rules)}
    means = {(fact.name, fact.group) for fact in facts if fact.k is None and _few(fact, parts, rules)}
    gone = _closed(table(facts), secret, rules.minimum_n) if secret else frozenset()
    out = {(f.name, f.group) for f in facts if {base(f), counted(f)} & gone} | means
    kept = release((f for f in facts if (f.name, f.group) not in out), audience, reference, withheld)
    named = {(fact.name, fact.group): fact for fact in kept.facts}
    no_n = gone | {(fact.denominator, fact.group) for fact in kept.facts if fact.n is None}
    seen = [named.pop(key) if (key := (f.name, f.group)) in named else _named(f, base(f) in no_n, rules) for f in facts]
    return Released(audience, (*seen, *named.values()), seal=_SEAL)


def _named(fact: Measured, no_n: bool, rules: Policy) -> ReleasedFact:
    """A hidden figure, with n where that is shown elsewhere."""
    n = None if no_n or rules.round_to > 1 else fact.n
    return ReleasedFact(
        fact.name, fact.group, None, None, n, None, None, fact.unit, fact.denominator, fact.method, SMALL_GROUP,
        seal=_SEAL,
    )  # fmt: skip


def _secret(fact: Measured, parts: Sequence[Part], rules: Policy) -> Iterator[Cell]:
    """The cells of a figure that its parts make unsafe."""
    key = (fact.name, fact.group)
    without_n = [one.n for part in parts for one in part.hidden(key, lambda seen: seen.n is not None)]
    if not _safe(without_n, rules.minimum_n):
        yield base(fact)
    if fact.k is None:
        return
    without_k = [one for part in parts for one in part.hidden(key, lambda seen: seen.k is not None)]
    rests = [one.n - one.k for one in without_k]
    if not (_safe([one.k for one in without_k], rules.minimum_n) and _safe(rests, rules.minimum_n)):
        yield counted(fact)


def _safe(hidden: Sequence[int], minimum: int) -> bool:
    """Whether the sum of hidden counts may be known: each small one could still be nothing, or as large as any small.

    Rule: larger hidden counts are taken as known, so that only small ones protect each other.
    """
    if len(hidden) == 1:
        return False
    small = [count for count in hidden if 0 < count < minimum]
    total, most = sum(small), minimum - 1
    return all(count <= (len(small) - 1) * most - (total - count) and total >= most for count in small)


def _few(fact: Measured, parts: Sequence[Part], rules: Policy) -> bool:
    """Whether the values that its parts hide are so few that whole less shown tells about each."""
    key = (fact.name, fact.group)
    hidden = sum(one.n for part in parts for one in part.hidden(key, lambda seen: not seen.hidden))
    return 0 < hidden < rules.mean_n


def _closed(cells: Table, secret: set[Cell], minimum: int) -> frozenset[Cell]:
    """The secret cells, the small ones, and what would give them away."""
    gone = set(hide(cells, minimum)) | secret
    while leaks := sorted(gone - unknown(cells, gone), key=str):
        gone.add(_sibling(cells, leaks[0], gone))
    return frozenset(gone)


def _sibling(cells: Table, leak: Cell, gone: set[Cell]) -> Cell:
    """The smallest shown cell in an equation with the leak; those of everybody last, zeros not at all."""
    beside = {cell for equation in cells.equations if leak in equation.cells for cell in equation.cells}
    found = [cell for cell in beside - gone - cells.derived if cells.counts[cell] > 0]
    if not found:
        raise ValueError("an equation gives a hidden cell away and has nothing left to hide")
    return min(found, key=lambda cell: (cell in cells.kept, cells.counts[cell], str(cell)))
