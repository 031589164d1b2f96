"""The review of a unit, whatever its level: one definition, the same figures, sections and gate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fitlib.charts import Scope
from fitlib.implementation.stages import stage
from fitlib.indicators import on_page
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports import review_curves, review_length, review_spread, review_told, team_trend, terms
from fitlib.reports.names import named
from fitlib.reports.page import Page, Stamp
from fitlib.reports.review_unit import OWN, WORKER, Unit
from fitlib.reports.team_sections import Beside, sections
from fitlib.reports.team_seen import PAGE, Seen
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
    """What a page is asked for, with the store of its unit."""

    store: Store
    cells: Store
    unit: Unit
    params: Any
    reference: Reference

    @property
    def period(self) -> Period:
        """The period of the page."""
        return self.params.period


def build_review(name: str, store: Store, unit: Unit, params: Any, reference: Reference) -> Page:
    """The page of one unit and period.

    Takes: the page's name; parameters with period, lang, audience and override.
    Rule: below the coverage gate the outcome figures are not shown, and the page's facts say so, unless overridden.
    """
    words = named(Words(params.lang), on_page(PAGE), reference)
    earlier = params.period.previous()
    span = _span(store, unit, params.period)
    quarters = team_trend.quarters(*span) if span else []
    periods = [params.period, *([earlier] if earlier else [])]
    figures = store.remember(
        ("review", unit, *periods, *quarters),
        lambda: review_told.figures_of(store, unit, [*periods, *quarters], reference),
    )
    with review_told.opened(store, unit, reference, ()) as cells:
        asked = _Asked(store, cells, unit, params, reference)
        told = review_told.tell(store, unit, figures, periods, params.audience, params.override, reference)
        past = review_told.of_sessions(store, unit, figures, quarters, params.audience, reference)
        scope = Scope(_called(unit, words), params.period, store.stamp.data_date, unit.level)
        before = told[1] if earlier else None
        seen = Seen(told[0], before, words, scope, reference, span and stage(*span, reference), unit.level)
        shown = terms.explained(sections(seen, _beside(asked, seen, past)), words)
    title, stamp = words(f"review.titles.{unit.level}"), Stamp.of(store.stamp, reference)
    return Page(name, params.lang, title, params, stamp, told[0].released, shown, scope)


def _called(unit: Unit, words: Words) -> str:
    return unit.name or words("review.everything")


def _span(store: Store, unit: Unit, period: Period) -> tuple[date, date] | None:
    """From the unit's first session to the end of the period or of the data; None where there is no session."""
    until = store.stamp.data_date
    first = store.ask(FIRST, worker=unit.worker, teams=list(unit.teams))["day"][0]
    return (first, min(period.end, until)) if first and until else None


def _beside(asked: _Asked, seen: Seen, past: dict) -> Beside:
    """What stands beside the figures: history with events, curves, lengths, and the other teams."""
    unit, audience, reference = asked.unit, asked.params.audience, asked.reference
    concerned = [one for one in events.read(asked.store.home) if not one.team or one.team in unit.teams]
    began = team_trend.begins(concerned, list(past))
    history = team_trend.history(past)
    length = review_length.still(asked.cells, asked.period, asked.store.stamp.data_date, audience, reference)
    curves = None
    if seen.told.outcomes:
        curves = review_curves.of_many(asked.cells, asked.period, audience, reference, seen.released)
    spreads = None
    if unit.level != WORKER and audience in SPREAD_FOR:
        found = asked.store.remember(
            ("spread", asked.period), lambda: review_spread.dots(asked.store, asked.period, reference)
        )
        spreads = review_spread.funnels(found, unit, seen)
    return Beside(history, began, curves, _single(asked), length, spreads)


def _single(asked: _Asked) -> tuple:
    """Single curves, for those who are entitled to every client of the unit."""
    if asked.params.audience != OWN:
        return ()
    with review_told.opened(asked.store, asked.unit, asked.reference, ()) as rows:
        return review_curves.single(rows, asked.period, OWN, asked.reference)
