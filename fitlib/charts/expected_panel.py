"""The expected change in a panel: a corridor, its middle as the reference line, and their names in the margin."""

import altair as alt

from fitlib.charts.curve_panel import TENTHS, Panel
from fitlib.charts.drawing import ORANGE

EDGE, MIDDLE = [2, 3], [10, 4]


def expected(panel: Panel) -> list[alt.Chart]:
    """The layers behind the client's line. They may go on where the line has ended: they are not the client's."""
    over = panel.over
    rows = [{"x": step, "y": low / TENTHS, "y2": high / TENTHS} for step, low, _, high in over.rows(panel.seen)]
    middle = [{"x": step, "y": at / TENTHS} for step, _, at, _ in over.rows(panel.seen)]
    drawn = []
    if rows and over.corridor:
        drawn.append(panel.chart(rows).mark_area(color=ORANGE, opacity=0.16).encode(y2=alt.Y2("y2:Q")))
        edges = [[{"x": row["x"], "y": row[name]} for row in rows] for name in ("y", "y2")]
        drawn += [panel.chart(edge).mark_line(color=ORANGE, strokeDash=EDGE, strokeWidth=1.6) for edge in edges]
    if middle and over.line:
        drawn.append(panel.chart(middle).mark_line(color=ORANGE, strokeDash=MIDDLE, strokeWidth=2.2))
    return drawn


def names(panel: Panel) -> list[tuple[float, list[str], str]]:
    """Where the expected change ends, with what it is called: for the margin."""
    rows, over, words = panel.over.rows(panel.seen), panel.over, panel.words
    if not rows or over.expected is None:
        return []
    low, _, high = over.expected.shares
    if over.corridor:
        said = words("charts.curve.corridor", low=words.number(100 * low, 0), high=words.percent(high, 0))
    else:
        said = words("charts.curve.reference_line")
    return [(rows[-1][2] / TENTHS, said.split("\n"), ORANGE)]
