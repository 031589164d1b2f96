"""The break-even line of a scenario: the mean net result by the share noticed, and where it crosses nothing."""

import altair as alt

from fitlib import shapes
from fitlib.charts import euros
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, INK, ORANGE, PALE, SIZE, WIDTH, data, halo, svg
from fitlib.charts.euros import Money
from fitlib.charts.figure import Figure, released
from fitlib.scenario import Outcome
from fitlib.words import Words

HEIGHT, MARGIN, EDGE = 210, 130, 0.25
SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1)


def draw(outcome: Outcome, said: str, words: Words, step: int = 1, key: str = "break-even") -> Figure:
    """The line, with the sentence that the page says about it. Raises: TypeError for what the engine did not make."""
    released((outcome,), Outcome)
    title, money = words("cost_scenario.break_even.title"), Money(words, step)
    head = [words("cost_scenario.column.rate"), words("cost_scenario.column.net")]
    table = shapes.table(title, head, [(words.percent(share), money(net_at(outcome, share))) for share in SHARES])
    drawing, guide = svg(chart(outcome, words), key, title, said), words("cost_scenario.break_even.guide")
    return Figure(key, title, drawing, said, euros.note(outcome, words), guide, table, words.lang)


def net_at(outcome: Outcome, share: float) -> float:
    """The mean net where this share is noticed."""
    return outcome.parts["from_no_shows"] - outcome["costs"].mean + outcome.slope * share


def chart(outcome: Outcome, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    seen, cross = outcome.scenario["seen"].mean, outcome["break_even"].mean
    y = euros.axis("y:Q", euros.ends(net_at(outcome, 0), net_at(outcome, 1)), words, upright=True)
    labels = " : ".join(f"datum.value == {share} ? '{words.percent(share)}'" for share in SHARES)
    look = {"title": None, "domain": False, "ticks": False, "grid": True, "gridColor": PALE, "labelFontSize": SIZE - 1}
    axis = alt.Axis(values=list(SHARES), labelExpr=f"{labels} : ''", **look)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)
    line = [{"x": share, "y": net_at(outcome, share)} for share in (0, 1)]
    here = [{"x": seen, "y": net_at(outcome, seen)}]
    layers = [
        alt.Chart(data([{"y": 0}])).mark_rule(color=INK, strokeWidth=1.5).encode(y=y),
        alt.Chart(data(line)).mark_line(color=BLUE, strokeWidth=3).encode(x=x, y=y),
        alt.Chart(data(here))
        .mark_point(filled=True, shape="square", color=INK, size=9 * SIZE, opacity=1)
        .encode(x=x, y=y),
        *_named(here, words("cost_scenario.break_even.here", rate=words.percent(seen)), 16, x, y),
    ]
    if cross is not None and 0 <= cross <= 1:
        at = [{"x": cross, "y": 0}]
        dot = alt.Chart(data(at)).mark_point(filled=True, color=ORANGE, size=9 * SIZE, opacity=1).encode(x=x, y=y)
        layers += [dot, *_named(at, words("cost_scenario.break_even.cross", rate=words.percent(cross)), -16, x, y)]
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _named(at: list[dict[str, float]], text: str, below: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    left = at[0]["x"] < (EDGE if below < 0 else 1 - EDGE)  # the line rises: below it to the right, above it to the left
    side = {"align": "left", "dx": 8} if left else {"align": "right", "dx": -8}
    rows = [{**at[0], "text": text, "color": INK}]
    return [halo(alt.Chart(data(rows)), baseline="middle", dy=below, **side).encode(x=x, y=y)]
