"""Stages of implementation, what belongs to each at each level, and the logic model.

Their texts are words: `implementation.matrix.*`, `implementation.logic.*`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

START, USE, MAINTENANCE = STAGES = ("start", "use", "maintenance")
LEVELS = ("individual", "team", "service", "organisation")
LOGIC = ("input", "output", "effect", "impact")
DAYS_OF_A_YEAR = 365.25


def stage(first_session: date, data_date: date, reference: Mapping[str, Any]) -> str:
    """The stage of a team by how long it has measured.

    Rule: implementation.stage.use_from and .maintenance_from years since its first session; reached on that day.
    """
    years = (data_date - first_session).days / DAYS_OF_A_YEAR
    if years >= reference["implementation.stage.maintenance_from"]:
        return MAINTENANCE
    return USE if years >= reference["implementation.stage.use_from"] else START


def matrix() -> dict[str, dict[str, str]]:
    """Keys of the words of the stage × level matrix: by stage and level, `implementation.matrix.<stage>.<level>`."""
    return {one: {level: f"implementation.matrix.{one}.{level}" for level in LEVELS} for one in STAGES}
