"""How long episodes stay open: the share still open by time since the first session, its interval and who is left."""

import json

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts.composed import Composed, layer
from fitlib.charts.drawing import BLUE, INK, LINE, PALE, SIZE, WIDTH, data, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.charts.trajectories import BAND, rounding
from fitlib.release.series import ReleasedSeries
from fitlib.words import Words

HEIGHT, MARGIN, MOST_TICKS = 180, 60, 9
TICKS = (0, 0.25, 0.5, 0.75, 1)
HALF = 0.5


def draw(
    series: ReleasedSeries, words: Words, scope: Scope, key: str = "still-open", title: str | None = None
) -> Figure:
    """The curve of one group; places are days, values the share still open. Raises: TypeError as any chart."""
    released((series,), ReleasedSeries)
    title = title or words("charts.still_open.title")
    sentence = told(series, words)
    drawing = svg(chart(series, words), key, title, sentence)
    parts = [words("charts.still_open.note"), rounding((series,), words), scope.sentence(words)]
    note, guide = " ".join(part for part in parts if part), words("charts.still_open.guide")
    return Figure(key, title, drawing, sentence, note, guide, table(series, title, words), words.lang)


def told(series: ReleasedSeries, words: Words) -> str:
    """When half have closed, and how many are still open at the end of the curve."""
    half = next((step.place for step in series.steps if step.value <= HALF), None)
    last = series.steps[-1]
    values = {"day": words.number(last.place, 0), "share": words.percent(last.value), "n": words.number(last.n, 0)}
    end = words("charts.still_open.end", **values)
    first = (
        words("charts.still_open.half", day=words.number(half, 0))
        if half is not None
        else words("charts.still_open.no_half", day=values["day"])
    )
    return f"{first} {end}"


def chart(series: ReleasedSeries, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    every = -(-len(series.steps) // MOST_TICKS)
    marks = series.steps[::every]
    under = {f"{s.place:g}": [words.number(s.place, 0), f"({words.number(s.n, 0)})"] for s in marks}
    bottom = alt.Axis(
        values=[s.place for s in marks], labelExpr=f"({json.dumps(under)})[format(datum.value, '~g')]", ticks=True,
        title=words("charts.still_open.axis"), labelFontSize=SIZE - 2, titleFontSize=SIZE - 2,
    )  # fmt: skip
    last = series.steps[-1].place
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, last], nice=False), axis=bottom)
    named = json.dumps({f"{tick:g}": words.percent(tick) for tick in TICKS})
    side = alt.Axis(values=list(TICKS), labelExpr=f"({named})[format(datum.value, '~g')]", title=None, grid=True,
                    gridColor=PALE, domain=False, ticks=False)  # fmt: skip
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=side)
    rows = [{"x": s.place, "y": s.value} for s in series.steps]
    ends = [{"x": s.place, "y": s.low, "y2": s.high} for s in series.steps if s.low is not None]
    layers = [
        *(
            [_of(ends, x, y).mark_area(color=BAND, opacity=1, interpolate="step-after").encode(y2=alt.Y2("y2:Q"))]
            if ends
            else []
        ),
        alt.Chart(data([{"y": HALF}])).mark_rule(color=LINE, strokeDash=[3, 3]).encode(y=y),
        _of(rows, x, y).mark_line(color=BLUE, strokeWidth=2, interpolate="step-after"),
        _of(rows[-1:], x, y).mark_point(filled=True, color=INK, opacity=1, size=3 * SIZE),
    ]
    return layer(*layers).properties(width=WIDTH - MARGIN, height=HEIGHT)


def _of(rows: list[dict[str, float]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(data(rows)).encode(x=x, y=y)


def table(series: ReleasedSeries, caption: str, words: Words) -> Markup:
    """A row per step."""
    head = [words(f"charts.still_open.column.{one}") for one in ("day", "share", "interval", "n")]
    rows = ((words.number(s.place, 0), words.percent(s.value), _interval(s, words), words.number(s.n, 0))
            for s in series.steps)  # fmt: skip
    return shapes.table(caption, head, rows)


def _interval(step, words: Words) -> str:
    return "–" if step.low is None else words.interval(100 * step.low, 100 * step.high, 0) + "\u00a0%"
