"""A unit among others of its kind: a dot each by size, without names, between the limits of what chance allows.

Never a ranking: the order is that of size, the others are one kind of dot, and their figures stand in no table.
"""

import json
from dataclasses import dataclass

import altair as alt

from fitlib import shapes
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, GREY, INK, LINE, ORANGE, PALE, SIZE, WIDTH, data, halo, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

HEIGHT, MARGIN, TICKS = 200, 60, 5


@dataclass(frozen=True)
class Edge:
    """The limits at one size: the inner pair (95 %) and the outer one (99.8 %)."""

    n: int
    low: float
    high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True)
class Spread:
    """Figures of units, those among them that the page is of, the common level, limits by size, and in words where."""

    facts: tuple[ReleasedFact, ...]
    own: frozenset[int]
    target: float
    edges: tuple[Edge, ...]
    told: str


def draw(spread: Spread, words: Words, scope: Scope, key: str = "spread", title: str | None = None) -> Figure:
    """Dots between limits. Raises: TypeError for facts that the gate did not make."""
    released(spread.facts, ReleasedFact)
    title = title or words("charts.spread.title")
    drawing = svg(chart(spread, words), key, title, spread.told)
    whom = words(f"indicators.denominator.{spread.facts[0].denominator}")
    note = f"{words('charts.spread.note')} {words('charts.of_whom', whom=whom)} {scope.sentence(words)}"
    return Figure(key, title, drawing, spread.told, note, words("charts.spread.guide"), table(spread, title, words),
                  words.lang)  # fmt: skip


def chart(spread: Spread, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    x, y = _axes(spread, words)
    dots = [{"x": fact.n, "y": fact.value} for i, fact in enumerate(spread.facts) if i not in spread.own]
    mine = [{"x": spread.facts[i].n, "y": spread.facts[i].value} for i in sorted(spread.own)]
    named = [row | {"text": words("charts.spread.own"), "color": ORANGE} for row in mine[:1]] if len(mine) == 1 else []
    layers = [
        alt.Chart(data([{"y": spread.target}])).mark_rule(color=GREY, strokeWidth=1.5).encode(y=y),
        *_limits(spread, x, y),
        _of(dots, x, y).mark_point(filled=True, color=BLUE, opacity=0.75, size=5 * SIZE),
        _of(mine, x, y).mark_point(filled=True, color=ORANGE, shape="diamond", opacity=1, size=11 * SIZE),
        *([halo(_of(named, x, y), align="left", baseline="bottom", dx=7, dy=-4, fontSize=SIZE)] if named else []),
    ]
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _axes(spread: Spread, words: Words) -> tuple[alt.X, alt.Y]:
    sizes = [fact.n for fact in spread.facts]
    reach = max(sizes) - min(sizes) or 1
    bottom = alt.Axis(title=words("charts.spread.axis"), format="d", tickCount=TICKS, labelFontSize=SIZE - 2,
                      titleFontSize=SIZE - 2)  # fmt: skip
    domain = [max(0, min(sizes) - 0.08 * reach), max(sizes) + 0.14 * reach]
    low, high = _ends(spread)
    ticks = [low + (high - low) * i / 4 for i in range(5)]
    texts = json.dumps({f"{i}": said.amount(tick, spread.facts[0].unit, words) for i, tick in enumerate(ticks)})
    place = f"round((datum.value - ({low})) / ({(high - low) / 4}))"
    side = alt.Axis(values=ticks, labelExpr=f"({texts})[{place}]", title=None, grid=True, gridColor=PALE,
                    domain=False, ticks=False)  # fmt: skip
    x = alt.X("x:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=bottom)
    return x, alt.Y("y:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=side)


def _ends(spread: Spread) -> tuple[float, float]:
    """A share has the whole axis; other units what the dots and the outer limits need."""
    if spread.facts[0].unit == "share":
        return 0.0, 1.0
    values = [*(fact.value for fact in spread.facts), *(e.outer_low for e in spread.edges),
              *(e.outer_high for e in spread.edges)]  # fmt: skip
    step = 4
    return float(step * (min(values) // step)), float(-step * (-max(values) // step))


def _limits(spread: Spread, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    lines = (("low", INK, [6, 4]), ("high", INK, [6, 4]), ("outer_low", LINE, [2, 3]), ("outer_high", LINE, [2, 3]))
    low, high = _ends(spread)
    return [
        _of([{"x": edge.n, "y": min(high, max(low, getattr(edge, name)))} for edge in spread.edges], x, y).mark_line(
            color=color, strokeDash=dash, strokeWidth=1.5
        )
        for name, color, dash in lines
    ]


def _of(rows: list[dict], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def table(spread: Spread, caption: str, words: Words) -> str:
    """The unit's own figure, the common level and the limits at its size; of the others their number only."""
    head = [words(f"charts.spread.column.{one}") for one in ("what", "value")]
    unit = spread.facts[0].unit
    rows = [(words("charts.spread.row.units"), words.number(len(spread.facts), 0)),
            (words("charts.spread.row.target"), said.amount(spread.target, unit, words))]  # fmt: skip
    if len(spread.own) == 1:
        fact = spread.facts[next(iter(spread.own))]
        edge = next(edge for edge in spread.edges if edge.n == fact.n)
        limits = f"{said.amount(edge.low, unit, words)} – {said.amount(edge.high, unit, words)}"
        rows += [(words("charts.spread.row.own"), f"{said.value(fact, words)} ({said.count(fact, words)})"),
                 (words("charts.spread.row.limits"), limits)]  # fmt: skip
    return shapes.table(caption, head, rows)
