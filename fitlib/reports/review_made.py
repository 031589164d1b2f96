"""The review of a unit, whatever its level: one definition, the same figures, sections and gate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fitlib.charts import Scope
from fitlib.implementation.stages import stage
from fitlib.indicators import on_page
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedCurve
from fitlib.release.series import ReleasedSeries
from fitlib.reports import review_curves, review_length, review_spread, review_told, team_trend, terms
from fitlib.reports.names import named
from fitlib.reports.page import Page, Stamp
from fitlib.reports.review_unit import OWN, WORKER, Unit
from fitlib.reports.team_sections import Beside, sections
from fitlib.reports.team_seen import PAGE, Seen, Told
from fitlib.statistics.answer import TooFew
from fitlib.store import Store, events
from fitlib.words import Words

SPREAD_FOR = ("own", "internal")
FIRST = """
-- one row: the day of the unit's first session
SELECT min(first_session) AS day FROM episode
WHERE ($worker = '' OR worker = $worker) AND (len($teams::VARCHAR[]) = 0 OR list_contains($teams::VARCHAR[], team))
"""


@dataclass(frozen=True)
class _Asked:
    """What a page is asked for, whatever its language."""

    store: Store
    unit: Unit
    period: Period
    audience: str
    override: bool
    reference: Reference


@dataclass(frozen=True)
class _Found:
    """What the gate let through for a page: the same in every language."""

    span: tuple[date, date] | None
    told: tuple[Told, ...]
    past: dict[Period, Released]
    length: ReleasedSeries | TooFew | None
    curves: review_curves.Curves | None
    dots: review_spread.Found | None
    single: tuple[ReleasedCurve, ...]


def build_review(name: str, store: Store, unit: Unit, params: Any, reference: Reference) -> Page:
    """The page of one unit and period.

    Takes: the page's name; parameters with period, lang, audience and override.
    Rule: below the coverage gate the outcome figures are not shown, and the page's facts say so, unless overridden.
    """
    asked = _Asked(store, unit, params.period, params.audience, params.override, reference)
    found = store.remember(("review", unit, asked.period, asked.audience, asked.override), lambda: _found(asked))
    words = named(Words(params.lang), on_page(PAGE), reference)
    scope = Scope(_called(unit, words), params.period, store.stamp.data_date, unit.level)
    now, before = found.told[0], found.told[1] if len(found.told) > 1 else None
    seen = Seen(now, before, words, scope, reference, found.span and stage(*found.span, reference), unit.level)
    shown = terms.explained(sections(seen, _beside(asked, seen, found)), words)
    title, stamp = words(f"review.titles.{unit.level}"), Stamp.of(store.stamp, reference)
    return Page(name, params.lang, title, params, stamp, now.released, shown, scope)


def _found(asked: _Asked) -> _Found:
    """Ask the store once and pass the gate once."""
    store, unit, period, audience, reference = asked.store, asked.unit, asked.period, asked.audience, asked.reference
    earlier, span = period.previous(), _span(store, unit, period)
    quarters = team_trend.quarters(*span) if span else []
    periods = [period, *([earlier] if earlier else [])]
    figures = review_told.figures_of(store, unit, [*periods, *quarters], reference)
    told = review_told.tell(store, unit, figures, periods, audience, asked.override, reference)
    past = review_told.of_sessions(store, unit, figures, quarters, audience, reference)
    with review_told.opened(store, unit, reference, ()) as cells:
        length = review_length.still(cells, period, store.stamp.data_date, audience, reference)
        seen = told[0].released if told[0].outcomes else None
        curves = seen and review_curves.of_many(cells, period, audience, reference, seen)
        single = review_curves.single(cells, period, OWN, reference) if audience == OWN else ()
    compared = unit.level != WORKER and audience in SPREAD_FOR
    dots = review_spread.dots(store, period, reference) if compared else None
    return _Found(span, told, past, length, curves, dots, single)


def _called(unit: Unit, words: Words) -> str:
    return unit.name or words("review.everything")


def _span(store: Store, unit: Unit, period: Period) -> tuple[date, date] | None:
    """From the unit's first session to the end of the period or of the data; None where there is no session."""
    until = store.stamp.data_date
    first = store.ask(FIRST, worker=unit.worker, teams=list(unit.teams))["day"][0]
    return (first, min(period.end, until)) if first and until else None


def _beside(asked: _Asked, seen: Seen, found: _Found) -> Beside:
    """What stands beside the figures: history with events, curves, lengths, and the other teams."""
    concerned = [one for one in events.read(asked.store.home) if not one.team or one.team in asked.unit.teams]
    began = team_trend.begins(concerned, list(found.past))
    spreads = None if found.dots is None else review_spread.funnels(found.dots, asked.unit, seen)
    history = team_trend.history(found.past)
    return Beside(history, began, found.curves, found.single, found.length, spreads)
