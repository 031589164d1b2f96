"""Implementation: what the staff answered, how far the board is, targets, and the logic model with live figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fitlib.charts import Scope
from fitlib.errors import ParameterRefused
from fitlib.implementation import board, survey
from fitlib.implementation.stages import stage
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports import implementation_sheet, live, staff_gate
from fitlib.reports.implementation_sections import Seen, sections
from fitlib.reports.page import Page, Stamp
from fitlib.reports.sheet import Sheet
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL_TEAMS = "implementation", "all"
FIRST = """
-- one row per team asked for: the day of its first session
SELECT min(first_session) AS day FROM episode WHERE team = $team OR $team = 'all'
"""


@dataclass(frozen=True)
class Params:
    """`team` may be "all", the whole organisation; rounds are shown up to the end of the period."""

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team, or of the organisation.

    Rule: a round of fewer than implementation.least_shown is hidden for every audience.
    Raises: ParameterRefused for a team that nobody knows, InputRefused for a board that cannot be read.
    """
    seen = read(store, params, reference)
    title = seen.words(f"{NAME}.title")
    return Page(
        NAME, params.lang, title, params, Stamp.of(store.stamp, reference), seen.released, sections(seen), seen.scope
    )


def read(store: Store, params: Params, reference: Reference) -> Seen:
    """Everything that the page tells. Raises: as `build`."""
    until = until_day(store, params)
    found = survey.surveys(store, until, reference)
    _known(store, params.team, found)
    team = None if params.team == ALL_TEAMS else params.team
    facts = {one.form.form: staff_gate.of_unit(one, team, params.audience, reference) for one in found}
    quarter, words = implementation_sheet.quarter(until), Words(params.lang)
    first = store.ask(FIRST, team=params.team)["day"][0]
    scope = Scope(team or words(f"{NAME}.all_teams"), params.period, store.stamp.data_date)
    return Seen(
        params, words, reference, scope, store.home, found, facts,
        live.figures(store, params.team, params.period, params.audience, reference),
        board.read(store.home, params.team, quarter), board.before(store.home, params.team, quarter),
        stage(first, until, reference) if first and first <= until else None,
    )  # fmt: skip


def asked(store: Store, params: Params, reference: Reference) -> Sheet | None:
    """What can be filled in on the page; None for an audience that may not."""
    return implementation_sheet.sheet(store, params, reference, until_day(store, params))


def keep(
    store: Store, params: Params, reference: Reference, wished: Mapping[str, str], edition: str, day: date
) -> None:
    """Save what was filled in. Raises: ParameterRefused as `sheet.filled` and `kept.write`."""
    implementation_sheet.keep(store, params, reference, wished, edition, (until_day(store, params), day))


def until_day(store: Store, params: Params) -> date:
    """The last day of the period that the data reach to."""
    return min(params.period.end, store.stamp.data_date or params.period.end)


def _known(store: Store, team: str, found: tuple[survey.Survey, ...]) -> None:
    """Raises: ParameterRefused for a team that has neither an episode nor an answer."""
    teams = {*store.teams(), *(one.team for every in found for one in every.rounds if one.team)}
    if team not in (ALL_TEAMS, *teams):
        raise ParameterRefused("team_unknown", team=team, known=", ".join(sorted(teams)))
