"""The curve workshop: one case, large, revealed session by session, and room for what is seen, could mean, and to ask.

Cases come from a team's curves, without what could tell who it is, or from the library of invented cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, curve
from fitlib.charts.curve_panel import TENTHS
from fitlib.charts.curve_words import case_name
from fitlib.charts.drawing import PAGE, PROJECTOR
from fitlib.charts.reveal import SELF, last_step
from fitlib.curves.curve import Curve
from fitlib.curves.read import curves
from fitlib.errors import NotReleased, ParameterRefused
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve, release_curves
from fitlib.reports.page import Page, Section, Stamp
from fitlib.store import Store
from fitlib.synthetic import case as invented
from fitlib.synthetic import families
from fitlib.words import Words

LIBRARY = "library"
VIEWS = {"page": PAGE, "projector": PROJECTOR}
COLUMNS = ("seen", "mean", "ask")


@dataclass(frozen=True)
class Params:
    """`team` may be "library"; `step` is the last session shown, 0 for none yet; a step beyond the last shows all."""

    team: str = LIBRARY
    case: str = "A"
    step: int = 1
    raters: Literal["all", "self"] = "all"
    view: Literal["page", "projector"] = "page"
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "workshop"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one case up to a step; a page that says why where the audience may not see single cases.

    Raises: ParameterRefused for a case that is not there.
    """
    words = Words(params.lang)
    stamp = stamp_of(store, params, reference)
    title = words("curve_workshop.title")
    try:
        cases = released_cases(store, params, reference)
    except NotReleased:
        sections = (_told("refused", words),)
    else:
        sections = _sections(cases, params, reference, stamp, words) if cases else (_told("empty", words),)
    return Page("curve_workshop", params.lang, title, params, stamp, None, sections, _scope(params, stamp))


def choices(store: Store, params: Any, reference: Reference) -> dict[str, list]:
    """What a form can offer: labels of the cases, and the steps of the chosen one."""
    cases = released_cases(store, params, reference)
    chosen = [case for case in cases if case.label == params.case] or list(cases[:1])
    steps = list(range(last_step(chosen[0]) + 1)) if chosen else [0]
    return {"case": [case.label for case in cases], "step": steps}


def released_cases(store: Store, params: Any, reference: Reference) -> tuple[ReleasedCurve, ...]:
    """The cases of a team and period, or of the library, as the audience may see them. Raises: NotReleased."""
    if params.team == LIBRARY:
        return release_curves(_library(), params.audience, reference)
    return release_curves(_measured(curves(store, params.team, params.period)), params.audience, reference)


def one_case(cases: tuple[ReleasedCurve, ...], label: str) -> ReleasedCurve:
    """The case of a label. Raises: ParameterRefused where there is none."""
    found = {case.label: case for case in cases}
    if label not in found:
        raise ParameterRefused("case_unknown", case=label, known=f"{cases[0].label}–{cases[-1].label}")
    return found[label]


def _measured(found: Iterable[Curve]) -> list[Curve]:
    return [line for line in found if line.ors]


@cache
def _library() -> tuple[Curve, ...]:
    """The first case of every family, in the order of the library."""
    return tuple(chain.from_iterable(invented(family, 1).curves for family in families()))


def stamp_of(store: Store, params: Any, reference: Reference) -> Stamp:
    """The stamp of a page with these cases; nothing of the store is in the library."""
    stamp = Stamp.of(store.stamp, reference)
    return stamp if params.team != LIBRARY else stamp.invented()


def _sections(
    cases: tuple[ReleasedCurve, ...], params: Params, reference: Reference, stamp: Stamp, words: Words
) -> tuple[Section, ...]:
    case = one_case(cases, params.case)
    return (
        Section("case", case_name(case, words), _figure(case, params, reference, stamp, words)),
        Section("talk", words("curve_workshop.talk"), _columns(words)),
        Section("cases", words("curve_workshop.cases"), _table(cases, words), folded=True),
    )


def _figure(case: ReleasedCurve, params: Params, reference: Reference, stamp: Stamp, words: Words) -> Markup:
    srs_cutoff = round(TENTHS * reference[f"cutoff.srs.{case.age_group}"])
    raters = (SELF,) if params.raters == "self" else ()
    figure = curve.draw(
        case, words, _scope(params, stamp), params.step, "curve", srs_cutoff, VIEWS[params.view], raters
    )
    whose = "library" if params.team == LIBRARY else params.audience
    told = shapes.paragraphs([words(f"curve_workshop.whose.{whose}")])
    return Markup('<div class="fit-view-{}">{}{}</div>').format(params.view, figure.html(), told)


def _scope(params: Params, stamp: Stamp) -> Scope:
    """A room learns neither team nor period nor day: each could tell who it is. The worker's own page names them."""
    if params.audience == "own" and params.team != LIBRARY:
        return Scope(params.team, params.period, stamp.data_date)
    return Scope(None, None, None)


def _columns(words: Words) -> Markup:
    boxes = ((words(f"curve_workshop.{column}.title"), words(f"curve_workshop.{column}.prompt")) for column in COLUMNS)
    return shapes.columns(boxes)


def _table(cases: tuple[ReleasedCurve, ...], words: Words) -> Markup:
    head = [words("curve_workshop.column.case"), words("curve_workshop.column.age_group")]
    rows = [(case_name(case, words), words(f"charts.group.{case.age_group}")) for case in cases]
    return shapes.table(words("curve_workshop.cases"), head, rows, "fit-screen-only")


def _told(key: str, words: Words) -> Section:
    told = shapes.paragraphs([words(f"curve_workshop.{key}.what"), words(f"curve_workshop.{key}.remedy")])
    return Section(key, words(f"curve_workshop.{key}.title"), Markup('<div class="fit-box">{}</div>').format(told))
