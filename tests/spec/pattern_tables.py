"""A curve from a row of numbers, as a clinician reads it off the paper; None is a survey that was not filled in."""

from datetime import date, timedelta

from fitlib import reference
from fitlib.curves.classify import Hit, answers, hits
from fitlib.curves.curve import Curve, Point

CONSTANTS = reference.load()
Row = list[float | None]


def _tenths(points: float | None) -> int | None:
    return None if points is None else round(10 * points)


def curve(ors: Row, srs: Row | None = None, rater: str = "self", age: str = "adult", items=None) -> Curve:
    """One session a week; the items are all alike unless given as (ors_items, srs_items) of each session."""
    scores = zip(ors, srs or [None] * len(ors), items or [(None, None)] * len(ors), strict=True)
    points = tuple(
        Point(number, date(2024, 1, 1) + timedelta(7 * number), _tenths(o), _tenths(s), *both)
        for number, (o, s, both) in enumerate(scores, start=1)
    )
    return Curve("v1_e", "Team", age, rater, points, closed=True)


def says(pattern: str, ors: Row, srs: Row | None = None, **kwargs) -> str | None:
    """The condition that fired, None where the pattern is absent, "too_few" where it cannot be told."""
    return answers(curve(ors, srs, **kwargs), CONSTANTS)[pattern]


def of_srs(pattern: str, srs: Row) -> str | None:
    """The same for a pattern of the SRS, beside an ORS that was not measured."""
    return says(pattern, [None] * len(srs), srs)


def shown(ors: Row, srs: Row | None = None, **kwargs) -> tuple[Hit, ...]:
    """What the page shows of a curve."""
    return hits(curve(ors, srs, **kwargs), CONSTANTS)
