"""Means of scores by group: a dot and its interval on the whole axis 0–40, with the cutoff of each group."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import altair as alt

from fitlib.charts import told
from fitlib.charts.composed import Composed, beside, layer
from fitlib.charts.drawing import BLUE, HATCH, INK, PALE, SIZE, WIDTH, data, halo, scale_axis
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

HEIGHT, GAP = 240, 28
STEP = 64  # px a group has; where it has less, the text under it is smaller, so that neighbours stay apart
Cutoffs = Mapping[tuple[str, str], float]


def draw(
    facts: Iterable[ReleasedFact], words: Words, scope: Scope, key: str = "means", title: str | None = None,
    cutoffs: Cutoffs | None = None,
) -> Figure:  # fmt: skip
    """Facts in points, a panel per indicator and a place per group, in the order given.

    Takes: cutoffs in points by (name, group), drawn and named. Raises: TypeError for facts not from the gate.
    """
    facts = released(facts, ReleasedFact)
    return told.figure("means", facts, chart(facts, words, cutoffs or {}), words, scope, key, title)


def chart(facts: tuple[ReleasedFact, ...], words: Words, cutoffs: Cutoffs) -> Composed:
    """The drawing alone, as an Altair chart."""
    panels = [list(panel) for _, panel in groupby(facts, key=lambda fact: fact.name)]
    width = (WIDTH - GAP * len(panels)) / max(1, len(panels))
    return beside(*(_panel(panel, words, cutoffs, width) for panel in panels), spacing=GAP)


def _panel(facts: list[ReleasedFact], words: Words, cutoffs: Cutoffs, width: float) -> Composed:
    scale, ticks = scale_axis()
    under = {fact.group: _under(fact, words, cutoffs) for fact in facts}
    step = width / len(under)
    size = SIZE - 1 if step >= STEP else SIZE - 3
    groups = alt.Axis(labelAngle=0, labelExpr=f"({json.dumps(under)})[datum.label]", ticks=False, labelFontSize=size)
    x = alt.X("group:N", sort=None, title=None, scale=alt.Scale(domain=list(under)), axis=groups)
    y = alt.Y(
        "y:Q",
        scale=scale,
        axis=alt.Axis(values=ticks, title=None, grid=True, gridColor=PALE, domain=False, ticks=False),
    )
    layers = [*_hidden(facts, x, y), *_cutoffs(facts, cutoffs, x, y, 0.8 * min(step, STEP)), *_dots(facts, words, x, y)]
    return layer(*layers).properties(title=said.name(facts[0], words), width=width, height=HEIGHT)


def _under(fact: ReleasedFact, words: Words, cutoffs: Cutoffs) -> list[str]:
    """The group, its n and its cutoff, below its place."""
    line = cutoffs.get((fact.name, fact.group))
    named = [words("charts.means.cutoff", points=words.number(line, 0))] if line is not None else []
    return [said.group(fact.group, words), said.count(fact, words), *named]


def _chart(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def _dots(facts: list[ReleasedFact], words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    shown = [fact for fact in facts if fact.value is not None]
    dots = [{"group": fact.group, "y": fact.value} for fact in shown]
    names = [dot | {"text": said.value(fact, words), "color": INK} for dot, fact in zip(dots, shown, strict=True)]
    return [
        *_intervals([fact for fact in shown if fact.low is not None], x, y),
        _chart(dots, x, y).mark_point(filled=True, color=BLUE, opacity=1, size=9 * SIZE),
        halo(_chart(names, x, y), align="left", baseline="middle", dx=9, fontSize=SIZE),
    ]


def _intervals(facts: list[ReleasedFact], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    ends = [{"group": fact.group, "y": fact.low, "y2": fact.high} for fact in facts]
    return [_chart(ends, x, y).mark_rule(color=BLUE, strokeWidth=2).encode(y2=alt.Y2("y2:Q"))] if ends else []


def _cutoffs(facts: list[ReleasedFact], cutoffs: Cutoffs, x: alt.X, y: alt.Y, length: float) -> list[alt.Chart]:
    lines = [{"group": f.group, "y": cutoffs[f.name, f.group]} for f in facts if (f.name, f.group) in cutoffs]
    return [_chart(lines, x, y).mark_tick(color=INK, thickness=2, size=length)] if lines else []


def _hidden(facts: list[ReleasedFact], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    low, high = scale_axis()[0]["domain"]
    rows = [{"group": f.group, "y": low, "y2": high} for f in facts if f.hidden]
    return [_chart(rows, x, y).mark_bar(color=HATCH, size=12, opacity=1).encode(y2=alt.Y2("y2:Q"))] if rows else []
