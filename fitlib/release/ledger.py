"""The release ledger: a figure is not told where little lies between its group and one that was told before.

For every statistic that was ever told (a count or a mean, of a set, in a group) the ledger keeps what was counted in it
and whose, as keyed digests. A new group must equal an earlier one or differ from it by enough clients; and what is left
of any group, after taking out groups inside it that were told as well, must be nobody or enough.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations

import numpy as np
import polars as pl

from fitlib.indicators import Measured, sets
from fitlib.indicators.people import People
from fitlib.release.cells import above, base, counted
from fitlib.release.digests import Digests
from fitlib.release.groups import Board, Group, Shelf, left, little_between, too_close
from fitlib.release.hiding import Cell
from fitlib.release.policy import Policy
from fitlib.release.released import ReleasedFact

ROWS = pl.Schema({"release": pl.String, "statistic": pl.String, "row": pl.UInt64, "client": pl.UInt64})
COUNT, ROUGH, MEAN, SECRET = "count", "rough", "mean", "secret"  # rough: a count that was told rounded
SIGN, OLD, PART = ":", "|", "."
MOST = 50_000  # rows of one statistic: a larger group is not kept, since its differences would fill the disk


@dataclass
class Ledger:
    """What was told before (ROWS: one row per release, statistic and row of the store) and what this page adds."""

    key: bytes
    earlier: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ROWS))
    added: dict[str, list[Group]] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    _boards: dict[str, Board] = field(default_factory=dict)
    _new: dict[str, Board] = field(default_factory=dict)
    _asked: dict[int, tuple[People, dict[tuple[Cell, ...], Group | None]]] = field(default_factory=dict)

    def near(self, facts: Iterable[Measured], people: People, rules: Policy) -> tuple[frozenset[Cell], frozenset[Cell]]:
        """The cells whose counts, and those whose means, are too close to what was told before.

        Rule: what this page has told already counts as told; a set is compared with those that it lies in or holds
        (sets.toml) as well, where counts are told as they are.
        """
        facts = tuple(facts)
        self.least = {COUNT: rules.minimum_n, ROUGH: rules.minimum_n, MEAN: rules.mean_n}
        counts = {base(fact): (base(fact),) for fact in facts}
        shares = {(counted(fact), base(fact)) for fact in facts if fact.k is not None and counted(fact) != base(fact)}
        found = {cell for cell, way in counts.items() if self._is_near(COUNT, way, people)}
        nobody = {counted(fact) for fact in facts if fact.k == 0}
        for part, whole in shares:  # what is left of the whole is a count as well
            if self._is_near(COUNT, (part,), people):
                found.add(part)
            if self._is_near(COUNT, (whole, part), people):
                found.add(whole if part in nobody else part)
        if rules.round_to == 1:
            cells = {*counts, *(part for part, _ in shares)} - found
            found |= {cell for cell in cells if self._is_beside(cell, people)}
            found |= set(self._beside_each_other([cell for cell in cells - found if people.called.get(cell)], people))
        means = {base(fact) for fact in facts if fact.k is None}
        return frozenset(found), frozenset(cell for cell in means if self._is_near(MEAN, (cell,), people))

    def known(self, facts: Iterable[Measured], people: People) -> frozenset[Cell]:
        """The cells that were told before of the very same, or are what is left of one group less others.

        Rule: a count that was told rounded is not known.
        """
        facts = tuple(facts)
        cells = {base(fact) for fact in facts} | {counted(fact) for fact in facts if fact.k is not None}
        return frozenset(cell for cell in cells if self._is_known(cell, people))

    def again(self, facts: Iterable[Measured], people: People) -> frozenset[Cell]:
        """The cells that a release has hidden, the very same, and none has told: no later one may tell them."""
        facts = tuple(facts)
        cells = {base(fact) for fact in facts} | {counted(fact) for fact in facts if fact.k is not None}
        return frozenset(cell for cell in cells if self._is_secret(cell, people))

    def _is_secret(self, cell: Cell, people: People) -> bool:
        name = statistic(SECRET, (cell,), people)
        found = self._group((cell,), people) if name in self._earlier or name in self.added else None
        if found is None or not any(found.same(one) for one in self._told(name, found)):
            return False
        told = statistic(COUNT, (cell,), people)
        return not any(found.same(one) for one in self._told(told, found))

    def _is_known(self, cell: Cell, people: People) -> bool:
        name = statistic(COUNT, (cell,), people)
        found = self._group((cell,), people) if name in self._earlier or name in self.added else None
        if found is None or not found.rows.size:
            return False
        told = self._told(name, found, (name,))
        return any(found.same(one) for one in told) or any(
            not left(one.without(found), told).rows.size for one in told if one.holds(found)
        )

    def note(
        self, facts: Iterable[Measured], seen: Iterable[ReleasedFact], people: People, exact: bool = True
    ) -> None:  # fmt: skip
        """Remember what is told, and what is not where counts are told as they are: no other page may tell it.

        Takes: the figures, and in the same order what became of them.
        """
        count = COUNT if exact else ROUGH
        for fact, told in zip(facts, seen, strict=True):
            if told.n is not None:
                self._note(count, (base(fact),), people)
            elif exact:
                self._note(SECRET, (base(fact),), people)
            if told.hidden is None and fact.k is None:
                self._note(MEAN, (base(fact),), people)
            if told.k is not None and counted(fact) != base(fact):
                self._note(count, (counted(fact),), people)
                self._note(count, (base(fact), counted(fact)), people)
            elif exact and fact.k is not None and told.k is None:
                self._note(SECRET, (counted(fact),), people)

    def overtaken(self, earlier: pl.DataFrame, meanwhile: pl.DataFrame | None = None) -> bool:
        """Whether what others told meanwhile lies too close to what this page tells.

        Takes: all rows as they are; those of them that this page has not seen, where that is known. Rule: of the
        latter also what they hide, what they tell that this page hides, and sets within sets.
        """
        now = Ledger(self.key, earlier)
        new = Ledger(self.key, pl.DataFrame(schema=ROWS) if meanwhile is None else meanwhile)
        exact = any(name.startswith(SECRET) for name in self.added)
        return any(
            self._is_overtaken(name, one, now, new, exact) for name, found in self.added.items() for one in found
        )

    def _is_overtaken(self, name: str, group: Group, now: "Ledger", new: "Ledger", exact: bool) -> bool:
        kind, _, rest = name.partition(SIGN)
        if kind == SECRET:
            return any(group.same(one) for one in new._told(f"{COUNT}{SIGN}{rest}", None))
        counts = kind in (COUNT, ROUGH)
        hidden = new._told(f"{SECRET}{SIGN}{rest}", None) if counts else ()
        if too_close(group, now._told(f"{COUNT}{SIGN}{rest}" if counts else name, group), self.least[kind], hidden):
            return True
        kin = kin_of(rest) if kind == COUNT and exact else ()
        beside = (one for other in kin for one in new._told(f"{COUNT}{SIGN}{other}", None))
        return any(little_between(group, one, self.least[COUNT]) for one in beside)

    def rows(self, release: str) -> pl.DataFrame:
        """What this page adds, without what was told before of the very same."""
        told = [
            (f"{release}{PART}{place}", name, one)
            for name, found in sorted(self.added.items())
            for place, one in enumerate(found)
        ]
        if not told:
            return pl.DataFrame(schema=ROWS)
        names = pl.DataFrame([row[:2] for row in told], ["release", "statistic"], orient="row")
        names = names[np.repeat(np.arange(len(told)), [one.rows.size for *_, one in told])]
        parts = {name: np.concatenate([getattr(one, name) for *_, one in told]) for name in ("rows", "clients")}
        return names.with_columns(row=pl.Series(parts["rows"]), client=pl.Series(parts["clients"])).cast(dict(ROWS))

    def _note(self, kind: str, way: tuple[Cell, ...], people: People) -> None:
        name = statistic(kind, way, people)
        found = self._group(way, people) if name else None
        if found is None or not found.rows.size:
            return
        if not any(found.same(one) for one in self._told(name, found, (name,))):
            self.added.setdefault(name, []).append(found)
            self._new.pop(name, None)

    def _is_near(self, kind: str, way: tuple[Cell, ...], people: People) -> bool:
        name = statistic(kind, way, people)
        if not any(one in self._earlier or one in self.added for one in spoken(name)):
            return False
        found = self._group(way, people)
        if found is None or not found.rows.size:
            return False
        secrets = self._told(SECRET + name.removeprefix(kind), None) if kind == COUNT else ()
        others = [one for one in secrets if not one.same(found)]  # see `again`
        return too_close(found, self._told(name, found), self.least[kind], others)

    def _is_beside(self, cell: Cell, people: People) -> bool:
        """Whether little lies between a set and one that holds it, or that it holds, told on another page."""
        name = statistic(COUNT, (cell,), people)
        kin = [f"{COUNT}{SIGN}{one}" for one in kin_of(people.statistic(cell) or "")]
        others = [one for one in kin if any(name in self._earlier or name in self.added for name in spoken(one))]
        found = self._group((cell,), people) if name and others else None
        if found is None or not found.rows.size or any(found.same(one) for one in self._told(name, found)):
            return False
        return any(little_between(found, one, self.least[COUNT]) for name in others for one in self._told(name, found))

    def _beside_each_other(self, cells: Iterable[Cell], people: People) -> Iterator[Cell]:
        """Of sets that only their names on other pages tie to each other, the smaller of two with little between."""
        groups = {cell: found for cell in sorted(cells) if (found := self._group((cell,), people)) and found.rows.size}
        for one, other in combinations(groups, 2):
            name, beside = (people.statistic(cell) or "" for cell in (one, other))
            if beside in (name, *kin_of(name)) and little_between(groups[one], groups[other], self.least[COUNT]):
                yield min(one, other, key=lambda cell: groups[cell].rows.size)

    def _told(self, name: str, group: Group | None, names: tuple[str, ...] = ()) -> Sequence[Group]:
        """What was told of a statistic, earlier or by this page, that has to do with a group; all of it for None.

        Takes: under which names, where it is not any that the statistic has.
        """
        shelf = Shelf([board for one in names or spoken(name) for board in self._boards_of(one)])
        return shelf.groups if group is None else shelf.beside(group)

    def _boards_of(self, name: str | None) -> Iterator[Board]:
        """What was told of a statistic under one name: before, which is put in order once, and by this page."""
        if name in self._earlier:
            yield self._boards.setdefault(name, Board(self._earlier[name]))
        if name in self.added:
            yield self._new.setdefault(name, Board(self.added[name]))

    @cached_property
    def _earlier(self) -> dict[str, list[Group]]:
        """What was told before of each statistic, each group once."""
        parts = self.earlier.sort("row").partition_by("statistic", "release", as_dict=True)
        found: dict[str, dict[bytes, Group]] = {}
        for (name, _), rows in sorted(parts.items()):
            group = Group(rows["row"].to_numpy(), rows["client"].to_numpy())
            found.setdefault(_renamed(name), {})[group.rows.tobytes()] = group
        return {name: list(groups.values()) for name, groups in found.items()}

    def _group(self, way: tuple[Cell, ...], people: People) -> Group | None:
        groups = self._asked.setdefault(id(people), (people, {}))[1]  # people stay, so that their number stays theirs
        if way not in groups:
            groups[way] = self._of(way, people)
        return groups[way]

    def _of(self, way: tuple[Cell, ...], people: People) -> Group | None:
        found = people.counted(way[0], way[1:])
        return None if found is None or found.places.size > MOST else self._digests.group(found)

    @cached_property
    def _digests(self) -> Digests:
        return Digests(self.key)


def statistic(kind: str, way: tuple[Cell, ...], people: People) -> str | None:
    """The name of a set (less a part of it), the same on every page and in every group; None where it is not kept."""
    names = [people.statistic(cell) for cell in way]
    return None if None in names else SIGN.join((kind, *names))


def spoken(name: str | None) -> tuple[str | None, ...]:
    """The names of what was told of a statistic: of a count also where it was rounded, since it counts the same."""
    kind, _, rest = (name or "").partition(SIGN)
    return (name, f"{ROUGH}{SIGN}{rest}") if kind == COUNT else (name,)


@cache
def kin_of(name: str) -> tuple[str, ...]:
    """The sets that hold a set, and those that it holds, near and far."""
    return (*sorted(above(name)), *sorted(one for one in sets() if name in above(one)))


def _renamed(name: str) -> str:
    """A name as earlier versions wrote it, without its groups: `count|closed|all` is `count:closed`."""
    kind, *rest = name.split(OLD)
    return SIGN.join((kind, *rest[::2])) if rest else name


LEDGER: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


@contextmanager
def consulting(ledger: Ledger) -> Iterator[Ledger]:
    """While inside, what passes the gate is compared with the ledger and noted in it."""
    before = LEDGER.set(ledger)
    try:
        yield ledger
    finally:
        LEDGER.reset(before)
