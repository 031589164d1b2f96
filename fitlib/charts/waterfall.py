"""The waterfall of a scenario's euros: what freed visits are worth, less each cost of FIT, down to the net result."""

import altair as alt

from fitlib import shapes
from fitlib.charts import euros, rows
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, GREY, INK, LINE, ORANGE, data, svg
from fitlib.charts.euros import Money
from fitlib.charts.figure import Figure, released
from fitlib.scenario import Outcome
from fitlib.words import Words

GAINS, COSTS, NET = ("from_stops", "from_no_shows"), ("licences", "training", "supervision", "measuring"), "net"
BAR = 18


def draw(outcome: Outcome, words: Words, step: int = 1, key: str = "waterfall") -> Figure:
    """Mean euros by part. Takes: an outcome of the engine, the step in which euros are written.

    Raises: TypeError for anything else.
    """
    released((outcome,), Outcome)
    money, title = Money(words, step), words("cost_scenario.waterfall.title")
    told = {name: money(outcome[name].mean) for name in ("gross", "costs", "net")}
    said = words("cost_scenario.waterfall.sentence", **told)
    table = shapes.table(
        title, [words("cost_scenario.column.part"), words("cost_scenario.column.mean")],
        [(words(f"cost_scenario.part.{name}"), money(amount)) for name, amount, _ in steps(outcome)],
    )  # fmt: skip
    drawing, guide = svg(chart(outcome, words, step), key, title, said), words("cost_scenario.waterfall.guide")
    return Figure(key, title, drawing, said, euros.note(outcome, words), guide, table, words.lang)


def steps(outcome: Outcome) -> list[tuple[str, float, float]]:
    """Part, its euros with their sign, and where its bar begins; the net last, from nothing."""
    found, at = [], 0.0
    for name in (*GAINS, *COSTS):
        amount = outcome.parts[name] * (1 if name in GAINS else -1)
        found.append((name, amount, at))
        at += amount
    return [*found, (NET, outcome["net"].mean, 0.0)]


def chart(outcome: Outcome, words: Words, step: int = 1) -> Composed:
    """The drawing alone, as an Altair chart."""
    money, parts = Money(words, step), steps(outcome)
    labels = [words(f"cost_scenario.part.{name}") for name, _, _ in parts]
    y, names = rows.column(labels)
    reached = [end for _, amount, at in parts for end in (at, at + amount)]
    x = euros.axis("x:Q", euros.ends(min(reached), max(reached), euros.FEW), words)
    bars = [
        {"row": str(place), "x": at, "x2": at + amount, "color": _color(name)}
        for place, (name, amount, at) in enumerate(parts)
    ]
    drawn = alt.Chart(data(bars)).mark_bar(height=BAR).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, color=alt.Color("color:N", scale=None)
    )  # fmt: skip
    nothing = alt.Chart(data([{"x": 0}])).mark_rule(color=INK, strokeWidth=1.5).encode(x=x)
    texts = rows.figures([money(amount) for _, amount, _ in parts], y)
    return rows.sized([*_links(parts, x, y), drawn, nothing, texts, *names], labels)


def _color(name: str) -> str:
    return GREY if name == NET else BLUE if name in GAINS else ORANGE


def _links(parts: list[tuple[str, float, float]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A thin line where one bar ends, at the next one's row."""
    ticks = [{"row": str(place + 1), "x": at + amount} for place, (_, amount, at) in enumerate(parts[:-1])]
    return [alt.Chart(data(ticks)).mark_tick(color=LINE, size=BAR + 16, thickness=1).encode(x=x, y=y)]
