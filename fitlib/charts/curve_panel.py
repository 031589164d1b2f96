"""One instrument's panel of a curve: bands, cutoff, carried lines, and a line with shapes per rater."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from fitlib.charts import raters
from fitlib.charts.drawing import BLUE, INK, LINE, PALE, data, scale_axis
from fitlib.charts.overlays import Overlays
from fitlib.charts.reveal import Revealed
from fitlib.release import ReleasedPoint
from fitlib.words import Words

TENTHS = 10
CARRIED = {"line_green": [1, 0], "line_red": [3, 3]}
TICKS = 12
EDGE = 0.7
LETTER = 0.55


@dataclass(frozen=True)
class Panel:
    """What the layers of one panel share: the case, `ors` or `srs`, its cutoff (tenths), text size, overlays."""

    seen: Revealed
    scale: str
    cutoff: int | None
    words: Words
    size: int
    width: int
    height: int
    over: Overlays = Overlays()

    @property
    def x(self) -> alt.X:
        return alt.X(
            "x:Q",
            scale=alt.Scale(domain=[min(1, self.seen.first) - EDGE, self.seen.axis + EDGE], nice=False),
            axis=self._sessions(),
        )

    @property
    def y(self) -> alt.Y:
        scale, ticks = scale_axis()
        return alt.Y("y:Q", scale=scale, axis=alt.Axis(values=ticks, title=None))

    def chart(self, rows: list[dict[str, Any]]) -> alt.Chart:
        """A chart of these rows on the panel's axes."""
        return alt.Chart(data(rows)).encode(x=self.x, y=self.y)

    def inside(self, tenths: int) -> float:
        """Points on the axis; a band ends where the axis ends."""
        low, high = scale_axis()[0]["domain"]
        return min(max(tenths / TENTHS, low), high)

    def _sessions(self) -> alt.Axis | None:
        every = max(1, -(-self.seen.axis // TICKS))
        ticks = list(range(1, self.seen.axis + 1, every))
        if self.scale == "ors":
            return alt.Axis(values=ticks, labels=False, title=None)
        names = {str(point.step): [str(point.step), *said] for point, said in self._times()}
        return alt.Axis(
            values=ticks, title=self.words("charts.curve.sessions"), titleAnchor="start", labelOverlap=False,
            labelExpr=f"({json.dumps(names)})[datum.label] || datum.label",
        )  # fmt: skip

    def _times(self) -> list[tuple[ReleasedPoint, list[str]]]:
        """The day or week of as many revealed points as there is room for below the axis."""
        said = [(point, when(point, self.words)) for point in self.seen.main]
        room = self.width / (self.seen.axis + EDGE)
        every = max((-(-LETTER * self.size * (len(text) + 2) // room) for _, text in said), default=1)
        return [(point, [text] if place % every == 0 else []) for place, (point, text) in enumerate(said)]


def when(point: ReleasedPoint, words: Words) -> str:
    """The day or the week of a point, as the audience may see it."""
    try:
        return words.date(date.fromisoformat(point.when))
    except ValueError:
        return words("charts.curve.week", week=point.when)


def behind(panel: Panel) -> list[alt.Chart]:
    """The bands of the ORS."""
    return [*change_band(panel), *noise_band(panel)] if panel.scale == "ors" and panel.over.bands else []


def layers(panel: Panel) -> list[alt.Chart]:
    """Cutoff, carried lines and the measured lines, from back to front."""
    drawn = cutoff(panel) if panel.over.cutoff else []
    return [*drawn, *(carried(panel) if panel.scale == "ors" and panel.over.carried else []), *lines(panel)]


def change_band(panel: Panel) -> list[alt.Chart]:
    """The band around the first score inside which a difference is not a reliable change."""
    scores = panel.seen.scores(panel.scale)
    if not scores:
        return []
    first, change = scores[0][2], panel.seen.reliable_change
    rows = [{"y": panel.inside(first - change), "y2": panel.inside(first + change)}]
    return [alt.Chart(data(rows)).mark_rect(color=PALE, opacity=0.6).encode(y=panel.y, y2=alt.Y2("y2:Q"))]


def noise_band(panel: Panel) -> list[alt.Chart]:
    """The measurement error around the line of the first rater."""
    scores, noise = panel.seen.scores(panel.scale), panel.seen.noise
    rows = [
        {"x": point.step, "y": panel.inside(score - noise), "y2": panel.inside(score + noise)}
        for rater, point, score in scores
        if rater == scores[0][0]
    ]
    if not rows:
        return []
    band = panel.chart(rows).mark_area(color=BLUE, opacity=0.16).encode(y2=alt.Y2("y2:Q"))
    last = panel.chart(rows[-1:]).mark_rule(color=BLUE, strokeWidth=1.5).encode(y2=alt.Y2("y2:Q"))
    return [band, last]


def cutoff(panel: Panel) -> list[alt.Chart]:
    """The cutoff as a dashed line across the panel."""
    if panel.cutoff is None:
        return []
    rule = alt.Chart(data([{"y": panel.cutoff / TENTHS}])).mark_rule(color=INK, strokeDash=[7, 4], strokeWidth=1.4)
    return [rule.encode(y=panel.y)]


def carried(panel: Panel) -> list[alt.Chart]:
    """The lines of expected change that came with the export, where it has them."""
    drawn = []
    for name, dash in CARRIED.items():
        rows = [{"x": p.step, "y": getattr(p, name) / TENTHS} for p in panel.seen.main if getattr(p, name) is not None]
        if rows:
            drawn.append(panel.chart(rows).mark_line(color=LINE, strokeDash=dash, strokeWidth=1.8))
    return drawn


def lines(panel: Panel) -> list[alt.Chart]:
    """A line and its points per rater; a session that was not measured breaks the line."""
    rows = [
        {"x": point.step, "y": None if score is None else score / TENTHS, "rater": rater}
        for rater, points in panel.seen.raters
        for point in points
        for score in (getattr(point, panel.scale),)
    ]
    looks = raters.looks([rater for rater, _ in panel.seen.raters])
    chart, measured = panel.chart(rows), panel.chart([row for row in rows if row["y"] is not None])
    return [
        chart.mark_line(strokeWidth=2.4).encode(color=looks["color"], strokeDash=looks["strokeDash"]),
        measured.mark_point(filled=True, opacity=1, size=6 * panel.size, stroke="white", strokeWidth=1.2).encode(
            color=looks["color"], shape=looks["shape"]
        ),
    ]
