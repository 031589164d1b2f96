"""The four items of ORS and SRS of one rater, revealed up to a step: four lines above, four below, each 0–10.

The items are named by the domain they are about, in our words: the scales' own wording is under copyright.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import raters
from fitlib.charts.composed import Composed, below, layer
from fitlib.charts.curve_panel import EDGE, TENTHS, Panel, when
from fitlib.charts.curve_words import case_name
from fitlib.charts.drawing import BLUE, GREY, INK, ORANGE, PAGE, View, data, halo, scale_axis, spread, svg
from fitlib.charts.figure import Figure
from fitlib.charts.reveal import Revealed, reveal
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedCurve
from fitlib.words import Words

SCALES, NUMBERS = ("ors", "srs"), ("1", "2", "3", "4")
LOOKS = ((BLUE, "circle", [1, 0]), (ORANGE, "triangle-up", [1, 0]), (GREY, "diamond", [1, 0]), (INK, "square", [6, 3]))
MARGIN, LEADING = 13, 1.35


@dataclass(frozen=True)
class ItemPanel(Panel):
    """A panel whose axis is that of one item: a quarter of the whole."""

    @property
    def top(self) -> float:
        return scale_axis()[0]["domain"][1] / len(NUMBERS)

    @property
    def y(self) -> alt.Y:
        return alt.Y("y:Q", scale=alt.Scale(domain=[0, self.top], nice=False), axis=alt.Axis(tickCount=2, title=None))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row per item and session with all four items."""
        found = ((point.step, getattr(point, f"{self.scale}_items")) for point in self.seen.main)
        return [
            {"x": step, "y": tenths / TENTHS, "item": number}
            for step, items in found if items for number, tenths in zip(NUMBERS, items, strict=True)
        ]  # fmt: skip


def known(case: ReleasedCurve, rater: str, step: int) -> bool:
    """Whether any item of this rater is known up to a step."""
    points = dict(case.raters).get(rater, ())
    return any(point.step <= step and (point.ors_items or point.srs_items) for point in points)


def draw(
    case: ReleasedCurve, words: Words, scope: Scope, rater: str, step: int | None = None, key: str = "items",
    view: View = PAGE,
) -> Figure:  # fmt: skip
    """The items of one rater as a figure, up to `step` (None: all).

    Raises: TypeError for a curve that the gate did not make.
    """
    seen = reveal(case, step, (rater,))
    title = words("charts.items.title", case=case_name(seen, words), rater=raters.name(rater, words))
    said = _sentence(seen, words)
    drawing = svg(chart(seen, words, view), key, title, said, view.size)
    note = " ".join(part for part in (words("charts.items.note"), scope.sentence(words)) if part)
    return Figure(key, title, drawing, said, note, words("charts.items.guide"), _table(seen, title, words), words.lang)


def chart(seen: Revealed, words: Words, view: View = PAGE) -> Composed:
    """The drawing alone, as an Altair chart."""
    panels = [_panel(seen, scale, words, view) for scale in SCALES]
    return below(*panels, spacing=view.size)


def _panel(seen: Revealed, scale: str, words: Words, view: View) -> Composed:
    width, height = view.width - MARGIN * view.size, round(view.height / len(SCALES))
    panel = ItemPanel(seen, scale, None, words, view.size, width, height)
    colors, shapes_, dashes = (alt.Scale(domain=list(NUMBERS), range=[look[at] for look in LOOKS]) for at in range(3))
    color = alt.Color("item:N", scale=colors, legend=None)
    base = panel.chart(panel.rows)
    lines = base.mark_line(strokeWidth=2.2).encode(
        color=color, strokeDash=alt.StrokeDash("item:N", scale=dashes, legend=None)
    )
    marks = base.mark_point(filled=True, opacity=1, size=5 * panel.size, stroke="white").encode(
        color=color, shape=alt.Shape("item:N", scale=shapes_, legend=None)
    )
    drawn = layer(lines, marks, *_names(panel))
    return drawn.properties(width=width, height=height, title=words(f"charts.items.{scale}.title"))


def _names(panel: ItemPanel) -> list[alt.Chart]:
    last = {row["item"]: row for row in panel.rows}
    gap = LEADING * panel.size / panel.height * panel.top
    places = spread([row["y"] for row in last.values()], gap, 0, panel.top)
    rows = [
        {"x": row["x"] + EDGE / 2, "y": place, "color": LOOKS[int(number) - 1][0],
         "text": f"{panel.words(f'charts.items.{panel.scale}.{number}')} {panel.words.number(row['y'])}"}
        for (number, row), place in zip(last.items(), places, strict=True)
    ]  # fmt: skip
    if not rows:
        return [alt.Chart(data([{}])).mark_text(text=panel.words("charts.items.none"), fontSize=panel.size)]
    return [halo(panel.chart(rows), align="left", baseline="middle", fontSize=panel.size)]


def _sentence(seen: Revealed, words: Words) -> str:
    return " ".join(_told(seen, scale, words) for scale in SCALES)


def _told(seen: Revealed, scale: str, words: Words) -> str:
    rows = [items for point in seen.main if (items := getattr(point, f"{scale}_items"))]
    if not rows:
        return words("charts.items.unknown", scale=scale.upper())
    each = ", ".join(
        words("charts.items.moved", name=words(f"charts.items.{scale}.{number}"), first=words.number(first / TENTHS),
              last=words.number(last / TENTHS))
        for number, first, last in zip(NUMBERS, rows[0], rows[-1], strict=True)
    )  # fmt: skip
    return f"{scale.upper()}: {each}."


def _table(seen: Revealed, title: str, words: Words) -> Markup:
    names = [f"{scale.upper()}: {words(f'charts.items.{scale}.{number}')}" for scale in SCALES for number in NUMBERS]
    head = [words("charts.curve.column.step"), words("charts.curve.column.when"), *names]
    rows = [
        (point.step, when(point, words), *(
            words.number(None if tenths is None else tenths / TENTHS)
            for items in (point.ors_items, point.srs_items) for tenths in (items or (None,) * len(NUMBERS))
        ))
        for point in seen.main
    ]  # fmt: skip
    return shapes.table(title, head, rows)
