"""Scenarios side by side: the net of each with its interval, the line at nothing, and the same with no effect."""

from collections.abc import Sequence

import altair as alt

from fitlib import shapes
from fitlib.charts import euros, rows
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, INK, ORANGE, SIZE, data, svg
from fitlib.charts.euros import Money
from fitlib.charts.figure import Figure, released
from fitlib.scenario import Outcome, Summary
from fitlib.words import Words

Named = tuple[str, Outcome]
COLUMNS = ("scenario", "net", "low", "high")


def draw(named: Sequence[Named], words: Words, step: int = 1, key: str = "scenarios") -> Figure:
    """One row per scenario in the order given, the one with no effect last. Takes: titles with their outcomes.

    Raises: TypeError for what the engine did not make.
    """
    released((outcome for _, outcome in named), Outcome)
    title = words("cost_scenario.scenarios.title")
    shown = [(label, one, in_steps(one, words, step)) for label, one in _rows(named, words)]
    told = [(label, written(one, money)) for label, one, money in shown]
    said = "; ".join(f"{label}: {text}" for label, text in told) + "."
    cells = [(label, *(money(end) for end in (one.mean, one.low, one.high))) for label, one, money in shown]
    table = shapes.table(title, [words(f"cost_scenario.column.{column}") for column in COLUMNS], cells)
    drawing, guide = svg(chart(named, words, step), key, title, said), words("cost_scenario.scenarios.guide")
    return Figure(key, title, drawing, said, euros.note(named[0][1], words), guide, table, words.lang)


def in_steps(one: Summary, words: Words, step: int) -> Money:
    """How its euros are written: to the euro where nothing is drawn, since then nothing is uncertain."""
    return Money(words, 1 if one.low == one.high else step)


def written(one: Summary, money: Money) -> str:
    """`-5 200 € (-10 900 € … 2 500 €)`; without the brackets where nothing is drawn."""
    between = f" ({money(one.low)} … {money(one.high)})" if one.low != one.high else ""
    return f"{money(one.mean)}{between}"


def _rows(named: Sequence[Named], words: Words) -> list[tuple[str, Summary]]:
    none = (words("cost_scenario.column.zero"), named[0][1].zero)
    return [*((label, outcome["net"]) for label, outcome in named), none]


def chart(named: Sequence[Named], words: Words, step: int = 1) -> Composed:
    """The drawing alone, as an Altair chart."""
    shown, last = _rows(named, words), len(named)
    labels = [label for label, _ in shown]
    y, names = rows.column(labels)
    ends = [end for _, one in shown for end in (one.low, one.high)]
    x = euros.axis("x:Q", euros.ends(min(ends), max(ends), euros.FEW), words)
    spans = [{"row": str(i), "x": one.low, "x2": one.high} for i, (_, one) in enumerate(shown)]
    dots = [{"row": str(i), "x": one.mean} | _look(one.mean, i == last) for i, (_, one) in enumerate(shown)]
    layers = [
        alt.Chart(data([{"x": 0}])).mark_rule(color=INK, strokeWidth=1.5).encode(x=x),
        alt.Chart(data(spans)).mark_rule(color=INK, strokeWidth=2).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        alt.Chart(data(dots)).mark_point(filled=True, opacity=1, size=9 * SIZE).encode(
            x=x, y=y, color=alt.Color("color:N", scale=None), shape=alt.Shape("shape:N", scale=None)
        ),
        rows.figures([in_steps(one, words, step)(one.mean) for _, one in shown], y), *names,
    ]  # fmt: skip
    return rows.sized(layers, labels)


def _look(net: float, none: bool) -> dict[str, str]:
    return {"color": INK if none else BLUE if net >= 0 else ORANGE, "shape": "diamond" if none else "circle"}
