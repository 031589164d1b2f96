"""The tornado of a scenario: each assumption from its low to its high end, and how far the net result moves."""

from collections.abc import Sequence

import altair as alt

from fitlib import shapes
from fitlib.charts import euros, rows
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, INK, ORANGE, SIZE, data, halo, svg
from fitlib.charts.euros import Money
from fitlib.charts.figure import Figure, released
from fitlib.scenario import Outcome, Swing, inputs
from fitlib.words import Words

MOST, BAR, ROOM = 10, 18, 0.14
COLUMNS = ("input", "low_end", "net_low", "high_end", "net_high")


def draw(
    swings: Sequence[Swing], outcome: Outcome, still: float, words: Words, step: int = 1, key: str = "tornado"
) -> Figure:
    """The widest swings around `still`, the net with everything at its mean; the table holds all of them.

    Raises: TypeError for what the engine did not make.
    """
    released((outcome, *swings), Outcome, Swing)
    title = words("cost_scenario.tornado.title")
    said, money = sentence(swings, words, step), Money(words, step)
    drawing = svg(chart(swings[:MOST], still, words, step), key, title, said) if swings else shapes.Markup("")
    cells = [
        (label(one, words), amount(one.name, one.low, words), money(one.net_at_low), amount(one.name, one.high, words),
         money(one.net_at_high))
        for one in swings
    ]  # fmt: skip
    table = shapes.table(title, [words(f"cost_scenario.column.{column}") for column in COLUMNS], cells)
    guide = words("cost_scenario.tornado.guide")
    return Figure(key, title, drawing, said, euros.note(outcome, words), guide, table, words.lang)


def sentence(swings: Sequence[Swing], words: Words, step: int) -> str:
    """The widest one in words."""
    if not swings:
        return words("cost_scenario.tornado.none")
    first, money = swings[0], Money(words, step)
    low, high = sorted((first.net_at_low, first.net_at_high))
    return words("cost_scenario.tornado.sentence", name=label(first, words), low=money(low), high=money(high))


def label(one: Swing, words: Words) -> str:
    """The assumption's name."""
    return words(f"cost_scenario.input.{one.name}")


def amount(name: str, value: float, words: Words) -> str:
    """An input's value in its unit: `30 %`, `345 €`, `7,5`."""
    unit = inputs()[name].unit
    if unit == "share":
        return words.percent(value, 0 if abs(100 * value - round(100 * value)) < 0.05 else 1)
    if unit == "euro":
        return words.euro(value)
    return words.number(value, 0 if abs(value - round(value)) < 0.05 else 1)


def chart(swings: Sequence[Swing], still: float, words: Words, step: int = 1) -> Composed:
    """The drawing alone, as an Altair chart."""
    labels = [label(one, words) for one in swings]
    y, names = rows.column(labels)
    ends = [end for one in swings for end in (one.net_at_low, one.net_at_high)]
    room = ROOM * (max(ends) - min(ends))
    ticks = euros.ends(min(ends) - room, max(ends) + room, euros.FEW)
    x = euros.axis("x:Q", ticks, words)
    bars = [
        {"row": str(place), "x": still, "x2": end, "color": color}
        for place, one in enumerate(swings)
        for end, color in ((one.net_at_low, ORANGE), (one.net_at_high, BLUE))
    ]
    drawn = alt.Chart(data(bars)).mark_bar(height=BAR).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, color=alt.Color("color:N", scale=None)
    )  # fmt: skip
    centre = alt.Chart(data([{"x": still}])).mark_rule(color=INK, strokeWidth=1.5).encode(x=x)
    money = Money(words, step)
    texts = rows.figures([f"{money(min(pair))} … {money(max(pair))}" for pair in _pairs(swings)], y)
    return rows.sized([drawn, centre, *_ends(swings, words, x, y), texts, *names], labels)


def _pairs(swings: Sequence[Swing]) -> list[tuple[float, float]]:
    return [(one.net_at_low, one.net_at_high) for one in swings]


def _ends(swings: Sequence[Swing], words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The assumption's own value at each end of its bar."""
    sides: dict[str, list[dict[str, object]]] = {"left": [], "right": []}
    for place, one in enumerate(swings):
        ends = sorted(((one.net_at_low, one.low), (one.net_at_high, one.high)))
        for side, (at, value) in zip(("left", "right"), ends, strict=True):
            text = amount(one.name, value, words)
            sides[side].append({"row": str(place), "x": at, "text": text, "color": INK})
    look = {"baseline": "middle", "fontSize": SIZE - 2}
    return [
        halo(alt.Chart(data(sides["left"])), align="right", dx=-4, **look).encode(x=x, y=y),
        halo(alt.Chart(data(sides["right"])), align="left", dx=4, **look).encode(x=x, y=y),
    ]
