"""How each rater looks in every chart: colour, shape and dash, so that no rater is told by colour alone."""

from typing import Any

import altair as alt

from fitlib.charts.drawing import BLUE, GREY, INK, ORANGE
from fitlib.charts.reveal import SELF
from fitlib.words import Words

MARKS = {
    SELF: (BLUE, "circle", [1, 0]),
    "mother": (ORANGE, "triangle-up", [1, 0]),
    "father": (GREY, "diamond", [1, 0]),
    "teacher": (INK, "square", [6, 3]),
    "caregiver": (ORANGE, "triangle-down", [6, 3]),
    "other": (GREY, "cross", [2, 3]),
}
CLIENTS = {  # several clients of one case: they stand beside each other, never beside the raters above
    "partner_a": (BLUE, "circle", [1, 0]),
    "partner_b": (ORANGE, "triangle-up", [1, 0]),
    "member_1": (BLUE, "circle", [1, 0]),
    "member_2": (ORANGE, "triangle-up", [1, 0]),
    "member_3": (GREY, "diamond", [1, 0]),
    "member_4": (INK, "square", [6, 3]),
    "member_5": (ORANGE, "triangle-down", [6, 3]),
}


def looks(raters: list[str]) -> dict[str, Any]:
    """Encodings color, shape and strokeDash for these raters, without legends: the lines are named directly."""
    marks = [_mark(rater) for rater in raters]
    colors, shapes, dashes = (alt.Scale(domain=raters, range=[mark[i] for mark in marks]) for i in range(3))
    return {
        "color": alt.Color("rater:N", scale=colors, legend=None),
        "shape": alt.Shape("rater:N", scale=shapes, legend=None),
        "strokeDash": alt.StrokeDash("rater:N", scale=dashes, legend=None),
    }


def color(rater: str) -> str:
    """The rater's colour."""
    return _mark(rater)[0]


def name(rater: str, words: Words) -> str:
    """The rater's name; one that the words do not know is another rater."""
    key = f"charts.rater.{rater}"
    return words(key if key in words else "charts.rater.other")


def _mark(rater: str) -> tuple[str, str, list[int]]:
    return MARKS.get(rater) or CLIENTS.get(rater) or MARKS["other"]
