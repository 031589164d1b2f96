"""The release ledger: a figure is not told where little lies between its group and one that was told before.

For every statistic that was ever told (a count or a mean, of a set, in a group) the ledger keeps what was counted in it
and whose, as keyed digests. A new group must equal an earlier one or differ from it by enough clients; and what is left
of any group, after taking out groups inside it that were told as well, must be nobody or enough.
"""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from fitlib.indicators import Measured
from fitlib.indicators.people import People
from fitlib.release.cells import base, counted
from fitlib.release.hiding import Cell
from fitlib.release.policy import Policy
from fitlib.release.released import ReleasedFact

ROWS = pl.Schema({"release": pl.String, "statistic": pl.String, "row": pl.UInt64, "client": pl.UInt64})
COUNT, MEAN, REST = "count", "mean", "rest"
DIGEST = 8
MOST = 50_000  # rows of one statistic: a larger group is not kept, since its differences would fill the disk


@dataclass(frozen=True)
class Group:
    """What a statistic counts, in order, and the client of each."""

    rows: np.ndarray
    clients: np.ndarray

    def same(self, other: "Group") -> bool:
        """Whether both count the same."""
        return np.array_equal(self.rows, other.rows)

    def without(self, other: "Group") -> "Group":
        """What is counted here and not there."""
        keep = ~np.isin(self.rows, other.rows, assume_unique=True)
        return Group(self.rows[keep], self.clients[keep])

    def holds(self, other: "Group") -> bool:
        """Whether all that is counted there is counted here."""
        return other.rows.size <= self.rows.size and bool(np.isin(other.rows, self.rows, assume_unique=True).all())

    @property
    def size(self) -> int:
        """How many clients."""
        return int(np.unique(self.clients).size)


@dataclass
class Ledger:
    """What was told before (ROWS: one row per release, statistic and row of the store) and what this page adds."""

    key: bytes
    earlier: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ROWS))
    added: dict[str, Group] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def near(self, facts: Iterable[Measured], people: People, rules: Policy) -> tuple[frozenset[Cell], frozenset[Cell]]:
        """The cells whose counts, and those whose means, are too close to what was told before."""
        facts = tuple(facts)
        self.least = {COUNT: rules.minimum_n, MEAN: rules.mean_n}
        counts = {base(fact): (base(fact),) for fact in facts}
        shares = {(counted(fact), base(fact)) for fact in facts if fact.k is not None and counted(fact) != base(fact)}
        found = {cell for cell, way in counts.items() if self._is_near(COUNT, way, people)}
        for part, whole in shares:  # what is left of the whole is a count as well
            if self._is_near(COUNT, (part,), people) or self._is_near(COUNT, (whole, part), people):
                found.add(part)
        means = {base(fact) for fact in facts if fact.k is None}
        return frozenset(found), frozenset(cell for cell in means if self._is_near(MEAN, (cell,), people))

    def note(self, facts: Iterable[Measured], seen: Iterable[ReleasedFact], people: People) -> None:
        """Remember what is told. Takes: the figures, and in the same order what became of them."""
        for fact, told in zip(facts, seen, strict=True):
            if told.n is not None:
                self._note(COUNT, (base(fact),), people)
            if told.hidden is None and fact.k is None:
                self._note(MEAN, (base(fact),), people)
            if told.k is not None and counted(fact) != base(fact):
                self._note(COUNT, (counted(fact),), people)
                self._note(COUNT, (base(fact), counted(fact)), people)

    def overtaken(self, earlier: pl.DataFrame) -> bool:
        """Whether what others told meanwhile lies too close to what this page tells. Takes: all rows as they are."""
        now = Ledger(self.key, earlier)
        return any(
            too_close(found, now._groups.get(name, []), self.least[name.split("|")[0]])
            for name, found in self.added.items()
        )

    def rows(self, release: str) -> pl.DataFrame:
        """What this page adds, without what was told before of the very same."""
        frames = [
            pl.DataFrame(
                {"release": release, "statistic": name, "row": found.rows, "client": found.clients}, schema=ROWS
            )
            for name, found in sorted(self.added.items())
            if not any(found.same(one) for one in self._groups.get(name, []))
        ]
        return pl.concat(frames) if frames else pl.DataFrame(schema=ROWS)

    def _note(self, kind: str, way: tuple[Cell, ...], people: People) -> None:
        name = statistic(kind, way)
        if name not in self.added and (found := self._group(way, people)) is not None and found.rows.size:
            self.added[name] = found

    def _is_near(self, kind: str, way: tuple[Cell, ...], people: People) -> bool:
        told = self._groups.get(statistic(kind, way))
        found = self._group(way, people) if told else None
        return found is not None and found.rows.size > 0 and too_close(found, told, self.least[kind])

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        """What was told before of each statistic, each group once."""
        parts = self.earlier.sort("row").partition_by("statistic", "release", as_dict=True)
        found: dict[str, dict[bytes, Group]] = {}
        for (name, _), rows in sorted(parts.items()):
            group = Group(rows["row"].to_numpy(), rows["client"].to_numpy())
            found.setdefault(name, {})[group.rows.tobytes()] = group
        return {name: list(groups.values()) for name, groups in found.items()}

    def _group(self, way: tuple[Cell, ...], people: People) -> Group | None:
        members = people.members(way[0], way[1:])
        if members is None or members.height > MOST:
            return None
        rows, clients = (self._digests(members[name]) for name in ("row_key", "client"))
        order = np.argsort(rows)
        return Group(rows[order], clients[order])

    def _digests(self, names: pl.Series) -> np.ndarray:
        for name in names:
            if name not in self._known:
                self._known[name] = digest(self.key, name)
        return np.array([self._known[name] for name in names], dtype=np.uint64)


def digest(key: bytes, name: str) -> int:
    """A client or row in the ledger: eight bytes of a keyed hash of its pseudonym."""
    return int.from_bytes(hmac.digest(key, name.encode(), "sha256")[:DIGEST], "big")


def statistic(kind: str, way: tuple[Cell, ...]) -> str:
    """The name under which a set in a group (less a part of it) is kept: the same on every page."""
    return "|".join((kind, *(part for cell in way for part in cell)))


def too_close(group: Group, told: Iterable[Group], least: int) -> bool:
    """Whether a group may not be told after these.

    Takes: `least`, the smallest number of clients between two groups. Rule: a group that was told before may be told
    again. One that differs by fewer than `least` may not, nor one that leaves fewer than `least` of a larger group once
    the groups inside it are taken out.
    """
    told = list(told)
    if any(group.same(one) for one in told):
        return False
    if any(0 < _between(group, one) < least for one in told):
        return True
    inside = [one for one in told if group.holds(one)]
    if inside and 0 < _left(group, inside) < least:
        return True
    return any(0 < _left(one.without(group), told) < least for one in told if one.holds(group))


def _between(one: Group, other: Group) -> int:
    """How many clients something is counted of in one of the groups only."""
    return int(np.unique(np.concatenate([one.without(other).clients, other.without(one).clients])).size)


def _left(group: Group, told: Iterable[Group]) -> int:
    """How many are left of a group after taking out groups that lie inside it and beside each other, largest first."""
    for one in sorted(told, key=lambda one: (-one.rows.size, one.rows.tobytes())):
        if one.rows.size and group.holds(one):
            group = group.without(one)
    return group.size


LEDGER: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


@contextmanager
def consulting(ledger: Ledger) -> Iterator[Ledger]:
    """While inside, what passes the gate is compared with the ledger and noted in it."""
    before = LEDGER.set(ledger)
    try:
        yield ledger
    finally:
        LEDGER.reset(before)
