"""One share month by month, with the usual level before and after a day that has a name: a run chart, no trial."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import told
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, GREY, HATCH, INK, LINE, ORANGE, PALE, SIZE, WIDTH, data, halo, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.charts.trend import Level
from fitlib.release import ReleasedFact
from fitlib.words import NOTHING, Words, said

HEIGHT, MARGIN, STEP, TICKS, BETWEEN = 190, 70, 0.05, 5, 3
LEAST_TOP = 0.1


@dataclass(frozen=True)
class Month:
    """One month: year, number, and its figure."""

    year: int
    month: int
    fact: ReleasedFact


def draw(
    months: Sequence[Month], levels: Sequence[tuple[Level, int]], start: int | None, words: Words, scope: Scope,
    key: str, title: str,
) -> Figure:  # fmt: skip
    """Months in the order of time. Takes: levels with the place where each ends; the place of the first month after.

    Raises: TypeError for facts that the gate did not make.
    """
    released((month.fact for month in months), ReleasedFact)
    sentence = "; ".join(f"{name(month, words)} {told.full(month.fact, words)}" for month in months) + "."
    parts = (
        words(f"charts.before_after.{'note' if levels else 'note_points'}"),
        words("charts.of_whom", whom=words(f"indicators.denominator.{months[0].fact.denominator}")),
        words("charts.hatched") if any(month.fact.hidden for month in months) else "",
        scope.sentence(words),
    )
    drawing = svg(chart(months, levels, start, words), key, title, sentence)
    note, guide = " ".join(part for part in parts if part), words("charts.before_after.guide")
    return Figure(key, title, drawing, sentence, note, guide, table(months, title, words), words.lang, True)


def name(month: Month, words: Words) -> str:
    """`3/2024`."""
    return words("charts.before_after.month", month=month.month, year=month.year)


def chart(months: Sequence[Month], levels: Sequence[tuple[Level, int]], start: int | None, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    top = _top(months, levels)
    x, y = _axes(months, top, words)
    shown = [(i, month.fact) for i, month in enumerate(months) if month.fact.value is not None]
    marked = {place for level, _ in levels for place in level.marked}
    rows = [{"place": i, "y": fact.value} | _look(i in marked) for i, fact in shown]
    gone = [{"place": i, "y": 0, "y2": top} for i, month in enumerate(months) if month.fact.hidden]
    joined = [row | {"stretch": f"{row['place'] - i} {_after(row['place'], start)}"} for i, row in enumerate(rows)]
    points = _chart(rows, x, y).mark_point(filled=True, opacity=1, size=5 * SIZE)
    looks = {"color": alt.Color("fill:N", scale=None), "shape": alt.Shape("shape:N", scale=None)}
    layers = [
        *_lines(levels, x, y), *_start(start, top, words, x, y),
        *([_chart(gone, x, y).mark_bar(color=HATCH, size=8, opacity=1).encode(y2="y2:Q")] if gone else []),
        _chart(joined, x, y).mark_line(color=BLUE, strokeWidth=1.5).encode(detail="stretch:N"),
        points.encode(**looks),
    ]  # fmt: skip
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _after(place: int, start: int | None) -> bool:
    return start is not None and place >= start


def _look(marked: bool) -> dict[str, str]:
    return {"fill": ORANGE, "shape": "diamond"} if marked else {"fill": BLUE, "shape": "circle"}


def _top(months: Sequence[Month], levels: Sequence[tuple[Level, int]]) -> float:
    highest = [month.fact.value for month in months if month.fact.value is not None]
    return max(LEAST_TOP, STEP * ceil(max([*highest, *(level.upper for level, _ in levels)], default=0) / STEP))


def _axes(months: Sequence[Month], top: float, words: Words) -> tuple[alt.X, alt.Y]:
    ticks = [i for i, month in enumerate(months) if month.month % BETWEEN == 1]
    under = {str(i): [str(months[i].month), *([str(months[i].year)] if months[i].month == 1 or i == ticks[0] else [])]
             for i in ticks}  # fmt: skip
    bottom = alt.Axis(values=ticks, labelExpr=f"({json.dumps(under)})[datum.value]", title=None, labelFontSize=SIZE - 2)
    scale = alt.Scale(domain=[-0.5, len(months) - 0.5], nice=False, zero=False)
    sides = [round(top * i / TICKS, 4) for i in range(TICKS + 1)]
    named = json.dumps({f"{tick:g}": words.percent(tick) for tick in sides})
    side = alt.Axis(values=sides, labelExpr=f"({named})[format(datum.value, '~g')]", title=None, grid=True,
                    gridColor=PALE, domain=False, ticks=False)  # fmt: skip
    return alt.X("place:Q", scale=scale, axis=bottom), alt.Y(
        "y:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=side
    )


def _chart(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def _lines(levels: Sequence[tuple[Level, int]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    return [
        _chart([{"place": level.start - 0.5, "end": end - 0.5, "y": at}], x, y)
        .mark_rule(color=color, strokeDash=dash, strokeWidth=1.5)
        .encode(x2="end:Q")
        for level, end in levels
        for at, color, dash in ((level.mean, GREY, []), (level.lower, INK, [6, 4]), (level.upper, INK, [6, 4]))
    ]


def _start(start: int | None, top: float, words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    if start is None:
        return []
    line = _chart([{"place": start - 0.5, "y": 0, "y2": top}], x, y).mark_rule(
        color=LINE, strokeWidth=2, strokeDash=[2, 3]
    )
    label = _chart([{"place": start - 0.5, "y": top, "text": words("charts.before_after.start"), "color": INK}], x, y)
    return [line.encode(y2="y2:Q"), halo(label, align="left", baseline="top", dx=5, dy=2, fontSize=SIZE - 1)]


def table(months: Sequence[Month], caption: str, words: Words) -> Markup:
    """A row per month."""
    columns = (
        words("charts.before_after.column"),
        *(words(f"charts.column.{one}") for one in ("value", "interval", "count")),
    )
    rows = (
        (name(month, words), said.value(month.fact, words), said.interval(month.fact, words) or NOTHING,
         said.count(month.fact, words))
        for month in months
    )  # fmt: skip
    return shapes.table(caption, columns, rows)
