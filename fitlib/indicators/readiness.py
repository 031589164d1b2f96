"""Whether enough has been measured for outcome figures to be shown: the coverage gate."""

from collections.abc import Iterable
from dataclasses import dataclass

from fitlib.indicators.measured import ALL, Measured
from fitlib.reference import Reference

GREEN, AMBER, RED = LEVELS = ("green", "amber", "red")
NEEDED = ("pre_post_rate", "sessions_ors", "measured_twice")
GATE, FEW = "coverage.gate", "closed"


@dataclass(frozen=True)
class Readiness:
    """The level of each demand (pre_post, sessions, closed) and the lowest of them."""

    parts: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str:
        """Green: outcome figures. Amber: to be read with care. Red: coverage only."""
        return max((level for _, level in self.parts), key=LEVELS.index)


def readiness(measured: Iterable[Measured], reference: Reference) -> Readiness:
    """How ready a page is for outcome figures.

    Takes: figures that hold pre_post_rate, sessions_ors and measured_twice. Gives: a level per demand.
    Rule: share of first-and-further measurement, share of sessions with ORS, closed episodes measured twice;
    the bounds are coverage.gate.green.* and .amber.*, a figure on the bound has reached it.
    """
    found = {one.name: one for one in measured if one.group == ALL}
    pre_post, sessions, twice = (found[name] for name in NEEDED)
    seen = {"pre_post": pre_post.value or 0, "sessions": sessions.value or 0, "closed": twice.k or 0}
    return Readiness(tuple((part, _level(part, value, reference)) for part, value in seen.items()))


def _level(part: str, value: float, reference: Reference) -> str:
    reached = (level for level in (GREEN, AMBER) if value >= reference[f"{GATE}.{level}.{part}"])
    return next(reached, RED)
