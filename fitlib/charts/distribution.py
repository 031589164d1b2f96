"""The distribution of a scenario's net result: draws by their euros, the line at nothing, the same with no effect."""

import altair as alt

from fitlib import shapes
from fitlib.charts import euros
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, INK, ORANGE, SIZE, WIDTH, data, halo, svg
from fitlib.charts.euros import Money
from fitlib.charts.figure import Figure, released
from fitlib.scenario import Outcome
from fitlib.words import Words

HEIGHT, MARGIN, ABOVE = 210, 60, 0.16


def draw(outcome: Outcome, words: Words, step: int = 1, key: str = "distribution") -> Figure:
    """The net of all draws. Takes: an outcome of the engine, the step in which euros are written.

    Raises: TypeError for anything else.
    """
    released((outcome,), Outcome)
    title, said = words("cost_scenario.distribution.title"), sentence(outcome, words, step)
    drawing = svg(chart(outcome, words), key, title, said)
    table = _table(outcome, words, step, title)
    guide = words("cost_scenario.distribution.guide")
    return Figure(key, title, drawing, said, euros.note(outcome, words), guide, table, words.lang)


def sentence(outcome: Outcome, words: Words, step: int) -> str:
    """The figures of the picture in one sentence."""
    money, net = Money(words, step), outcome["net"]
    told = {"mean": money(net.mean), "low": money(net.low), "high": money(net.high), "zero": money(outcome.zero.mean)}
    return words("cost_scenario.distribution.sentence", share=words.percent(outcome.even / outcome.draws), **told)


def chart(outcome: Outcome, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    net, top = outcome["net"], max(outcome.counts) / outcome.draws
    ticks = euros.ends(min(outcome.edges[0], outcome.zero.mean), outcome.edges[-1])
    x = euros.axis("x:Q", ticks, words)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-2 * ABOVE * top, (1 + ABOVE) * top], nice=False))
    line = [{"x": net.low, "x2": net.high, "y": -ABOVE * top}]
    dot = [{"x": net.mean, "y": -ABOVE * top}]
    zero = [{"x": outcome.zero.mean, "y": -ABOVE * top}]
    layers = [
        *_bars(outcome, x, y),
        alt.Chart(data([{"x": 0}])).mark_rule(color=INK, strokeWidth=1.5).encode(x=x),
        alt.Chart(data(line)).mark_rule(color=INK, strokeWidth=3).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        alt.Chart(data(dot)).mark_point(filled=True, color=INK, size=9 * SIZE, opacity=1).encode(x=x, y=y),
        alt.Chart(data(zero)).mark_point(color=INK, shape="diamond", size=9 * SIZE, strokeWidth=2).encode(x=x, y=y),
        *_names(outcome, words, x, y, top),
    ]
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _bars(outcome: Outcome, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Draws whose costs are covered in blue, to the right of nothing; the others in orange."""
    columns = [
        {"x": low, "x2": high, "y": count / outcome.draws, "y2": 0}
        for low, high, count in zip(outcome.edges, outcome.edges[1:], outcome.counts, strict=False)
        if count
    ]
    sides = ((ORANGE, [bar for bar in columns if bar["x"] < 0]), (BLUE, [bar for bar in columns if bar["x"] >= 0]))
    look = {"opacity": 1, "stroke": "#ffffff", "strokeWidth": 0.5}
    return [
        alt.Chart(data(bars)).mark_rect(color=color, **look).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"))
        for color, bars in sides
        if bars
    ]


def _names(outcome: Outcome, words: Words, x: alt.X, y: alt.Y, top: float) -> list[alt.Chart]:
    named = [(outcome["net"].mean, -1.65 * ABOVE, "mean"), (outcome.zero.mean, -1.65 * ABOVE, "zero")]
    close = abs(named[0][0] - named[1][0]) < 0.2 * (outcome.edges[-1] - min(outcome.edges[0], outcome.zero.mean))
    rows = [
        {"x": at, "y": height * top, "text": words(f"cost_scenario.distribution.{key}"), "color": INK}
        for at, height, key in (named[:1] if close else named)
    ]
    side = [{"x": 0, "y": (1 + ABOVE / 2) * top, "text": words("cost_scenario.distribution.nothing"), "color": INK}]
    return [
        halo(alt.Chart(data(rows)), align="center", baseline="middle").encode(x=x, y=y),
        halo(alt.Chart(data(side)), align="left", baseline="middle", dx=6).encode(x=x, y=y),
    ]


def _table(outcome: Outcome, words: Words, step: int, caption: str) -> shapes.Markup:
    money = Money(words, min(step, 1))
    bars = zip(outcome.edges, outcome.edges[1:], outcome.counts, strict=False)
    rows = [(f"{money(low)} – {money(high)}", words.number(count, 0)) for low, high, count in bars if count]
    return shapes.table(caption, [words("cost_scenario.column.net"), words("cost_scenario.column.draws")], rows)
