"""One curve to look at with the client or the family: plain words, large, nothing of the team, no verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import curve
from fitlib.charts.drawing import View
from fitlib.charts.overlays import Overlays
from fitlib.charts.reveal import SELF
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve
from fitlib.reports import shown_case
from fitlib.reports.curve_workshop import LIBRARY
from fitlib.reports.page import Page
from fitlib.store import Store
from fitlib.words import Words

NAME = "client_view"
LARGE, BARE = View(18, 760, 430), Overlays(bands=False, carried=False)
QUESTIONS = ("know", "missing", "next")


@dataclass(frozen=True)
class Params:
    """`team` may be "library"; a `step` beyond the last shows all of the case."""

    team: str = LIBRARY
    case: str = "A"
    step: int = 999
    raters: Literal["self", "all"] = "self"
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "own"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one case; a page that says why where the audience may not see it.

    Raises: ParameterRefused for a case that is not there.
    """
    return shown_case.page(NAME, store, params, reference, _made)


def choices(store: Store, params: Params, reference: Reference) -> dict[str, list]:
    """What a form can offer: labels of the cases, and the steps of the chosen one."""
    return shown_case.choices(store, params, reference)


def _made(case: ReleasedCurve, params: Params, reference: Reference, words: Words) -> Mapping[str, Markup]:
    raters = (SELF,) if params.raters == SELF else ()
    cutoff = shown_case.srs_cutoff(case, reference)
    said = shown_case.plain(words, NAME)
    figure = curve.draw(case, said, shown_case.scope(params, _NoDay), params.step, "curve", cutoff, LARGE, raters, BARE)
    read = shapes.points(words(f"{NAME}.read.{part}") for part in ("height", "line", "swing"))
    ask = shapes.points(words(f"{NAME}.ask.{part}") for part in QUESTIONS)
    return {"case": figure.html(), "read": read, "ask": ask}


class _NoDay:
    """The head tells the day of the data; below the figure it would only be repeated."""

    data_date = None
