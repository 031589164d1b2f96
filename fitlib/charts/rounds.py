"""Rounds of a questionnaire: a panel per construct on its own answer scale, a dot and its interval per round."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import altair as alt

from fitlib.charts import told
from fitlib.charts.composed import Composed, below, beside, layer
from fitlib.charts.drawing import BLUE, HATCH, INK, PALE, SIZE, WIDTH, data, halo
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

HEIGHT, GAP, ACROSS, SLIM = 170, 56, 2, 12
Scales = Mapping[str, tuple[int, int]]


def draw(
    facts: Iterable[ReleasedFact], scales: Scales, words: Words, scope: Scope, key: str = "rounds",
    title: str | None = None,
) -> Figure:  # fmt: skip
    """Facts named `<construct>@<day>`, in the order of panels and then of days.

    Takes: the ends of each construct's answer scale. Raises: TypeError for facts not from the gate.
    """
    facts = released(facts, ReleasedFact)
    return told.figure("rounds", facts, chart(facts, scales, words), words, scope, key, title)


def chart(facts: tuple[ReleasedFact, ...], scales: Scales, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    panels = [_panel(list(found), scales[name], words) for name, found in groupby(facts, key=_construct)]
    rows = [beside(*panels[i : i + ACROSS], spacing=GAP) for i in range(0, len(panels), ACROSS)]
    return below(*rows, spacing=SIZE)


def _construct(fact: ReleasedFact) -> str:
    return fact.name.partition("@")[0]


def _panel(facts: list[ReleasedFact], ends: tuple[int, int], words: Words) -> Composed:
    under = {fact.name: _under(fact, words) for fact in facts}
    axis = alt.Axis(labelAngle=0, labelExpr=f"({json.dumps(under)})[datum.label]", ticks=False, labelFontSize=SIZE - 1)
    x = alt.X("round:N", sort=None, title=None, scale=alt.Scale(domain=list(under)), axis=axis)
    ticks = sorted({ends[0], *range(*ends, max(1, (ends[1] - ends[0]) // 4)), ends[1]})
    grid = alt.Axis(values=ticks, title=None, grid=True, gridColor=PALE, domain=False, ticks=False)
    y = alt.Y("y:Q", scale=alt.Scale(domain=list(ends), nice=False, zero=False), axis=grid)
    layers = [*_hidden(facts, ends, x, y), *_intervals(facts, ends, x, y), *_dots(facts, words, x, y)]
    title = words(f"indicators.name.{_construct(facts[0])}")
    return layer(*layers).properties(title=title, width=(WIDTH - GAP * ACROSS) / ACROSS, height=HEIGHT)


def _under(fact: ReleasedFact, words: Words) -> list[str]:
    """Month and year of the round and its n, below its place."""
    year, month, _ = fact.name.partition("@")[2].split("-")
    return [f"{int(month)}/{year}", said.count(fact, words)]


def _chart(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def _dots(facts: list[ReleasedFact], words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    shown = [fact for fact in facts if fact.value is not None]
    dots = [{"round": fact.name, "y": fact.value} for fact in shown]
    names = [dot | {"text": said.value(fact, words), "color": INK} for dot, fact in zip(dots, shown, strict=True)]
    return [
        _chart(dots, x, y).mark_point(filled=True, color=BLUE, opacity=1, size=9 * SIZE),
        halo(_chart(names, x, y), align="left", baseline="middle", dx=9, fontSize=SIZE),
    ]


def _intervals(facts: list[ReleasedFact], ends: tuple[int, int], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The interval of each mean; it ends where the answer scale ends."""
    told = [fact for fact in facts if fact.low is not None]
    rows = [{"round": f.name, "y": max(f.low, ends[0]), "y2": min(f.high, ends[1])} for f in told]
    line = alt.Chart(data(rows)).mark_rule(color=BLUE, strokeWidth=2)
    return [line.encode(x=x, y=y, y2=alt.Y2("y2:Q"))] if rows else []


def _hidden(facts: list[ReleasedFact], ends: tuple[int, int], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [{"round": fact.name, "y": ends[0], "y2": ends[1]} for fact in facts if fact.hidden]
    bar = alt.Chart(data(rows)).mark_bar(color=HATCH, size=SLIM, opacity=1)
    return [bar.encode(x=x, y=y, y2=alt.Y2("y2:Q"))] if rows else []
