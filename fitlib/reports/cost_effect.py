"""Observations on cost effects: visits, lengths, match of data sets, unit costs, arithmetic that proves no cause."""

from dataclasses import dataclass
from typing import Literal

from fitlib.charts import Scope
from fitlib.errors import ParameterRefused
from fitlib.indicators import measure, on_page
from fitlib.indicators.people import COSTS, people
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import policy, release
from fitlib.reports import cost_course, cost_mirror, cost_observed
from fitlib.reports.cost_examples import examples
from fitlib.reports.cost_sections import sections
from fitlib.reports.cost_seen import Seen
from fitlib.reports.page import Page, Stamp
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL_TEAMS = "cost_effect", "all"


@dataclass(frozen=True)
class Params:
    """`team` may be "all"; `stopped` is the x of "if x of n episodes would otherwise have run on".

    `visits_low`, `visits_high`: between how many visits they might have run, 0 for the reference rows. `start`: when
    implementation began, as 2024-03-01; "" for the row implementation.start.<team>, else the first measured session.
    """

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    stopped: int = 1
    visits_low: int = 0
    visits_high: int = 0
    start: str = ""
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team and period.

    Rule: every amount in euros is arithmetic with printed numbers; no sentence says that anything was caused.
    Raises: ParameterRefused for a team that the store does not know, a `stopped` below 0, ends that do not hold the
    planned number of visits, or a `start` that is no day.
    """
    if params.team not in (ALL_TEAMS, *(known := store.teams())):
        raise ParameterRefused("team_unknown", team=params.team, known=", ".join(known))
    if params.stopped < 0:
        raise ParameterRefused("stopped_negative", stopped=params.stopped)
    words, names = Words(params.lang), [card.name for card in on_page(NAME)]
    measured = measure(store, names, params.team, params.period, reference)
    ends, decimals = (
        cost_observed.ends(params.visits_low, params.visits_high, reference),
        policy(params.audience, reference).mean_decimals,
    )
    worked = examples(measured, params.stopped, decimals, reference)
    worked += cost_observed.observed(measured, params.stopped, ends, decimals, reference)
    who = people(store, params.team, params.period, COSTS)
    released = release([*measured, *worked], params.audience, reference, people=who)
    place = (store, params.team, params.period)
    quarters = cost_mirror.mirror(*place, params.audience, reference)
    months = cost_course.course(*place, params.start, params.audience, reference)
    team = words(f"{NAME}.all_teams") if params.team == ALL_TEAMS else params.team
    stamp = Stamp.of(store.stamp, reference)
    scope = Scope(team, params.period, stamp.data_date)
    shown = sections(Seen(released, words, scope, reference, params.stopped, ends), quarters, months)
    return Page(NAME, params.lang, words(f"{NAME}.title"), params, stamp, released, shown, scope)
