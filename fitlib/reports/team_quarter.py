"""The team's review: who is counted, coverage first, then what changed, and three questions for the talk."""

from dataclasses import dataclass
from typing import Literal

from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports import review_unit
from fitlib.reports.page import Page
from fitlib.reports.review_made import build_review
from fitlib.reports.review_unit import ORGANISATION, TEAM
from fitlib.store import Store

NAME, ALL_TEAMS = "team_quarter", "all"


@dataclass(frozen=True)
class Params:
    """`team` may be "all"; `override` shows outcome figures where coverage is too low, and says so."""

    team: str = ALL_TEAMS
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"
    override: bool = False


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one team and period; of all teams, the organisation's.

    Rule: below the coverage gate the outcome figures are not shown, and the page's facts say so, unless overridden.
    Raises: ParameterRefused for a team that the store does not know.
    """
    level, name = (ORGANISATION, "") if params.team == ALL_TEAMS else (TEAM, params.team)
    return build_review(NAME, store, review_unit.find(store, level, name, params.audience), params, reference)
