"""All raters of one case side by side: a panel per measure on the whole axis, each one's first and latest rating."""

import json
from typing import Any

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import raters
from fitlib.charts.composed import Composed, beside, layer
from fitlib.charts.curve_panel import TENTHS, when
from fitlib.charts.drawing import PALE, RIM, View, data, halo, scale_axis, svg
from fitlib.charts.figure import Figure
from fitlib.charts.reveal import Revealed, reveal
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedCurve, ReleasedPoint
from fitlib.words import NOTHING, Words

WIDE = View(17, 720, 300)
GAP, ROOM, NARROW, SCALES = 64, 92, 150, ("ors", "srs")
Ends = tuple[str, ReleasedPoint, ReleasedPoint]


def draw(case: ReleasedCurve, words: Words, scope: Scope, step: int | None = None, key: str = "network") -> Figure:
    """One case up to `step` (None: all of it), nobody before another and no mean of raters.

    Raises: TypeError for a curve that the gate did not make.
    """
    seen = reveal(case, step)
    title, said = words("charts.network.title"), sentence(seen, words)
    drawing = svg(chart(seen, words), key, title, said, WIDE.size) if seen.raters else Markup("")
    note = " ".join(part for part in (words("charts.network.note"), scope.sentence(words)) if part)
    return Figure(key, title, drawing, said, note, words("charts.network.guide"), table(seen, words), words.lang)


def chart(seen: Revealed, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    both = [(scale, found) for scale in SCALES if (found := ends(seen, scale))]
    each = (WIDE.width - GAP * len(both)) / max(1, sum(len(found) for _, found in both))
    return beside(*(_panel(found, scale, each, words) for scale, found in both), spacing=GAP)


def ends(seen: Revealed, scale: str) -> list[Ends]:
    """Each rater's first and latest measured point, raters in the order of the case."""
    found = []
    for rater, points in seen.raters:
        measured = [point for point in points if getattr(point, scale) is not None]
        if measured:
            found.append((rater, measured[0], measured[-1]))
    return found


def _panel(found: list[Ends], scale: str, each: float, words: Words) -> Composed:
    """Takes: the width that each rater has; the day stands below the role where there is room for it."""
    days = {rater: [when(last, words)] if each > ROOM else [] for rater, _, last in found}
    under = {rater: [raters.name(rater, words), *days[rater]] for rater, _, last in found}
    axis = alt.Axis(labelAngle=0, labelExpr=f"({json.dumps(under)})[datum.label]", ticks=False)
    x = alt.X("rater:N", sort=None, title=None, scale=alt.Scale(domain=list(under)), axis=axis)
    ends_of, ticks = scale_axis()
    grid = alt.Axis(values=ticks, title=None, grid=True, gridColor=PALE, domain=False, ticks=False)
    y = alt.Y("y:Q", scale=ends_of, axis=grid)
    layers = [_between(found, scale, x, y), *_firsts(found, scale, x, y), *_lasts(found, scale, words, x, y)]
    title = words(f"charts.network.{scale}").split("\n")
    return layer(*layers).properties(title=title, width=max(NARROW, each * len(found)), height=WIDE.height)


def _points(point: ReleasedPoint, scale: str) -> float:
    return getattr(point, scale) / TENTHS


def _rows(found: list[Ends], scale: str, last: bool) -> list[dict[str, Any]]:
    return [{"rater": rater, "y": _points(after if last else before, scale)} for rater, before, after in found]


def _between(found: list[Ends], scale: str, x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [row | {"y2": _points(last, scale)} for row, (_, _, last) in zip(_rows(found, scale, False), found,
                                                                          strict=True)]  # fmt: skip
    looks = raters.looks([rater for rater, _, _ in found])
    line = alt.Chart(data(rows)).mark_rule(strokeWidth=2)
    return line.encode(x=x, y=y, y2="y2:Q", color=looks["color"])


def _firsts(found: list[Ends], scale: str, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    looks = raters.looks([rater for rater, _, _ in found])
    marks = alt.Chart(data(_rows(found, scale, False))).mark_point(filled=False, fill=RIM, opacity=1, size=90)
    return [marks.encode(x=x, y=y, color=looks["color"], shape=looks["shape"])]


def _lasts(found: list[Ends], scale: str, words: Words, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    looks, rows = raters.looks([rater for rater, _, _ in found]), _rows(found, scale, True)
    marks = alt.Chart(data(rows)).mark_point(filled=True, opacity=1, size=200)
    names = [row | {"text": words.number(row["y"], 0), "color": raters.color(row["rater"])} for row in rows]
    beside = halo(alt.Chart(data(names)).encode(x=x, y=y), align="left", baseline="middle", dx=13, fontSize=WIDE.size)
    return [marks.encode(x=x, y=y, color=looks["color"], shape=looks["shape"]), beside]


def sentence(seen: Revealed, words: Words) -> str:
    """`Vointi: Oma arvio alussa 14, nyt 27; Äiti …` for each measure, in the order drawn."""
    told = []
    for scale in SCALES:
        each = [_told(rater, first, last, scale, words) for rater, first, last in ends(seen, scale)]
        if each:
            told.append(f"{words(f'charts.network.{scale}')}: {'; '.join(each)}.")
    return " ".join(told) or words("charts.network.nobody")


def _told(rater: str, first: ReleasedPoint, last: ReleasedPoint, scale: str, words: Words) -> str:
    scores = {"first": words.number(_points(first, scale), 0), "last": words.number(_points(last, scale), 0)}
    return words(f"charts.network.{'once' if first is last else 'moved'}", rater=raters.name(rater, words), **scores)


def table(seen: Revealed, words: Words) -> Markup:
    """One row per rater: who, first and latest rating on each measure, and when the latest was given."""
    head = [words("charts.curve.column.rater")]
    for scale in SCALES:
        head += [words(f"charts.network.column.{end}", scale=scale.upper()) for end in ("first", "last", "when")]
    found = {scale: {rater: (first, last) for rater, first, last in ends(seen, scale)} for scale in SCALES}
    rows = []
    for rater, _ in seen.raters:
        cells = [cell for scale in SCALES for cell in _cells(found[scale].get(rater), scale, words)]
        rows.append((raters.name(rater, words), *cells))
    return shapes.table(words("charts.network.title"), head, rows)


def _cells(both: tuple[ReleasedPoint, ReleasedPoint] | None, scale: str, words: Words) -> tuple[str, str, str]:
    if both is None:
        return (NOTHING,) * 3
    first, last = both
    return words.number(_points(first, scale)), words.number(_points(last, scale)), when(last, words)
