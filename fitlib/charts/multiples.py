"""Many cases, small: the ORS line of each on the same whole axis, with the cutoff. In the order given, never ranked."""

from collections.abc import Iterable
from typing import Any

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import raters
from fitlib.charts.composed import Composed, below, beside, layer
from fitlib.charts.curve_panel import TENTHS
from fitlib.charts.curve_words import case_name
from fitlib.charts.drawing import INK, SIZE, WIDTH, data, halo, scale_axis, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.reveal import Revealed, reveal
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedCurve
from fitlib.words import Words

ACROSS = 4
HEIGHT = 90


def draw(
    cases: Iterable[ReleasedCurve], words: Words, scope: Scope, key: str = "multiples", title: str | None = None
) -> Figure:
    """One small panel per case. Raises: TypeError for curves that the gate did not make."""
    seen = [reveal(case) for case in released(cases, ReleasedCurve)]
    title = title or words("charts.multiples.title")
    description = words("charts.multiples.sentence", n=words.number(len(seen), 0))
    drawing = svg(chart(seen, words), key, title, description) if seen else Markup("")
    note = f"{words('charts.multiples.note')} {scope.sentence(words)}"
    return Figure(
        key, title, drawing, description, note, words("charts.multiples.guide"), _table(seen, title, words), words.lang
    )


def chart(seen: list[Revealed], words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    axis = max((case.axis for case in seen), default=1)
    panels = [_panel(case, words, axis) for case in seen]
    lines = [beside(*panels[i : i + ACROSS], spacing=SIZE) for i in range(0, len(panels), ACROSS)]
    each = dict.fromkeys(("color", "shape", "strokeDash"), "independent")  # a panel's raters are its own
    return below(*(line.resolve_scale(**each) for line in lines), spacing=SIZE).resolve_scale(**each)


def _panel(case: Revealed, words: Words, axis: int) -> Composed:
    scale, ticks = scale_axis()
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, axis], nice=False), axis=None)
    y = alt.Y("y:Q", scale=scale, axis=alt.Axis(values=ticks[::2], title=None, labelFontSize=SIZE - 3))
    looks = raters.looks([rater for rater, _ in case.raters])
    rows = [{"x": point.step, "y": score / TENTHS, "rater": rater} for rater, point, score in case.scores("ors")]
    chart = alt.Chart(data(rows)).encode(x=x, y=y, color=looks["color"])
    cutoff = alt.Chart(data([{"y": case.cutoff / TENTHS}])).mark_rule(color=INK, strokeDash=[5, 3]).encode(y=y)
    line = chart.mark_line(strokeWidth=1.8).encode(strokeDash=looks["strokeDash"])
    points = chart.mark_point(filled=True, opacity=1, size=2 * SIZE).encode(shape=looks["shape"])
    drawn = [cutoff, line, points, *_last(case, words, x, y)]
    width = WIDTH / ACROSS - 3 * SIZE
    return layer(*drawn).properties(
        title=alt.Title(case_name(case, words), fontSize=SIZE - 1, offset=4), width=width, height=HEIGHT
    )


def _last(case: Revealed, words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    main = [row for row in case.scores("ors") if row[0] == case.raters[0][0]][-1:]
    rows: list[dict[str, Any]] = [
        {"x": point.step, "y": score / TENTHS, "text": words.number(score / TENTHS), "color": raters.color(rater)}
        for rater, point, score in main
    ]
    return (
        [halo(alt.Chart(data(rows)).encode(x=x, y=y), align="left", dx=5, baseline="middle", fontSize=SIZE - 2)]
        if rows
        else []
    )


def _table(seen: list[Revealed], title: str, words: Words) -> Markup:
    head = [words(f"charts.multiples.column.{name}") for name in ("case", "rater", "measured", "first", "last")]
    rows = [
        (
            case_name(case, words),
            raters.name(rater, words),
            len(scores),
            *(words.number(score / TENTHS) for score in (scores[0], scores[-1])),
        )
        for case in seen
        for rater, _ in case.raters
        if (scores := [score for who, _, score in case.scores("ors") if who == rater])
    ]
    return shapes.table(title, head, rows)
