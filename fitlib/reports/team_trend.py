"""The team's own history: coverage by quarter, through the gate, with control limits where the series is long enough.

A quarter's figures pass the gate as on its own page: what is counted of sessions is tied to nothing else on a page
(sets.toml), so that these figures hide alike with and without the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import trend
from fitlib.charts.trend import Level, Point
from fitlib.period import Period
from fitlib.release import Released, ReleasedFact
from fitlib.reports.team_seen import Seen
from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import Event, Segment, xmr
from fitlib.store.events import Event as Named

DRAWN = ("sessions_ors", "sessions_srs")
Series = dict[str, tuple[Point, ...]]


def history(told: Mapping[Period, Released]) -> Series:
    """The drawn figures of everybody, a point per quarter, in the order given."""
    return {
        name: tuple(
            Point(one.start.year, (one.start.month + 2) // 3, released.one(name)) for one, released in told.items()
        )
        for name in DRAWN
    }


def quarters(first: date, last: date) -> list[Period]:
    """The quarters that hold a day from `first` on and end by `last`."""
    every = (Period.parse(f"{y}Q{q}") for y in range(first.year, last.year + 1) for q in (1, 2, 3, 4))
    return [quarter for quarter in every if first <= quarter.end <= last]


def begins(events: Sequence[Named], told: Sequence[Period]) -> tuple[Event, ...]:
    """Events as the first whole quarter after each, those of one quarter with one name.

    Rule: an event before the second quarter or after the last one parts nothing and is left out.
    """
    found: dict[int, list[str]] = {}
    for event in events:
        at = next((i for i, quarter in enumerate(told) if quarter.start >= event.day), 0)
        if at:
            found.setdefault(at, []).append(event.name)
    return tuple(Event(at, " · ".join(dict.fromkeys(names))) for at, names in sorted(found.items()))


def section(seen: Seen, series: Series, events: Sequence[Event] = ()) -> Iterator[Markup]:
    """A chart per figure, each with what its limits say; one sentence where there is nothing to draw."""
    if not any(series.values()):
        yield shapes.paragraphs([seen.say("trend.none")])
        return
    yield shapes.paragraphs([seen.say("trend.what")])
    lines = [trend.Event(event.at, event.name) for event in events]
    for name, points in series.items():
        levels, texts = judged(points, seen, events)
        title = seen.say("trend.title", figure=seen.words(f"indicators.name.{name}"))
        yield trend.draw(points, levels, seen.words, seen.scope, f"trend-{name}", title, lines).html()
        yield shapes.paragraphs(texts)


def judged(points: tuple[Point, ...], seen: Seen, events: Sequence[Event] = ()) -> tuple[tuple[Level, ...], list[str]]:
    """The levels of the points since the last one that is missing, one a stretch between events, and what they show."""
    start = next((i + 1 for i in reversed(range(len(points))) if points[i].fact.value is None), 0)
    kept = points[start:]
    moved = [Event(event.at - start, event.name) for event in events if event.at > start]
    found = xmr([_value(point.fact) for point in kept], seen.reference, moved)
    stretches = (found,) if isinstance(found, TooFew) else found
    ends = [*(event.at for event in moved if event.at < len(kept)), len(kept)][-len(stretches) :]
    begin, levels, texts = 0, [], []
    for stretch, end in zip(stretches, ends, strict=True):
        text = _stretch(stretch, kept[begin:end], seen)
        texts.append(text if begin == 0 else seen.say("trend.since", event=_name_at(begin, moved), text=text))
        if isinstance(stretch, Segment):
            levels.append(_level(stretch, start, start + end))
        begin = end
    return tuple(levels), texts


def _name_at(at: int, events: Sequence[Event]) -> str:
    return next(event.name for event in events if event.at == at)


def _level(segment: Segment, start: int, end: int) -> Level:
    first = start + segment.start
    marked = frozenset(first + i for i, rule in enumerate(segment.first_rule()) if rule)
    return Level(first, segment.mean, max(0.0, segment.lower), min(1.0, segment.upper), marked, end)


def _stretch(found: Segment | TooFew, points: tuple[Point, ...], seen: Seen) -> str:
    if isinstance(found, TooFew):
        return seen.say("trend.short", n=found.n, least=found.least)
    return _told(points, found, found.first_rule(), seen)


def _value(fact: ReleasedFact) -> float:
    return float("nan") if fact.value is None else fact.value


def _told(points: tuple[Point, ...], segment: Segment, rules: list[str | None], seen: Seen) -> str:
    percent = seen.words.percent
    lower, upper = percent(max(0.0, segment.lower)), percent(min(1.0, segment.upper))
    level = seen.say("trend.level", mean=percent(segment.mean), lower=lower, upper=upper)
    if not any(rules):
        return f"{level} {seen.say('trend.usual')}"
    runs = [0, *(i for i, (one, two) in enumerate(pairwise(rules), 1) if one != two), len(rules)]
    stretches = ((rules[i], points[i], points[j - 1]) for i, j in pairwise(runs) if rules[i])
    listed = "; ".join(
        f"{_span(first, last, seen)} {seen.say(f'trend.rule.{rule}')}" for rule, first, last in stretches
    )
    return f"{level} {seen.say('trend.special', points=listed)}"


def _span(first: Point, last: Point, seen: Seen) -> str:
    names = dict.fromkeys(trend.name(point, seen.words) for point in (first, last))
    return "–".join(names)
