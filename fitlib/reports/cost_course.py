"""Month by month around the start of implementation: a run chart of what was not held. It is no trial.

Months pass the gate as parts of their whole; a month that is hidden or has no visits ends a stretch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import before_after
from fitlib.charts.before_after import Month
from fitlib.charts.trend import Level
from fitlib.errors import ParameterRefused
from fitlib.indicators import ALL, Measured, cards
from fitlib.indicators.measure import told
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports.cost_mirror import joined, jointly, span
from fitlib.reports.cost_seen import Seen
from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import Segment, xmr
from fitlib.store import Store

FIGURE = "cost_not_held"
MONTHS = (Path(__file__).parent / "cost_course.sql").read_text("utf-8")
GIVEN, FIRST = "given", "first"
BEFORE, AFTER, WHOLE = "before", "after", "whole"


@dataclass(frozen=True)
class Course:
    """Months in order, the day that divides them, and whether somebody gave it or it is the first measured session."""

    months: tuple[Month, ...]
    start: date | None
    known: str


def starting(store: Store, team: str, asked: str, reference: Reference) -> tuple[date | None, str]:
    """When implementation began: as asked, else the row implementation.start.<team>, else the first measured session.

    Raises: ParameterRefused for what is no day.
    """
    if asked or f"implementation.start.{team}" in reference:
        given = asked or reference[f"implementation.start.{team}"]
        try:
            return given if isinstance(given, date) else date.fromisoformat(given), GIVEN
        except ValueError:
            raise ParameterRefused("start_form", start=str(given)[:20]) from None
    first = "SELECT min(first_session) AS day FROM episode WHERE (team = $team OR $team = 'all') AND n_ors > 0"
    return store.ask(first, team=team).item(), FIRST


def course(store: Store, team: str, period: Period, asked: str, audience: str, reference: Reference) -> Course:
    """Every whole month with data up to the end of the period. Raises: ParameterRefused as `starting`."""
    start, known = starting(store, team, asked, reference)
    within = span(store, team, period)
    found = _measured(store, team, *within, reference) if within else {}
    months = [Period.parse(text) for text in found]
    who = joined(store, team, months, ("recorded",)) if months else None
    facts = jointly(store, team, found, (FIGURE,), audience, reference, who)
    days = (one.start for one in months)
    return Course(tuple(Month(day.year, day.month, facts[FIGURE, f"{day:%Y-%m}"]) for day in days), start, known)


def _measured(store: Store, team: str, first: date, last: date, reference: Reference) -> dict[str, list[Measured]]:
    """The figure of every whole month, all months in one question."""
    asked = store.ask(MONTHS, team=team, first=first.replace(day=1), last=last)
    rows = {f"{row['month']:%Y-%m}": row for row in asked.iter_rows(named=True)}
    every = (Period.parse(f"{year}-{month:02d}") for year, month in _months(first, last))
    texts = [one.text for one in every if one.end <= last]
    card, level = cards()[FIGURE], reference["interval.level"]
    return {text: told(card, {ALL: rows[text]} if text in rows else {}, (), level) for text in texts}


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield number // 12, number % 12 + 1


def section(seen: Seen, found: Course) -> Iterator[Markup]:
    """The chart with a level for each side that is long enough, what it shows, and that it is no trial."""
    if not any(month.fact.n for month in found.months):
        yield shapes.paragraphs([seen.say("text.no_visits")])
        return
    place = divided(found)
    judged = {side: _level(stretch, found.months, seen.reference) for side, stretch in stretches(found, place).items()}
    levels = [(level, end) for level, end in judged.values() if isinstance(level, Level)]
    title = seen.say("course.title")
    yield shapes.paragraphs([_day(seen, found), seen.say("course.no_trial")])
    told = sum(month.fact.value is not None for month in found.months)
    if told < seen.reference["control.least"]:
        yield shapes.paragraphs([seen.say("course.few", told=told, all=len(found.months))])
    else:
        yield before_after.draw(found.months, levels, place, seen.words, seen.scope, "course", title).html()
    yield shapes.paragraphs(_told(side, level, found.months, seen) for side, (level, _) in judged.items())


def divided(found: Course) -> int | None:
    """The place of the first month after the start, that of the start counted in; None where it lies outside."""
    if found.start is None:
        return None
    first = (found.start.year, found.start.month)
    place = next((i for i, one in enumerate(found.months) if (one.year, one.month) >= first), len(found.months))
    return place if 0 < place < len(found.months) else None


def stretches(found: Course, place: int | None) -> dict[str, tuple[int, int]]:
    """First place and end of each side, up to the first month without a figure as one goes away from the start."""
    values = [one.fact.value for one in found.months]
    if place is None:
        last = next((i + 1 for i in reversed(range(len(values))) if values[i] is None), 0)
        return {WHOLE: (last, len(values))}
    low = next((i + 1 for i in reversed(range(place)) if values[i] is None), 0)
    high = next((i for i in range(place, len(values)) if values[i] is None), len(values))
    return {BEFORE: (low, place), AFTER: (place, high)}


def _level(stretch: tuple[int, int], months: Sequence[Month], reference: Reference) -> tuple[Level | TooFew, int]:
    first, end = stretch
    answer = xmr([month.fact.value for month in months[first:end]], reference)
    segment = answer if isinstance(answer, TooFew) else answer[0]
    return (_drawn(segment, first) if isinstance(segment, Segment) else segment), end


def _drawn(segment: Segment, first: int) -> Level:
    marked = frozenset(first + i for i, rule in enumerate(segment.first_rule()) if rule)
    return Level(first, segment.mean, max(0.0, segment.lower), min(1.0, segment.upper), marked)


def _day(seen: Seen, found: Course) -> str:
    if found.start is None:
        return seen.say("course.no_start")
    return seen.say(f"course.start_{found.known}", day=seen.words.date(found.start))


def _told(side: str, level: Level | TooFew, months: Sequence[Month], seen: Seen) -> str:
    which = seen.say(f"course.{side}")
    if isinstance(level, TooFew):
        return seen.say("course.short", side=which, n=level.n, least=level.least)
    shares = {name: seen.words.percent(getattr(level, name)) for name in ("mean", "lower", "upper")}
    told = seen.say("course.level", side=which, **shares)
    if not level.marked:
        return f"{told} {seen.say('course.usual')}"
    names = ", ".join(before_after.name(months[i], seen.words) for i in sorted(level.marked))
    return f"{told} {seen.say('course.special', months=names)}"
