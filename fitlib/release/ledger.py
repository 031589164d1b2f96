"""The release ledger: a figure is not told where little lies between its group and one that was told before.

For every statistic that was ever told (a count or a mean, of a set, in a group) the ledger keeps whose figures were in
it, as keyed digests. A new group must equal an earlier one or differ from it by enough clients; and what is left of any
group, after taking out groups inside it that were told as well, must be nobody or enough.
"""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from fitlib.indicators import Measured
from fitlib.indicators.people import People
from fitlib.release.cells import base
from fitlib.release.hiding import Cell
from fitlib.release.policy import Policy

ROWS = pl.Schema({"release": pl.String, "statistic": pl.String, "client": pl.UInt64})
COUNT, MEAN = "count", "mean"
DIGEST = 8


@dataclass
class Ledger:
    """What was told before (ROWS: one row per release, statistic and client) and what this page adds."""

    key: bytes
    earlier: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ROWS))
    added: dict[str, np.ndarray] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    _known: dict[str, np.uint64] = field(default_factory=dict)

    def near(self, facts: Iterable[Measured], people: People, rules: Policy) -> tuple[frozenset[Cell], frozenset[Cell]]:
        """The cells whose counts, and those whose means, are too close to what was told before."""
        cells = {COUNT: {base(fact) for fact in facts}, MEAN: {base(fact) for fact in facts if fact.k is None}}
        self.least = least = {COUNT: rules.minimum_n, MEAN: rules.mean_n}
        return tuple(
            frozenset(cell for cell in cells[kind] if self._is_near(kind, cell, people, least[kind]))
            for kind in (COUNT, MEAN)
        )

    def note(self, facts: Iterable[Measured], told: set[tuple[str, str]], people: People) -> None:
        """Remember whose figures are told. Takes: name and group of the figures that are not hidden."""
        for fact in facts:
            if (fact.name, fact.group) in told:
                for kind in (COUNT,) if fact.k is not None else (COUNT, MEAN):
                    found = self._digests(base(fact), people)
                    if found is not None and found.size:
                        self.added[statistic(kind, base(fact))] = found

    def overtaken(self, earlier: pl.DataFrame) -> bool:
        """Whether what others told meanwhile lies too close to what this page tells. Takes: all rows as they are."""
        now = Ledger(self.key, earlier)
        return any(
            too_close(found, now._sets(name), self.least[name.split("|")[0]]) for name, found in self.added.items()
        )

    def rows(self, release: str) -> pl.DataFrame:
        """What this page adds, without what was told before of the very same clients."""
        new = {name: found for name, found in self.added.items() if not self._told_before(name, found)}
        frames = [
            pl.DataFrame({"release": release, "statistic": name, "client": found}, schema=ROWS)
            for name, found in sorted(new.items())
        ]
        return pl.concat(frames) if frames else pl.DataFrame(schema=ROWS)

    def _is_near(self, kind: str, cell: Cell, people: People, least: int) -> bool:
        found = self._digests(cell, people)
        return found is not None and found.size > 0 and too_close(found, self._sets(statistic(kind, cell)), least)

    def _told_before(self, name: str, found: np.ndarray) -> bool:
        return any(np.array_equal(found, one) for one in self._sets(name))

    def _sets(self, name: str) -> list[np.ndarray]:
        if not hasattr(self, "_by_statistic"):
            parts = self.earlier.sort("release", "client").partition_by("statistic", "release", as_dict=True)
            self._by_statistic: dict[str, list[np.ndarray]] = {}
            for (one, _), rows in parts.items():
                self._by_statistic.setdefault(one, []).append(rows["client"].to_numpy())
        return self._by_statistic.get(name, [])

    def _digests(self, cell: Cell, people: People) -> np.ndarray | None:
        clients = people.clients(cell)
        if clients is None:
            return None
        for one in clients:
            if one not in self._known:
                self._known[one] = digest(self.key, one)
        return np.unique(np.array([self._known[one] for one in clients], dtype=np.uint64))


def digest(key: bytes, client: str) -> np.uint64:
    """A client in the ledger: eight bytes of a keyed hash of the pseudonym."""
    return np.frombuffer(hmac.digest(key, client.encode(), "sha256")[:DIGEST], dtype=np.uint64)[0]


def statistic(kind: str, cell: Cell) -> str:
    """The name under which a set in a group is kept; the same on every page, of every team and period."""
    return "|".join((kind, *cell))


def too_close(group: np.ndarray, told: Iterable[np.ndarray], least: int) -> bool:
    """Whether a group of clients may not be told after these.

    Takes: sorted digests; `least`, the smallest number of clients between two groups.
    Rule: a group that was told before may be told again. One that differs by fewer than `least` may not, nor one that
    leaves fewer than `least` of a larger group once the groups inside it are taken out.
    """
    told = [one for one in told if one.size]
    if any(np.array_equal(group, one) for one in told):
        return False
    if any(np.setxor1d(group, one, assume_unique=True).size < least for one in told):
        return True
    inside = [one for one in told if _holds(group, one)]
    if inside and 0 < _left(group, inside) < least:
        return True
    return any(
        0 < _left(np.setdiff1d(one, group, assume_unique=True), told) < least for one in told if _holds(one, group)
    )


def _left(group: np.ndarray, told: Iterable[np.ndarray]) -> int:
    """How many are left of a group after taking out groups that lie inside it and beside each other, largest first."""
    for one in sorted(told, key=lambda one: (-one.size, one.tobytes())):
        if one.size and one.size <= group.size and _holds(group, one):
            group = np.setdiff1d(group, one, assume_unique=True)
    return int(group.size)


def _holds(group: np.ndarray, one: np.ndarray) -> bool:
    return one.size <= group.size and bool(np.isin(one, group, assume_unique=True).all())


LEDGER: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


@contextmanager
def consulting(ledger: Ledger) -> Iterator[Ledger]:
    """While inside, what passes the gate is compared with the ledger and noted in it."""
    before = LEDGER.set(ledger)
    try:
        yield ledger
    finally:
        LEDGER.reset(before)
