"""Rounds as figures for the gate: implementation hides nothing itself.

A construct's figures of one round pass the gate together, all teams beside everybody, so that no hidden team can be
computed from the others. A figure is named `<questionnaire>_<construct>@<day>`; its group is everybody or
`team:<name>`.
"""

from collections.abc import Iterable
from datetime import date

from fitlib.implementation.questionnaire import Questionnaire
from fitlib.implementation.rounds import Round, share_of_range
from fitlib.indicators.measured import ALL, Measured

TEAM, ANSWER = "team:", "answer"
RESPONDENTS, SCORED = "respondents", "respondents_scored"


def name(form: Questionnaire, what: str, day: date) -> str:
    """`nomad_coherence@2025-05-14`."""
    return f"{form.key}_{what}@{day.isoformat()}"


def group(team: str | None) -> str:
    """The group of a team's figures; everybody's where there is no team."""
    return ALL if team is None else f"{TEAM}{team}"


def measured(found: Iterable[Round], form: Questionnaire, as_share: bool = False) -> tuple[Measured, ...]:
    """One figure per team (or everybody), round and construct.

    Takes: rounds of teams, of all together, or both. Rule: unit "answer" on the form's own scale, or share of range.
    """
    return tuple(_measured(one, form, as_share) for one in found)


def respondents(found: Iterable[Round], form: Questionnaire) -> tuple[Measured, ...]:
    """How many answered each round at all (a count, which the gate hides below its least n)."""
    asked: dict[tuple[str | None, date], int] = {}
    for one in found:
        place = one.team, one.day
        asked[place] = max(asked.get(place, 0), one.n + one.unscored)
    return tuple(
        Measured(
            name(form, RESPONDENTS, day), group(team), RESPONDENTS, float(n), n, n, None, None, RESPONDENTS, "count",
            counted=RESPONDENTS,
        )
        for (team, day), n in asked.items()
    )  # fmt: skip


def _measured(one: Round, form: Questionnaire, as_share: bool) -> Measured:
    values = one.value, one.low, one.high
    if as_share:
        values = tuple(share_of_range(value, form, one.construct) for value in values)  # type: ignore[assignment]
    value, low, high = values
    unit, label = "share_of_range" if as_share else ANSWER, name(form, one.construct, one.day)
    return Measured(label, group(one.team), unit, value, None, one.n, low, high, SCORED, "mean")
