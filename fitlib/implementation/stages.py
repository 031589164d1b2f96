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
# What each box of the logic model tells by a figure of the data; None where the data have none (yet).
FIGURES: dict[str, tuple[tuple[str, str | None], ...]] = {
    "input": (("training", None), ("licences", None), ("time", None)),
    "output": (
        ("reach", "client_reach"), ("ors", "sessions_ors"), ("srs", "sessions_srs"), ("nomad", "nomad_respondents"),
        ("rules", None),
    ),
    "effect": (
        ("change", "mean_change"), ("improved", "improved"), ("alliance", "intake_srs"), ("dialogue", None),
    ),
    "impact": (
        ("length", "cost_days"), ("meetings", "sessions_per_episode"), ("missed", "cost_no_show"),
        ("cancelled", "cost_cancelled_client"), ("follow_on", None), ("workers", None),
    ),
}  # fmt: skip


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
