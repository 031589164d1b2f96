"""One case for people outside the team: who may be shown it, what it is called, and what is said where it is not."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope
from fitlib.charts.curve_panel import TENTHS
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve
from fitlib.reports import curve_workshop
from fitlib.reports.curve_workshop import LIBRARY
from fitlib.reports.page import Page, Section
from fitlib.store import Store
from fitlib.words import Words

OWN, WORKSHOP = "own", "workshop"
Made = Callable[[ReleasedCurve, Any, Reference, Words], Mapping[str, Markup]]


def may_see(params: Any) -> bool:
    """Own cases are for those entitled to them; a training room sees invented ones; nobody else sees a case."""
    return params.audience == OWN or (params.audience == WORKSHOP and params.team == LIBRARY)


def page(name: str, store: Store, params: Any, reference: Reference, made: Made) -> Page:
    """A page of one case: its sections by key, or why there is none.

    Rule: neither team nor period nor label stands on it, since it is shown to others than the team.
    Raises: ParameterRefused for a case that is not there.
    """
    words, stamp = Words(params.lang), curve_workshop.stamp_of(store, params, reference)
    sections = {"refused": _said("refused", words)}
    if may_see(params):
        cases = curve_workshop.released_cases(store, params, reference)
        sections = {"empty": _said("empty", words)}
        if cases:
            sections = dict(made(curve_workshop.one_case(cases, params.case), params, reference, words))
    shown = tuple(Section(key, _title(name, key, words), _large(html)) for key, html in sections.items())
    return Page(name, params.lang, words(f"{name}.title"), params, stamp, None, shown, scope(params, stamp))


def choices(store: Store, params: Any, reference: Reference) -> dict[str, list]:
    """What a form can offer: nothing of a case where it may not be shown."""
    return curve_workshop.choices(store, params, reference) if may_see(params) else {}


def scope(params: Any, stamp: Any) -> Scope:
    """The day of the data, for a case of one's own."""
    return Scope(None, None, stamp.data_date if params.team != LIBRARY else None)


def srs_cutoff(case: ReleasedCurve, reference: Reference) -> int:
    """The SRS cutoff of the case's age group, tenths."""
    return round(TENTHS * reference[f"cutoff.srs.{case.age_group}"])


def plain(words: Words, name: str) -> Words:
    """The words of charts with those of a page in their place: `<name>.chart.rose` for `charts.curve.rose`."""
    below = f"{name}.chart"
    return words.saying({f"charts.curve.{key}": words(f"{below}.{key}") for key in words.under(below)})


def _title(name: str, key: str, words: Words) -> str:
    return words(f"{name if key not in ('refused', 'empty') else 'client_view'}.section.{key}")


def _large(html: Markup) -> Markup:
    return Markup('<div class="fit-large">{}</div>').format(html)


def _said(key: str, words: Words) -> Markup:
    told = shapes.paragraphs([words(f"client_view.{key}.what"), words(f"client_view.{key}.remedy")])
    return Markup('<div class="fit-box">{}</div>').format(told)
