"""The review of any level and period: worker's month, team's quarter, area's half-year, organisation's year."""

from dataclasses import dataclass
from typing import Literal

from fitlib.errors import NotReleased
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports import review_unit
from fitlib.reports.page import Page
from fitlib.reports.review_made import build_review
from fitlib.store import Store

NAME = "review"


@dataclass(frozen=True)
class Params:
    """`unit` is a team, an area or an organisation by name, a worker by pseudonym; "" is the whole organisation."""

    level: Literal["worker", "team", "area", "organisation"] = "organisation"
    unit: str = ""
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"
    override: bool = False


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one unit and period.

    Rule: the figures, sections and gate of the team's review; a worker's is for audience own only.
    Raises: ParameterRefused for a unit that is not there, NotReleased for a worker's to anybody else.
    """
    unit = review_unit.find(store, params.level, params.unit, params.audience)
    return build_review(NAME, store, unit, params, reference)


def choices(store: Store, params: Params, reference: Reference) -> dict[str, list[str]]:
    """The units of the level asked for; no worker's pseudonym is told."""
    return {"unit": review_unit.known(store, params.level)}


def in_batch(params: Params) -> None:
    """Whether the page may be made in a common batch. Raises: NotReleased for a worker's."""
    if params.level == review_unit.WORKER:
        raise NotReleased("worker_batch")
