"""One case: ORS above, SRS below on the same sessions, a line per rater, revealed up to a step.

Nothing after the step reaches the drawing, the sentence or the table; the axis' length does not tell how much follows.
"""

from fitlib.charts.composed import Composed, below, layer
from fitlib.charts.curve_labels import labels
from fitlib.charts.curve_panel import Panel, behind, layers
from fitlib.charts.curve_words import case_name, note, sentence, table
from fitlib.charts.drawing import PAGE, View, svg
from fitlib.charts.expected_panel import expected
from fitlib.charts.figure import Figure
from fitlib.charts.overlays import Overlays
from fitlib.charts.reveal import Revealed, reveal
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedCurve
from fitlib.words import Words

SHARE = {"ors": 0.65, "srs": 0.35}
MARGIN = 13
BARE = Overlays()


def draw(
    case: ReleasedCurve, words: Words, scope: Scope, step: int | None = None, key: str = "curve",
    srs_cutoff: int | None = None, view: View = PAGE, raters: tuple[str, ...] = (), over: Overlays = BARE,
) -> Figure:  # fmt: skip
    """One case as a figure, up to `step` (None: all of it).

    Takes: a released curve, the SRS cutoff of its age group (tenths), where it is seen, raters to show (none: all), and
    what is drawn over and around the lines.
    Raises: TypeError for a curve that the gate did not make.
    """
    seen = over.tried(reveal(case, step, raters))
    title, said = words("charts.curve.title", case=case_name(seen, words)), sentence(seen, words, over)
    drawing = svg(chart(seen, words, srs_cutoff, view, over), key, title, said, view.size)
    guide = words("charts.curve.guide")
    return Figure(
        key, title, drawing, said, note(seen, scope, words, over), guide, table(seen, words, over), words.lang
    )


def chart(seen: Revealed, words: Words, srs_cutoff: int | None, view: View = PAGE, over: Overlays = BARE) -> Composed:
    """The drawing alone, as an Altair chart."""
    panels = [_panel(seen, "ors", seen.cutoff, words, view, over), _panel(seen, "srs", srs_cutoff, words, view, over)]
    return below(*panels, spacing=view.size)


def _panel(seen: Revealed, scale: str, cutoff: int | None, words: Words, view: View, over: Overlays) -> Composed:
    width, height = view.width - MARGIN * view.size, round(view.height * SHARE[scale])
    panel = Panel(seen, scale, cutoff, words, view.size, width, height, over)
    around = [*behind(panel), *(expected(panel) if scale == "ors" else [])]
    drawn = layer(*around, *layers(panel), *labels(panel))
    return drawn.properties(width=panel.width, height=panel.height, title=words(f"charts.curve.{scale}"))
