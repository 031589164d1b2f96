"""The team's review: who is counted, coverage first, then what changed, and three questions for the talk."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fitlib.charts import Scope
from fitlib.errors import ParameterRefused
from fitlib.implementation.stages import stage
from fitlib.indicators import measure, on_page
from fitlib.indicators.readiness import RED, readiness
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import release
from fitlib.reports.names import named
from fitlib.reports.page import Page, Stamp
from fitlib.reports.team_sections import sections
from fitlib.reports.team_seen import Seen, Told
from fitlib.reports.team_trend import history
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL_TEAMS = "team_quarter", "all"
OUTCOMES = ("start", "change", "expected")
FIRST = """
-- one row per team asked for: the day of its first session
SELECT min(first_session) AS day FROM episode WHERE team = $team OR $team = 'all'
"""


@dataclass(frozen=True)
class Params:
    """`team` may be "all"; `override` shows outcome figures where coverage is too low, and says so."""

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"
    override: bool = False


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team and period.

    Rule: below the coverage gate the outcome figures are not shown, and the page's facts say so, unless overridden.
    Raises: ParameterRefused for a team that the store does not know.
    """
    if params.team not in (ALL_TEAMS, *(known := store.teams())):
        raise ParameterRefused("team_unknown", team=params.team, known=", ".join(known))
    words = named(Words(params.lang), on_page(NAME), reference)
    told, earlier = period_told(store, params, params.period, reference), params.period.previous()
    before = period_told(store, params, earlier, reference) if earlier else None
    team = words("team_quarter.all_teams") if params.team == ALL_TEAMS else params.team
    stamp = Stamp.of(store.stamp, reference)
    scope = Scope(team, params.period, stamp.data_date)
    span = _span(store, params)
    seen = Seen(told, before, words, scope, reference, span and stage(*span, reference))
    past = history(store, params.team, params.audience, span, reference)
    return Page(
        NAME, params.lang, words("team_quarter.title"), params, stamp, told.released, sections(seen, past), scope
    )


def period_told(store: Store, params: Params, period: Period, reference: Reference) -> Told:
    """The figures of a period as its own page tells them: the same figures pass the gate together, so the same hide."""
    cards = on_page(NAME)
    measured = measure(store, [card.name for card in cards], params.team, period, reference)
    ready = readiness(measured, reference)
    shown = ready.level != RED or params.override
    names = {card.name for card in cards if shown or card.section not in OUTCOMES}
    told, withheld = ([one for one in measured if (one.name in names) is kept] for kept in (True, False))
    released = release(told, params.audience, reference, withheld)
    return Told(period, released, ready, shown)


def _span(store: Store, params: Params) -> tuple[date, date] | None:
    """From the team's first session to the end of the period or of the data; None where there is no session."""
    first, until = store.ask(FIRST, team=params.team)["day"][0], store.stamp.data_date
    return (first, min(params.period.end, until)) if first and until else None
