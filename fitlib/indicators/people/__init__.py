"""Whose figures these are: for the gate only. How many cases stand behind a count, and which clients."""

from fitlib.indicators.people.people import (
    COSTS,
    FORMS,
    MIRROR,
    RATERS,
    TEAM,
    Counted,
    People,
    people,
    people_by_team,
    people_of_forms,
)

__all__ = [
    "COSTS",
    "FORMS",
    "MIRROR",
    "RATERS",
    "TEAM",
    "Counted",
    "People",
    "people",
    "people_by_team",
    "people_of_forms",
]
