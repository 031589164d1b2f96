"""What the staff answered passes the gate too: a team's round of few is hidden, also from the team itself.

The gate's limits are those of clients; of staff a round needs implementation.least_shown answers, for every audience.
"""

from dataclasses import dataclass, replace
from typing import Any

from fitlib.implementation.figures import group
from fitlib.implementation.survey import Survey
from fitlib.indicators import Measured
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact, release

LEAST = "implementation.least_shown"
INSIDE = ("own", "internal")


@dataclass(frozen=True)
class Part:
    """Some of the figures that the gate made, for a page that must not show the others."""

    audience: str
    facts: tuple[ReleasedFact, ...]
    of = Released.of
    one = Released.one

    def __post_init__(self) -> None:
        if not all(isinstance(fact, ReleasedFact) for fact in self.facts):
            raise TypeError("a figure has not passed the release gate")


def limits(audience: str, reference: Reference) -> Reference:
    """The constants with the staff's least n in the audience's place of the clients'.

    Rule: inside the house means need least_shown answers instead of mean_n, and own hides as internal does; outside
    the audience's own limits hold where they are higher.
    """
    least = reference.row(LEAST)
    rows = {name: reference.row(name) for name in reference}
    for limit in ("minimum_n", "mean_n"):
        row = rows[f"audience.{audience}.{limit}"]
        chosen = least.value if audience in INSIDE else max(row.value, least.value)
        rows[row.name] = replace(row, value=chosen)
    return Reference(rows)


def of_unit(survey: Survey, team: str | None, audience: str, reference: Reference) -> tuple[ReleasedFact, ...]:
    """A team's figures (everybody's for None) of every round, as the audience may see them beside all others."""
    rules = limits(audience, reference)
    every = (release(_some(together), audience, rules) for together in survey.together())
    return tuple(fact for found in every for fact in found.facts if fact.group == group(team))


def _some(figures: tuple[Measured, ...]) -> list[Any]:
    """Figures of those who have any: a team without a score on a construct is no cell."""
    return [one for one in figures if one.n]
