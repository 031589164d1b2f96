"""The team's own history: coverage by quarter, through the gate, with control limits where the series is long enough.

A quarter's figures pass the gate as on its own page: what is counted of sessions is tied to nothing else on a page
(sets.toml), so that these figures hide alike with and without the others.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import trend
from fitlib.charts.trend import Level, Point
from fitlib.indicators import measure, on_page
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact, release
from fitlib.reports.team_seen import PAGE, Seen
from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import Segment, xmr
from fitlib.store import Store

OF_SESSIONS, DRAWN = "sessions", ("sessions_ors", "sessions_srs")
Series = dict[str, tuple[Point, ...]]


def history(store: Store, team: str, audience: str, span: tuple[date, date] | None, reference: Reference) -> Series:
    """The drawn figures of everybody, a point per whole quarter between two days, oldest first.

    Takes: first session of the team and last day that may be told; None where there is none.
    """
    names = [card.name for card in on_page(PAGE) if card.denominator == OF_SESSIONS]
    found: Series = dict.fromkeys(DRAWN, ())
    for quarter in quarters(*span) if span else ():
        released = release(measure(store, names, team, quarter, reference), audience, reference)
        year, number = quarter.start.year, (quarter.start.month + 2) // 3
        for name in DRAWN:
            found[name] += (Point(year, number, released.one(name)),)
    return found


def quarters(first: date, last: date) -> list[Period]:
    """The quarters that hold a day from `first` on and end by `last`."""
    every = (Period.parse(f"{y}Q{q}") for y in range(first.year, last.year + 1) for q in (1, 2, 3, 4))
    return [quarter for quarter in every if first <= quarter.end <= last]


def section(seen: Seen, series: Series) -> Iterator[Markup]:
    """A chart per figure, each with what its limits say; one sentence where there is nothing to draw."""
    if not any(series.values()):
        yield shapes.paragraphs([seen.say("trend.none")])
        return
    yield shapes.paragraphs([seen.say("trend.what")])
    for name, points in series.items():
        level, said_so = judged(points, seen)
        title = seen.say("trend.title", figure=seen.words(f"indicators.name.{name}"))
        yield trend.draw(points, level, seen.words, seen.scope, f"trend-{name}", title).html()
        yield shapes.paragraphs([said_so])


def judged(points: tuple[Point, ...], seen: Seen) -> tuple[Level | None, str]:
    """The level of the points since the last one that is missing, and in words what they show."""
    start = next((i + 1 for i in reversed(range(len(points))) if points[i].fact.value is None), 0)
    kept = points[start:]
    found = xmr([_value(point.fact) for point in kept], seen.reference)
    segment = found if isinstance(found, TooFew) else found[0]
    if isinstance(segment, TooFew):
        return None, seen.say("trend.short", n=segment.n, least=segment.least)
    rules = segment.first_rule()
    marked = frozenset(start + i for i, rule in enumerate(rules) if rule)
    level = Level(start, segment.mean, max(0.0, segment.lower), min(1.0, segment.upper), marked)
    return level, _told(kept, segment, rules, seen)


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
