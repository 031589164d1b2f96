"""Whether enough has been measured for outcome figures to be shown: the coverage gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from fitlib.indicators.measured import ALL, Measured
from fitlib.reference import Reference

GREEN, AMBER, RED = LEVELS = ("green", "amber", "red")
PARTS = ("pre_post", "sessions", "closed")
NEEDED = ("pre_post_rate", "sessions_ors", "measured_twice")
TOLERANCE = 1e-9
GATE, FEW = "coverage.gate", "closed"


@dataclass(frozen=True)
class Readiness:
    """The level of each demand (pre_post, sessions, closed) and the lowest of them."""

    parts: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str:
        """Green: outcome figures. Amber: to be read with care. Red: coverage only."""
        return max((level for _, level in self.parts), key=LEVELS.index)


class Told(Protocol):
    """A figure as a page tells it: with a reason where it is hidden."""

    name: str
    group: str
    value: float | None
    k: int | None
    n: int | None
    hidden: str | None


def readiness(
    measured: Iterable[Measured], reference: Reference, told: Iterable[Told] = (), least: int = 1
) -> Readiness:
    """How ready a page is for outcome figures.

    Takes: figures that hold pre_post_rate, sessions_ors and measured_twice; what the page tells of them, where it hides
    or rounds; the smallest count it tells. Gives: a level per demand.
    Rule: share of first-and-further measurement, share of sessions with ORS, closed episodes measured twice; the
    bounds are coverage.gate.green.* and .amber.*, a figure on the bound has reached it. Judged is the figure as told; a
    hidden part of a whole has reached none, another hidden one only a bound that leaves every small count possible on
    either side.
    """
    found = {one.name: one for one in measured if one.group == ALL}
    seen = {one.name: one for one in told if one.group == ALL}
    demands = zip(PARTS, NEEDED, strict=True)
    return Readiness(
        tuple(
            (part, _level(part, found[name], seen.get(name, found[name]), reference, least)) for part, name in demands
        )
    )


def _level(part: str, fact: Measured, told: Measured | Told, reference: Reference, least: int) -> str:
    bounds = ((level, reference[f"{GATE}.{level}.{part}"]) for level in (GREEN, AMBER))
    return next((level for level, bound in bounds if _reached(part, bound, fact, told, least)), RED)


def _reached(part: str, bound: float, fact: Measured, told: Measured | Told, least: int) -> bool:
    if not getattr(told, "hidden", None):
        return _judged(part, told) >= bound
    if fact.part_of:  # the other parts that are told hold it too tightly for any bound
        return False
    needed = bound if part == FEW else ceil(bound * fact.n - TOLERANCE)
    return _judged(part, fact) >= bound and least <= needed <= fact.n - least + 1


def _judged(part: str, fact: Measured | Told) -> float:
    """What a demand is about: how many, or which share of how many."""
    if part == FEW or fact.value is not None:
        return (fact.k if part == FEW else fact.value) or 0
    return fact.k / fact.n if fact.k and fact.n else 0
