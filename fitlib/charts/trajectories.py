"""Many cases as one line: the mean at each session with its interval and n, a small panel per age group or rater."""

import json
from collections.abc import Iterable, Mapping

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts.composed import Composed, below, beside, layer
from fitlib.charts.drawing import BLUE, INK, PALE, SIZE, WIDTH, data, scale_axis, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release.series import ReleasedSeries
from fitlib.words import Words, said

ACROSS, GAP, HEIGHT, MARGIN = 3, 44, 150, 34
BAND = "#cfe0f0"
Cutoffs = Mapping[str, float]


def draw(
    series: Iterable[ReleasedSeries], words: Words, scope: Scope, key: str = "trajectories", title: str | None = None,
    cutoffs: Cutoffs | None = None,
) -> Figure:  # fmt: skip
    """A panel per curve in the order given, all on the whole axis 0–40, with the cutoff of its group where it has one.

    Raises: TypeError for curves that the gate did not make.
    """
    seen = released(series, ReleasedSeries)
    title = title or words("charts.trajectories.title")
    sentence = " ".join(_sentence(one, words) for one in seen) or words("charts.nothing")
    drawing = svg(chart(seen, words, cutoffs or {}), key, title, sentence) if seen else Markup("")
    parts = [words("charts.trajectories.note"), rounding(seen, words), scope.sentence(words)]
    note, guide = " ".join(part for part in parts if part), words("charts.trajectories.guide")
    return Figure(key, title, drawing, sentence, note, guide, table(seen, title, words), words.lang, True)


def rounding(seen: Iterable[ReleasedSeries], words: Words) -> str:
    """That the people of a point are rounded, where they are."""
    to = max((one.rounded_to for one in seen), default=1)
    return words("charts.trajectories.rounded", to=to) if to > 1 else ""


def _sentence(one: ReleasedSeries, words: Words) -> str:
    first, last = one.steps[0], one.steps[-1]
    return words(
        "charts.trajectories.sentence", group=said.group(one.group, words), first=words.number(first.value),
        last=words.number(last.value), session=words.number(last.place, 0), n=words.number(first.n, 0),
        of=words.number(last.n, 0),
    )  # fmt: skip


def chart(seen: tuple[ReleasedSeries, ...], words: Words, cutoffs: Cutoffs) -> Composed:
    """The drawing alone, as an Altair chart."""
    across = min(ACROSS, max(1, len(seen)))
    width = (WIDTH - GAP * (across - 1)) / across - MARGIN
    longest = max((one.steps[-1].place for one in seen), default=1)
    panels = [_panel(one, words, cutoffs.get(one.group), width, longest) for one in seen]
    lines = [beside(*panels[i : i + ACROSS], spacing=GAP - SIZE) for i in range(0, len(panels), ACROSS)]
    return below(*lines, spacing=SIZE)


def _panel(one: ReleasedSeries, words: Words, cutoff: float | None, width: float, longest: float) -> Composed:
    scale, ticks = scale_axis()
    places = [step.place for step in one.steps]
    under = {f"{step.place:g}": [f"{step.place:g}", f"({words.number(step.n, 0)})"] for step in one.steps}
    axis = alt.Axis(
        values=places, title=None, labelExpr=f"({json.dumps(under)})[format(datum.value, '~g')]",
        labelFontSize=SIZE - 4 if len(places) > 6 else SIZE - 3, ticks=False, labelOverlap="greedy",
    )  # fmt: skip
    x = alt.X("x:Q", scale=alt.Scale(domain=[0.5, longest + 0.5], nice=False, zero=False), axis=axis)
    y = alt.Y("y:Q", scale=scale, axis=alt.Axis(values=ticks, title=None, grid=True, gridColor=PALE, domain=False,
                                                ticks=False, labelFontSize=SIZE - 2))  # fmt: skip
    rows = [{"x": step.place, "y": step.value} for step in one.steps]
    ends = [{"x": step.place, "y": step.low, "y2": step.high} for step in one.steps if step.low is not None]
    layers = [
        *([alt.Chart(data(ends)).mark_area(color=BAND, opacity=1).encode(x=x, y=y, y2=alt.Y2("y2:Q"))] if ends else []),
        *_line(cutoff, y),
        alt.Chart(data(rows)).mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y),
        alt.Chart(data(rows)).mark_point(filled=True, color=BLUE, opacity=1, size=2.5 * SIZE).encode(x=x, y=y),
    ]
    name = alt.Title(_name(one, words, cutoff), fontSize=SIZE - 1, offset=4)
    return layer(*layers).properties(title=name, width=width, height=HEIGHT)


def _name(one: ReleasedSeries, words: Words, cutoff: float | None) -> str:
    group = said.group(one.group, words)
    return group if cutoff is None else f"{group} ({words('charts.means.cutoff', points=words.number(cutoff, 0))})"


def _line(cutoff: float | None, y: alt.Y) -> list[alt.Chart]:
    return (
        [] if cutoff is None else [alt.Chart(data([{"y": cutoff}])).mark_rule(color=INK, strokeDash=[5, 3]).encode(y=y)]
    )


def table(seen: tuple[ReleasedSeries, ...], caption: str, words: Words) -> Markup:
    """A row per group and session."""
    head = [words(f"charts.trajectories.column.{one}") for one in ("group", "session", "value", "interval", "n")]
    rows = (
        (said.group(one.group, words), words.number(step.place, 0), words.number(step.value),
         words.interval(step.low, step.high) if step.low is not None else "–", words.number(step.n, 0))
        for one in seen for step in one.steps
    )  # fmt: skip
    return shapes.table(caption, head, rows)
