"""Released things for the charts' tests, made by the gate like all others."""

import re
from datetime import date, timedelta

from fitlib import reference
from fitlib.charts import Figure, Scope
from fitlib.curves.curve import Curve, Point
from fitlib.indicators import Measured
from fitlib.period import Period
from fitlib.release import ReleasedCurve, ReleasedFact, release, release_curves

EVIL = "<script>alert(1)</script> & =cmd"
SCOPE = Scope(EVIL, Period.parse("2024Q2"), date(2024, 6, 30))
NOWHERE = Scope(None, None, None)
OF_WHOM = {"crossed_reliably_of_below": "started_below"} | dict.fromkeys(
    ("reached_target", "between_lines", "negative_zone"), "with_lines"
)
FIRST = date(2024, 4, 2)


def share(name: str, k: int, n: int, group: str = "all", low: float = 0.1, high: float = 0.9) -> Measured:
    return Measured(name, group, "share", k / n, k, n, low, high, OF_WHOM.get(name, "closed_two"), "share")


def mean(name: str, value: float, n: int, group: str = "all", unit: str = "points") -> Measured:
    return Measured(name, group, unit, value, None, n, value - 1.5, value + 1.5, "with_ors", "mean")


def gated(*figures: Measured, audience: str = "own") -> tuple[ReleasedFact, ...]:
    return release(figures, audience, reference.load()).facts


def points(ors: list[int | None], srs: list[int | None] | None = None, **lines: list[int]) -> tuple[Point, ...]:
    srs = srs or [350] * len(ors)
    carried = [{name: values[i] for name, values in lines.items()} for i in range(len(ors))]
    return tuple(
        Point(i + 1, FIRST + timedelta(7 * i), ors[i], srs[i], None, None, **carried[i]) for i in range(len(ors))
    )


def case(audience: str = "workshop", age_group: str = "adult", **raters: tuple[Point, ...]) -> ReleasedCurve:
    lines = [Curve("v1_e", "T", age_group, rater, rated, True) for rater, rated in raters.items()]
    return release_curves(lines, audience, reference.load())[0]


def texts(figure: Figure) -> list[str]:
    """The texts of a drawing, a line each."""
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", figure.svg)
