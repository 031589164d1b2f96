"""Names beside the lines of a curve: first and last scores, raters, and in the margin the cutoff and the bands."""

from typing import Any

import altair as alt

from fitlib.charts import expected_panel, raters
from fitlib.charts.curve_panel import CARRIED, TENTHS, Panel
from fitlib.charts.drawing import GREY, INK, data, halo, scale_axis, spread

LEADING = 1.35


def labels(panel: Panel) -> list[alt.Chart]:
    """All names of one panel."""
    return [*_first(panel), *_last(panel), *_margin(panel)]


def _first(panel: Panel) -> list[alt.Chart]:
    scores = panel.seen.scores(panel.scale)
    if len({point.step for _, point, _ in scores}) < 2 or len(panel.seen.raters) > 1:
        return []
    rater, point, score = scores[0]
    row = {
        "x": point.step,
        "y": score / TENTHS,
        "text": panel.words.number(score / TENTHS),
        "color": raters.color(rater),
    }
    return [halo(panel.chart([row]), dy=-panel.size, fontSize=panel.size)]


def _last(panel: Panel) -> list[alt.Chart]:
    """Each rater's name and last score beside the last point, apart from all others: steps may be neighbours."""
    last = {rater: (point.step, score / TENTHS) for rater, point, score in panel.seen.scores(panel.scale)}
    ends = [(step, y, _said(panel, rater, y), raters.color(rater)) for rater, (step, y) in last.items()]
    if panel.scale == "ors" and panel.over.carried:
        ends += _carried(panel)
    rows = _placed(panel, ends)
    beside = {"align": "left", "baseline": "middle", "dx": panel.size * 0.8, "fontSize": panel.size}
    return [halo(panel.chart(rows), **beside)] if rows else []


def _placed(panel: Panel, ends: list[tuple[int, float, str, str]]) -> list[dict[str, Any]]:
    places = _spread(panel, [y for _, y, _, _ in ends])
    return [
        {"x": step, "y": place, "text": text, "color": color}
        for (step, _, text, color), place in zip(ends, places, strict=True)
    ]


def _said(panel: Panel, rater: str, y: float) -> str:
    number = panel.words.number(y)
    return number if len(panel.seen.raters) == 1 else f"{raters.name(rater, panel.words)} {number}"


def _carried(panel: Panel) -> list[tuple[int, float, str, str]]:
    found = [
        (name, p.step, getattr(p, name)) for name in CARRIED for p in panel.seen.main if getattr(p, name) is not None
    ]
    last = {name: (step, line) for name, step, line in found}
    return [(step, line / TENTHS, panel.words(f"charts.curve.{name}"), GREY) for name, (step, line) in last.items()]


def _margin(panel: Panel) -> list[alt.Chart]:
    names = []
    if panel.cutoff is not None and panel.over.cutoff:
        points = panel.words.number(panel.cutoff / TENTHS, 0 if panel.cutoff % TENTHS == 0 else 1)
        names.append((panel.cutoff / TENTHS, panel.words("charts.curve.cutoff", points=points).split("\n"), INK))
    scores = panel.seen.scores(panel.scale)
    if panel.scale == "ors" and panel.over.bands and scores:
        change = panel.words.number(panel.seen.reliable_change / TENTHS)
        names.append((scores[0][2] / TENTHS, panel.words("charts.curve.change_band", points=change).split("\n"), GREY))
    names += expected_panel.names(panel) if panel.scale == "ors" else []
    places = _spread(panel, [y for y, _, _ in names], lines=2)
    rows = [{"y": y, "text": text, "color": color} for y, (_, text, color) in zip(places, names, strict=True)]
    if not rows:
        return []
    outside = halo(
        alt.Chart(data(rows)), align="left", baseline="middle", dx=8, fontSize=panel.size - 2, lineHeight=panel.size
    )
    return [outside.encode(x=alt.XValue("width"), y=panel.y)]


def _spread(panel: Panel, values: list[float], lines: int = 1) -> list[float]:
    low, high = scale_axis()[0]["domain"]
    gap = LEADING * lines * panel.size / panel.height * (high - low)
    return spread(values, gap, low + gap / 4, high - gap / 4)
