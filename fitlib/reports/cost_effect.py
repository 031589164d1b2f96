"""Observations on cost effects: visits, lengths, match of data sets, unit costs, arithmetic that proves no cause."""

from dataclasses import dataclass
from typing import Literal

from fitlib.charts import Scope
from fitlib.errors import ParameterRefused
from fitlib.indicators import measure, on_page
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import policy, release
from fitlib.reports.cost_examples import examples
from fitlib.reports.cost_sections import Seen, sections
from fitlib.reports.page import Page, Stamp
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL_TEAMS = "cost_effect", "all"


@dataclass(frozen=True)
class Params:
    """`team` may be "all"; `stopped` is the x of "if x of n episodes would otherwise have run on"."""

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    stopped: int = 1
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team and period.

    Rule: every amount in euros is arithmetic with printed numbers; no sentence says that anything was caused.
    Raises: ParameterRefused for a team that the store does not know, or a `stopped` below 0.
    """
    if params.team not in (ALL_TEAMS, *(known := store.teams())):
        raise ParameterRefused("team_unknown", team=params.team, known=", ".join(known))
    if params.stopped < 0:
        raise ParameterRefused("stopped_negative", stopped=params.stopped)
    words, names = Words(params.lang), [card.name for card in on_page(NAME)]
    measured = measure(store, names, params.team, params.period, reference)
    worked = examples(measured, params.stopped, policy(params.audience, reference).mean_decimals, reference)
    released = release([*measured, *worked], params.audience, reference)
    team = words(f"{NAME}.all_teams") if params.team == ALL_TEAMS else params.team
    stamp = Stamp.of(store.stamp, reference)
    scope = Scope(team, params.period, stamp.data_date)
    shown = sections(Seen(released, words, scope, reference, params.stopped))
    return Page(NAME, params.lang, words(f"{NAME}.title"), params, stamp, released, shown, scope)
