"""What a statistic counts, and what lies between two of them: for the release ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Group:
    """What a statistic counts, in order, and the client of each."""

    rows: np.ndarray
    clients: np.ndarray

    def same(self, other: "Group") -> bool:
        """Whether both count the same."""
        return self.rows.size == other.rows.size and bool((self.rows == other.rows).all())

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


@dataclass(frozen=True)
class Board:
    """Groups of one statistic with an index of their rows, made when it is first asked for."""

    groups: Sequence[Group]

    def touched(self, group: Group) -> set[int]:
        """The places of those that share a row with a group."""
        rows, owners = self._index
        first, last = (np.searchsorted(rows, group.rows, side) for side in ("left", "right"))
        found: set[int] = set()
        while (more := first < last).any():
            found.update(owners[first[more]].tolist())
            first = first + 1
        return found

    @cached_property
    def _index(self) -> tuple[np.ndarray, np.ndarray]:
        """Every row of every group in order, and the place of its group."""
        rows = np.concatenate([one.rows for one in self.groups])
        owners = np.repeat(np.arange(len(self.groups)), [one.rows.size for one in self.groups])
        order = np.argsort(rows, kind="stable")
        return rows[order], owners[order]


@dataclass(frozen=True)
class Shelf:
    """The groups that were told of one statistic, on boards: what is added to one leaves the others in order."""

    boards: Sequence[Board]

    @property
    def groups(self) -> list[Group]:
        """All of them."""
        return [one for board in self.boards for one in board.groups]

    def beside(self, group: Group) -> list[Group]:
        """Those that share anything with a group, or with one that holds it: nothing else can be subtracted."""
        found = self._touched(group)
        for board, place in tuple(found):
            if (other := self.boards[board].groups[place]).holds(group):
                found |= self._touched(other)
        return [self.boards[board].groups[place] for board, place in sorted(found)]

    def _touched(self, group: Group) -> set[tuple[int, int]]:
        return {(number, place) for number, board in enumerate(self.boards) for place in board.touched(group)}


def too_close(group: Group, told: Iterable[Group], least: int, secrets: Sequence[Group] = ()) -> bool:
    """Whether a group may not be told after these.

    Takes: `least`, the smallest number of clients between two groups; secrets, groups whose counts are hidden. Rule: a
    group that was told before may be told again, a secret may not. Nor may one that differs by fewer than `least`, or
    leaves fewer than `least`, or a secret, of a larger group once the groups inside it are taken out.
    """
    told = list(told)
    if any(group.same(one) for one in told):
        return False
    if any(group.same(one) for one in secrets) or any(0 < _between(group, one) < least for one in told):
        return True
    inside = [one for one in told if group.holds(one)]
    rests = [left(group, inside)] if inside else []
    for one in told:
        if one.holds(group):
            rests += [one.without(group), left(one.without(group), told)]
    return any(0 < rest.size < least or any(rest.same(one) for one in secrets) for rest in rests)


def little_between(one: Group, other: Group, least: int) -> bool:
    """Whether one group lies in the other and leaves too few clients of it."""
    inner, outer = (one, other) if one.rows.size <= other.rows.size else (other, one)
    return outer.holds(inner) and 0 < outer.without(inner).size < least


def _between(one: Group, other: Group) -> int:
    """How many clients something is counted of in one of the groups only."""
    return int(np.unique(np.concatenate([one.without(other).clients, other.without(one).clients])).size)


def left(group: Group, told: Iterable[Group]) -> Group:
    """What is left of a group after taking out groups that lie inside it and beside each other, largest first."""
    for one in sorted(told, key=lambda one: (-one.rows.size, one.rows.tobytes())):
        if one.rows.size and group.holds(one):
            group = group.without(one)
    return group
