"""The mirror: visits, lengths and follow-ons of each quarter beside ORS and SRS, through the gate as one whole.

A quarter is hidden where its own page would hide it, and where the other quarters and their sum would give it away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from fitlib import shapes
from fitlib.indicators import ALL, EXPORT, Measured, cards, measure
from fitlib.indicators.people import MIRROR, People, people
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact, consulting, release
from fitlib.reports.cost_seen import Seen
from fitlib.reports.how import how
from fitlib.reports.team_trend import quarters
from fitlib.store import Store
from fitlib.tables import beside

SCORES = ("sessions_ors", "sessions_srs", "intake_ors", "mean_change", "intake_srs")
FIGURES = (
    "cost_held", "cost_no_show", "cost_cancelled_client", "cost_cancelled_worker", "cost_visits_per_episode",
    "cost_days", "cost_single_visit", "cost_long", "cost_followed", *SCORES,
)  # fmt: skip
SPAN = """-- one row: the first and the last day with a session or a recorded visit
SELECT min(day) AS first, max(day) AS last FROM (
    SELECT session_date AS day, team FROM measurement UNION ALL SELECT visit_date, team FROM visit
) WHERE team = $team OR $team = 'all'"""


@dataclass(frozen=True)
class Quarter:
    """One quarter's figures of everybody."""

    period: Period
    facts: tuple[ReleasedFact, ...]


def span(store: Store, team: str, period: Period) -> tuple[date, date] | None:
    """The first day with data of a team, and the last one that a page of this period may tell of."""
    first, last = store.ask(SPAN, team=team).row(0)
    last = None if last is None else min(last, period.end)
    return None if first is None or first > last else (first, last)


def mirror(store: Store, team: str, period: Period, audience: str, reference: Reference) -> tuple[Quarter, ...]:
    """The newest quarters, at most cost.mirror.quarters, the oldest first."""
    within = span(store, team, period)
    shown = quarters(*within)[-reference["cost.mirror.quarters"] :] if within else []
    found = {one.text: measure(store, FIGURES, team, one, reference) for one in shown}
    who = _who(store, team, shown, MIRROR) if shown else None
    alone = {one.text: _alone(found[one.text], who.during(one), audience, reference) for one in shown}
    hidden = {cell for text, facts in alone.items() for cell in _hidden(facts, found[text], text)}
    together = jointly(store, team, found, FIGURES, audience, reference, who and who.by_period(shown), hidden)
    return tuple(Quarter(one, _hidden_by_either(alone[one.text], together, one)) for one in shown)


def jointly(
    store: Store, team: str, found: dict[str, Sequence[Measured]], names: Sequence[str], audience: str,
    reference: Reference, people: People | None = None, beside: Iterable[tuple[str, str]] = (),
) -> dict[tuple[str, str], ReleasedFact]:  # fmt: skip
    """Name and period → the figure of everybody, released with those of the other periods and of all of them.

    Takes: figures by period, who is counted in each; the periods follow each other. Rule: they are groups that add up
    to the whole.
    """
    if not found:
        return {}
    first, last = (Period.parse(text) for text in (next(iter(found)), next(reversed(found))))
    whole = replace(first, end=last.end)
    total = [one for one in measure(store, names, team, whole, reference) if one.group == ALL]
    parts = [replace(one, group=text) for text, figures in found.items() for one in figures if one.group == ALL]
    told = release([*total, *parts], audience, reference, people=people, beside=beside)
    return {(fact.name, fact.group): fact for fact in told.facts}


def joined(store: Store, team: str, shown: Sequence[Period], sheets: Sequence[str]) -> People:
    """Who is counted in each of some periods, which follow each other."""
    return _who(store, team, shown, sheets).by_period(shown)


def _who(store: Store, team: str, shown: Sequence[Period], sheets: Sequence[str]) -> People:
    return people(store, team, replace(shown[0], end=shown[-1].end), sheets)


def _alone(figures: Sequence[Measured], who: People, audience: str, reference: Reference) -> dict[str, ReleasedFact]:
    """Figures of scores are told by age group elsewhere, so they pass the gate with those, too."""
    kept = [one for one in figures if one.name in SCORES and not one.group.startswith(EXPORT)]
    with consulting(None):  # what is told is told together
        facts = release(kept, audience, reference, people=who).facts
    return {fact.name: fact for fact in facts if fact.group == ALL}


def _hidden(alone: dict[str, ReleasedFact], figures: Sequence[Measured], text: str) -> Iterator[tuple[str, str]]:
    """The cells of a period that its own page hides."""
    for one in figures:
        seen = alone.get(one.name) if one.group == ALL else None
        if seen and seen.n is None:
            yield one.denominator, text
        if seen and one.k is not None and seen.k is None:
            yield one.counted or one.name, text


def _hidden_by_either(
    alone: dict[str, ReleasedFact], together: dict[tuple[str, str], ReleasedFact], period: Period
) -> tuple[ReleasedFact, ...]:
    joint = (together[name, period.text] for name in FIGURES)
    return tuple(alone[fact.name] if fact.name in alone and not fact.hidden else fact for fact in joint)


def section(seen: Seen, found: Sequence[Quarter]) -> Iterator[Markup]:
    """A row per figure, a column per quarter; one sentence where there is no whole quarter."""
    if not found:
        yield shapes.paragraphs([seen.say("text.no_quarter")])
        return
    yield shapes.paragraphs([seen.say("text.mirror")])
    columns = [(_name(one.period, seen), one.facts) for one in found]
    yield beside(columns, seen.words, seen.say("caption.mirror"))
    yield how([cards()[name] for name in FIGURES], seen.words, seen.reference)


def _name(period: Period, seen: Seen) -> str:
    quarter, year = (period.start.month + 2) // 3, period.start.year
    return seen.words("charts.trend.quarter", quarter=quarter, year=year)
