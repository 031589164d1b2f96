"""Good enough measures: the psychometrics of own data beside the published values, in the words of a manager."""

from dataclasses import dataclass
from typing import Literal

from fitlib.charts import Scope
from fitlib.errors import ParameterRefused
from fitlib.indicators.people import people_of_forms
from fitlib.indicators.psychometrics import qualities
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import release
from fitlib.reports.page import Page, Stamp
from fitlib.reports.quality_sections import sections
from fitlib.reports.quality_tables import Seen
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL_TEAMS = "measure_quality", "all"


@dataclass(frozen=True)
class Params:
    """`team` may be "all", which is the whole organisation: single teams are often too small for these figures."""

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team's, or everybody's, first measures in a period.

    Rule: every figure of own data has passed the gate; where there are too few, the page says so in words.
    Raises: ParameterRefused for a team that the store does not know.
    """
    if params.team not in (ALL_TEAMS, *(known := store.teams())):
        raise ParameterRefused("team_unknown", team=params.team, known=", ".join(known))
    words = Words(params.lang)
    measured = qualities(store, params.team, params.period, reference)
    who = people_of_forms(store, params.team, params.period)
    released = release(measured, params.audience, reference, people=who)
    stamp = Stamp.of(store.stamp, reference)
    team = words(f"{NAME}.all_teams") if params.team == ALL_TEAMS else params.team
    scope = Scope(team, params.period, stamp.data_date)
    seen = Seen(released, words, scope, reference)
    return Page(NAME, params.lang, words(f"{NAME}.title"), params, stamp, released, sections(seen), scope)
