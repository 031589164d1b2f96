"""The network meeting: all who rated, side by side on one axis per measure, and their lines in time. No average."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, curve, network
from fitlib.charts.drawing import View
from fitlib.charts.overlays import Overlays
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve
from fitlib.reports import shown_case
from fitlib.reports.curve_workshop import LIBRARY
from fitlib.reports.page import Page
from fitlib.statistics.raters import difference_error
from fitlib.store import Store
from fitlib.words import Words

NAME = "network_meeting"
LARGE, BARE, NOWHERE = View(16, 760, 430), Overlays(bands=False, carried=False), Scope(None, None, None)


@dataclass(frozen=True)
class Params:
    """`team` may be "library"; a `step` beyond the last shows all of the case."""

    team: str = LIBRARY
    case: str = "A"
    step: int = 999
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
    noise = reference["noise.sem"]
    edge = words.number(reference["raters.gap.z"] * difference_error(noise, noise), 0)
    beside = network.draw(case, words, NOWHERE, params.step).html()
    said = shown_case.plain(shown_case.plain(words, "client_view"), NAME)
    cutoff = shown_case.srs_cutoff(case, reference)
    lines = curve.draw(case, said, NOWHERE, params.step, "lines", cutoff, LARGE, (), BARE).html()
    read = shapes.points(words(f"{NAME}.read.{part}", edge=edge) for part in ("differ", "edge", "who"))
    ask = shapes.points(words(f"{NAME}.ask.{part}") for part in ("same", "apart", "next"))
    return {"beside": beside, "read": read, "ask": ask, "lines": lines}
