"""One figure over the quarters: a point with its interval for each, the usual level, and what stands out from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import told
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, GREY, HATCH, INK, LINE, ORANGE, PALE, SIZE, WIDTH, data, halo, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import NOTHING, Words, said

HEIGHT, MARGIN = 170, 60
TICKS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Point:
    """One quarter: year, number, and its figure."""

    year: int
    quarter: int
    fact: ReleasedFact


@dataclass(frozen=True)
class Level:
    """The usual level from point `start` up to `end` (the last one), the limits of usual swings, and marked points."""

    start: int
    mean: float
    lower: float
    upper: float
    marked: frozenset[int] = field(default_factory=frozenset)
    end: int | None = None


@dataclass(frozen=True)
class Event:
    """Something with a name that begins at point `at`; levels start anew there."""

    at: int
    name: str


def draw(
    points: Sequence[Point], level: Level | Sequence[Level] | None, words: Words, scope: Scope, key: str = "trend",
    title: str | None = None, events: Sequence[Event] = (),
) -> Figure:  # fmt: skip
    """Shares in the order of time; without a level there are points only; an event is a line with its name.

    Raises: TypeError for facts that the gate did not make.
    """
    released((point.fact for point in points), ReleasedFact)
    title, levels = title or words("charts.trend.title"), _several(level)
    sentence = "; ".join(f"{name(point, words)} {told.full(point.fact, words)}" for point in points) + "."
    hidden = any(point.fact.hidden for point in points)
    parts = (
        words(f"charts.trend.{'note' if levels else 'note_points'}"),
        words("charts.trend.note_event") if events else "",
        words("charts.of_whom", whom=words(f"indicators.denominator.{points[0].fact.denominator}")) if points else "",
        words("charts.hatched") if hidden else "",
        *said.rounding((point.fact for point in points), words),
        scope.sentence(words),
    )
    drawing = svg(chart(points, levels, words, events), key, title, sentence) if points else Markup("")
    note, guide = " ".join(part for part in parts if part), words("charts.trend.guide")
    return Figure(key, title, drawing, sentence, note, guide, table(points, title, words), words.lang, True)


def name(point: Point, words: Words) -> str:
    """`Q2/2024`."""
    return words("charts.trend.quarter", quarter=point.quarter, year=point.year)


def _several(level: Level | Sequence[Level] | None) -> tuple[Level, ...]:
    return () if level is None else (level,) if isinstance(level, Level) else tuple(level)


def chart(
    points: Sequence[Point], level: Level | Sequence[Level] | None, words: Words, events: Sequence[Event] = ()
) -> Composed:
    """The drawing alone, as an Altair chart."""
    levels = _several(level)
    x, y = _axes(points, words)
    shown = [(i, point.fact) for i, point in enumerate(points) if point.fact.value is not None]
    rows = [{"place": i, "y": fact.value} for i, fact in shown]
    ends = [{"place": i, "y": fact.low, "y2": fact.high} for i, fact in shown if fact.low is not None]
    marked = frozenset().union(*(one.marked for one in levels))
    looks = [row | _look(row["place"] in marked) for row in rows]
    gone = [{"place": i, "y": 0, "y2": 1} for i, point in enumerate(points) if point.fact.hidden]
    layers = [
        *(line for one in levels for line in _levels(one, len(points), x, y)),
        *([_chart(gone, x, y).mark_bar(color=HATCH, size=10, opacity=1).encode(y2=alt.Y2("y2:Q"))] if gone else []),
        _chart(_joined(rows), x, y).mark_line(color=BLUE, strokeWidth=1.5).encode(detail=alt.Detail("stretch:N")),
        *([_chart(ends, x, y).mark_rule(color=LINE, strokeWidth=1.5).encode(y2=alt.Y2("y2:Q"))] if ends else []),
        _chart(looks, x, y).mark_point(filled=True, opacity=1, size=7 * SIZE).encode(
            color=alt.Color("fill:N", scale=None), shape=alt.Shape("shape:N", scale=None)
        ),
        *_events(events, x, y),
    ]  # fmt: skip
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _look(marked: bool) -> dict[str, str]:
    return {"fill": ORANGE, "shape": "diamond"} if marked else {"fill": BLUE, "shape": "circle"}


def _axes(points: Sequence[Point], words: Words) -> tuple[alt.X, alt.Y]:
    under = {
        str(i): [f"Q{point.quarter}", *([str(point.year)] if i == 0 or point.quarter == 1 else [])]
        for i, point in enumerate(points)
    }
    labels = f"({json.dumps(under)})[datum.value]"
    bottom = alt.Axis(
        values=list(range(len(points))), labelExpr=labels, title=None, ticks=False, labelFontSize=SIZE - 2
    )
    scale = alt.Scale(domain=[-0.5, max(1, len(points)) - 0.5], nice=False, zero=False)
    x = alt.X("place:Q", scale=scale, axis=bottom)
    named = json.dumps({f"{tick:g}": words.percent(tick) for tick in TICKS})
    side = alt.Axis(values=list(TICKS), labelExpr=f"({named})[format(datum.value, '~g')]", title=None, grid=True,
                    gridColor=PALE, domain=False, ticks=False)  # fmt: skip
    return x, alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=side)


def _chart(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def _joined(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The line breaks where a quarter is missing: the difference of place and count is the same within a stretch."""
    return [row | {"stretch": str(row["place"] - i)} for i, row in enumerate(rows)]


def _events(events: Sequence[Event], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A line before the first point of each event, and its name at the foot, near ones above each other."""
    if not events:
        return []
    rows = [
        {"place": event.at - 0.5, "y": 0.04 + 0.1 * (i % 3), "text": event.name, "color": INK}
        for i, event in enumerate(events)
    ]
    lines = [{"place": event.at - 0.5} for event in events]
    rule = alt.Chart(data(lines)).mark_rule(color=INK, strokeWidth=1.5).encode(x=x)
    return [rule, halo(_chart(rows, x, y), align="left", dx=5, baseline="bottom", fontSize=SIZE - 2)]


def _levels(level: Level, count: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    lines = ((level.mean, GREY, []), (level.lower, INK, [6, 4]), (level.upper, INK, [6, 4]))
    span = {"place": level.start - 0.5, "end": (count if level.end is None else level.end) - 0.5}
    return [
        _chart([span | {"y": at}], x, y)
        .mark_rule(color=color, strokeDash=dash, strokeWidth=1.5)
        .encode(x2=alt.X2("end:Q"))
        for at, color, dash in lines
    ]


def table(points: Sequence[Point], caption: str, words: Words) -> Markup:
    """A row per quarter."""
    head = [words("charts.trend.column"), *(words(f"charts.column.{one}") for one in ("value", "interval", "count"))]
    rows = (
        (name(point, words), said.value(point.fact, words), said.interval(point.fact, words) or NOTHING,
         said.count(point.fact, words))
        for point in points
    )  # fmt: skip
    return shapes.table(caption, head, rows)
