"""GATE OUT between levels: the page of an area or an organisation gives away nothing that a page of its parts hides.

A team, its work area and the organisation are parts of one whole: area less the teams that show a figure is what the
others hide. So a figure of a whole is hidden where that sum would tell too much of any of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fitlib.indicators import EXPORT, Measured
from fitlib.indicators.people import People
from fitlib.reference import Reference
from fitlib.release import SMALL_GROUP, release
from fitlib.release.cells import base, counted
from fitlib.release.coarse import coarse
from fitlib.release.hiding import Cell
from fitlib.release.policy import Policy, policy
from fitlib.release.protect import steps_of
from fitlib.release.released import _SEAL, Released, ReleasedFact
from fitlib.release.rounding import alike

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

    def told_counts(self, key: Key, of: str) -> Iterator[int]:
        """The counts (k or n) of the largest units within that tell them, as they are before rounding."""
        fact, seen = self.measured.get(key), self.told.get(key)
        if fact is None or fact.n == 0:
            return
        if seen is not None and getattr(seen, of) is not None:
            yield getattr(fact, of)
        else:
            for part in self.parts:
                yield from part.told_counts(key, of)


def release_whole(
    measured: Iterable[Measured], parts: Sequence[Part], audience: str, reference: Reference,
    people: People | None = None,
) -> Released:  # fmt: skip
    """The figures of a whole's page, beside the pages of its parts in the same period.

    Takes: as `release`, and what those pages tell. Rule: a count is hidden where what its parts hide of it would come
    out as one part's, as less than the smallest count, or as too much; a mean where they hold fewer than mean_n.
    Raises: as `release`.
    """
    rules = policy(audience, reference)
    facts = tuple(fact for fact in measured if rules.export_groups or not fact.group.startswith(EXPORT))
    if rules.round_to > 1:
        return release(facts, audience, reference, people, rounded_sums(facts, parts, rules))
    secret = {cell for fact in facts for cell in _secret(fact, parts, rules)}
    seen = release(facts, audience, reference, people, secret)
    means = {(fact.name, fact.group) for fact in facts if fact.k is None and _few(fact, parts, rules)}
    known = {(fact.name, fact.group): fact for fact in facts}
    told = (_whole(one, known.get((one.name, one.group)), means, rules, reference) for one in seen.facts)
    return Released(audience, tuple(told), seal=_SEAL)


def _whole(
    seen: ReleasedFact, fact: Measured | None, means: set[Key], rules: Policy, reference: Reference
) -> ReleasedFact:
    """One figure of the whole: without its value where its parts' values are few, else roughly where it was hidden."""
    if (seen.name, seen.group) in means:
        return _without(seen)
    return seen if fact is None else coarse(fact, seen, rules, reference)


def rounded_sums(facts: Sequence[Measured], parts: Sequence[Part], rules: Policy) -> frozenset[Cell]:
    """The cells of a whole that its rounded parts make unsafe: a small hidden part would have too few candidates.

    Rule: of a mean that its parts hide for fewer than mean_n values together, the size goes as well.
    """
    steps, found = steps_of(facts, rules), set()
    for fact in facts:
        key = (fact.name, fact.group)
        if fact.k is None and _few(fact, parts, rules):
            found.add(base(fact))
        for cell, count, of in ((base(fact), fact.n, "n"), (counted(fact), fact.k, "k")):
            if count is not None and not _open(count, key, of, parts, steps.get(cell, rules.round_to), rules):
                found.add(cell)
    return frozenset(found)


def _open(count: int, key: Key, of: str, parts: Sequence[Part], step: int, rules: Policy) -> bool:
    """Whether every small part that is hidden keeps its candidates beside the rounded whole and the rounded others."""
    least, hidden, low, high = rules.minimum_n, [], 0, 0
    for part in parts:
        hidden += [getattr(one, of) for one in part.hidden(key, lambda seen: getattr(seen, of) is not None)]
        for told in part.told_counts(key, of):
            less, more = alike(told, step, least)
            low, high = low + less, high + more
    small = [one for one in hidden if one is not None and 0 < one < least]
    if not small or count < least:
        return True
    bottom, top = alike(count, step, least)
    return top - low >= least - 1 and (len(hidden) > 1 or bottom - high <= 1)


def _without(fact: ReleasedFact) -> ReleasedFact:
    """The figure without its value; its n stays as it was told."""
    return ReleasedFact(
        fact.name, fact.group, None, None, fact.n, None, None, fact.unit, fact.denominator, fact.method,
        fact.hidden or SMALL_GROUP, seal=_SEAL,
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

    Rule: larger hidden counts are taken as known, so that only small ones protect each other; but each of them stands
    there to protect others of its page, and must itself be able to be larger by a small count.
    """
    total, most = sum(hidden), minimum - 1
    if len(hidden) == 1 or any(count >= minimum and total - count < most for count in hidden):
        return False
    small = [count for count in hidden if 0 < count < minimum]
    few = sum(small)
    return all(count <= (len(small) - 1) * most - (few - count) and few >= most for count in small)


def _few(fact: Measured, parts: Sequence[Part], rules: Policy) -> bool:
    """Whether the values that its parts hide are so few that whole less shown tells about each."""
    key = (fact.name, fact.group)
    hidden = sum(one.n for part in parts for one in part.hidden(key, lambda seen: not seen.hidden))
    return 0 < hidden < rules.mean_n
