"""The counts of one release as they are printed: hidden, rounded, and with the totals that stand under parts."""

from dataclasses import dataclass
from functools import cached_property

from fitlib.indicators import Measured
from fitlib.release.cells import base, counted
from fitlib.release.hiding import Cell
from fitlib.release.policy import Policy
from fitlib.release.protect import steps_of
from fitlib.release.reasons import OVER_NINETY, SMALL_GROUP, TOO_CLOSE, UNDER_TENTH
from fitlib.release.rounding import alike, published_total, to_nearest

TENTH = 10


@dataclass(frozen=True)
class Published:
    """The figures of a page, the cells that are hidden, the statistics of too few, and the policy.

    Rule: the n of a part of a whole whose parts are all told is their published sum, where counts are rounded; where a
    part is hidden it is the size of the group, or the sum of what is told where that is hidden too or smaller.
    """

    facts: tuple[Measured, ...]
    hidden: frozenset[Cell]
    few: dict[tuple[str, str], str]
    rules: Policy

    def reason(self, fact: Measured) -> str | None:
        """Why a figure is hidden; None where it is not."""
        if self.few.get((fact.name, fact.group)) == TOO_CLOSE:
            return TOO_CLOSE
        if counted(fact) in self.hidden:
            return self._edge(fact) or SMALL_GROUP
        if self.n(fact) is None:
            return SMALL_GROUP
        return self.few.get((fact.name, fact.group))

    def k(self, fact: Measured) -> int | None:
        """The published k of n."""
        if fact.k is None or self.reason(fact):
            return None
        return to_nearest(fact.k, self._steps[counted(fact)])

    def n(self, fact: Measured) -> int | None:
        """The published n; None where it is hidden."""
        total = self._totals.get(self._whole(fact))
        size = None if base(fact) in self.hidden else to_nearest(fact.n, self._steps[base(fact)])
        if total is None:
            return size
        summed, complete = total
        return summed if complete or size is None or size < summed else size

    def step(self, fact: Measured) -> int:
        """What the figure's k, or its n where it has no k, is rounded to; 1 where nothing is."""
        return self._steps[base(fact) if fact.k is None else counted(fact)]

    def summed(self, fact: Measured) -> bool:
        """Whether n is the sum of what is published, and not the size of the group."""
        total = self._totals.get(self._whole(fact))
        return total is not None and self.n(fact) == total[0]

    @cached_property
    def _steps(self) -> dict[Cell, int]:
        return steps_of(self.facts, self.rules)

    @cached_property
    def _totals(self) -> dict[tuple, tuple[int, bool]]:
        """Of each whole that has parts: the sum of its published parts, and whether they are all of it."""
        if self.rules.round_to == 1:
            return {}
        parts: dict[tuple, list[Measured]] = {}
        for fact in self.facts:
            if fact.part_of and fact.k is not None:
                parts.setdefault(self._whole(fact), []).append(fact)
        return {whole: found for whole, facts in parts.items() if (found := self._total(facts))[0]}

    def _total(self, parts: list[Measured]) -> tuple[int, bool]:
        told = [
            None if counted(part) in self.hidden else to_nearest(part.k, self._steps[counted(part)]) for part in parts
        ]
        return published_total(told), None not in told and sum(part.k for part in parts) == parts[0].n

    def _whole(self, fact: Measured) -> tuple:
        return fact.part_of, base(fact)

    def _edge(self, fact: Measured) -> str | None:
        """How a hidden share of a sensitive trait is told where that leaves candidates enough; None where it is not."""
        if not fact.sensitive or fact.unit != "share" or base(fact) in self.hidden or self.rules.round_to == 1:
            return None
        smallest, _ = alike(fact.n, self._steps[base(fact)], self.rules.minimum_n)
        if smallest < TENTH * (self.rules.minimum_n - 1):
            return None
        rest = fact.n - fact.k
        return UNDER_TENTH if TENTH * fact.k < fact.n else OVER_NINETY if TENTH * rest < fact.n else None
