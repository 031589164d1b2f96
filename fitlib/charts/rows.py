"""Charts with a row per figure: the name to the left, the drawing in the middle, the figure in words to the right."""

import json
import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import GREY, HATCH, PALE, SIZE, WIDTH, data
from fitlib.words import HIDDEN

NAME, FIGURE = 210, 190
LETTERS = 28
LEADING = 17
BETWEEN = 18
SLIM = 12
STRIP = 6
GAP = 0.1


def column(labels: Sequence[str]) -> tuple[alt.Y, list[alt.Chart]]:
    """The rows' axis, one band per label in the order given, and the labels, long ones on several lines."""
    scale = alt.Scale(domain=[str(i) for i in range(len(labels))], paddingInner=0.1, paddingOuter=0.05)
    y = alt.Y("row:N", scale=scale, axis=None, sort=None)
    wrapped = [(str(i), _lines(label)) for i, label in enumerate(labels)]
    by_length = {len(lines): [row for row in wrapped if len(row[1]) == len(lines)] for _, lines in wrapped}
    return y, [_names(rows, count, y) for count, rows in by_length.items()]


def _lines(label: str) -> list[str]:
    return textwrap.wrap(label, LETTERS) or [""]


def _names(rows: list[tuple[str, list[str]]], count: int, y: alt.Y) -> alt.Chart:
    chart = alt.Chart(data([{"row": row, "text": lines} for row, lines in rows]))
    text = chart.mark_text(align="right", baseline="middle", dx=-10, dy=-(count - 1) * LEADING / 2, lineHeight=LEADING)
    return text.encode(x=alt.XValue(0), y=y, text=alt.Text("text:N"))


def figures(texts: Sequence[str], y: alt.Y) -> alt.Chart:
    """The right-hand column of texts."""
    rows = [{"row": str(i), "text": text} for i, text in enumerate(texts)]
    text = alt.Chart(data(rows)).mark_text(align="left", baseline="middle", dx=12)
    return text.encode(x=alt.XValue("width"), y=y, text=alt.Text("text:N"))


def hidden(facts: Sequence[Any], x: alt.X, top: float, y: alt.Y) -> list[alt.Chart]:
    """A hatched strip over the whole axis for each hidden figure: it may lie anywhere."""
    return hatched([bool(fact.hidden) for fact in facts], x, top, y)


def hatched(which: Sequence[bool], x: alt.X, top: float, y: alt.Y) -> list[alt.Chart]:
    """A hatched strip over the whole axis for each row that is marked, parted by its `..`: no bar that is full."""
    marked = [str(i) for i, on in enumerate(which) if on]
    if not marked:
        return []
    ends = (0, top * (1 - GAP) / 2), (top * (1 + GAP) / 2, top)
    strips = [{"row": row, "x": left, "x2": right} for row in marked for left, right in ends]
    signs = [{"row": row, "x": top / 2, "text": HIDDEN} for row in marked]
    strip = alt.Chart(data(strips)).mark_bar(color=HATCH, height=STRIP, opacity=1)
    sign = alt.Chart(data(signs)).mark_text(baseline="middle", dy=-3, fontSize=SIZE + 3, fontWeight="bold", color=GREY)
    return [strip.encode(x=x, x2=alt.X2("x2:Q"), y=y), sign.encode(x=x, y=y, text=alt.Text("text:N"))]


def rules(facts: Sequence[Any], x: alt.X, y: alt.Y, color: str) -> list[alt.Chart]:
    """The interval of each figure that has one, as a line with ends."""
    rows = [
        {"row": str(i), "x": f.low, "x2": f.high} for i, f in enumerate(facts) if not f.hidden and f.low is not None
    ]
    if not rows:
        return []
    ends = [{"row": row["row"], "x": end} for row in rows for end in (row["x"], row["x2"])]
    line = alt.Chart(data(rows)).mark_rule(color=color, strokeWidth=2).encode(x=x, x2=alt.X2("x2:Q"), y=y)
    return [line, alt.Chart(data(ends)).mark_tick(color=color, thickness=2, size=SLIM).encode(x=x, y=y)]


def sized(layers: Sequence[alt.Chart], labels: Sequence[str]) -> Composed:
    """The layers as one drawing, each row as high as the longest label needs."""
    row = max((len(_lines(label)) for label in labels), default=1) * LEADING + BETWEEN
    return layer(*layers).properties(width=WIDTH - NAME - FIGURE, height=max(1, len(labels)) * row)


def ticked(x: str, top: float, labels: dict[float, str]) -> alt.X:
    """An axis from zero to `top` with these ticks and their texts, and pale lines through the rows."""
    named = {f"{tick:g}": text for tick, text in labels.items()}
    look = {"grid": True, "gridColor": PALE, "domain": False, "ticks": False, "labelFontSize": SIZE - 1}
    text = f"({json.dumps(named)})[format(datum.value, '~g')] || ''"
    axis = alt.Axis(values=list(labels), title=None, labelExpr=text, **look)
    return alt.X(x, scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
