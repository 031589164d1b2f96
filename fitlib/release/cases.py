"""GATE OUT for one case's curve: without names, and for few audiences."""

from collections.abc import Iterable, Sequence
from datetime import date

from fitlib.curves.curve import Curve
from fitlib.errors import NotReleased
from fitlib.reference import Reference
from fitlib.release.policy import policy
from fitlib.release.released import _SEAL, ReleasedCurve, ReleasedPoint

TENTHS, WEEK = 10, 7
DATES, WEEKS = "dates", "weeks"


def release_curves(
    curves: Iterable[Curve], audience: str, reference: Reference, start: int = 0
) -> tuple[ReleasedCurve, ...]:
    """Cases as an audience may see them: A, B, C … from place `start` on in the order given, one line per rater.

    Takes: curves, all raters of an episode; scores in tenths. Gives: one per episode.
    Rule: own sees dates, workshop weeks from the first session (1, 2 …), others no single case.
    Raises: NotReleased for an audience that may not see one case.
    """
    told = policy(audience, reference).curves
    if told not in (DATES, WEEKS):
        raise NotReleased("curves_not_for", audience=audience)
    episodes: dict[str, list[Curve]] = {}
    for curve in curves:
        episodes.setdefault(curve.episode, []).append(curve)
    return tuple(_case(_label(place), lines, told, reference) for place, lines in enumerate(episodes.values(), start))


def _case(label: str, lines: Sequence[Curve], told: str, reference: Reference) -> ReleasedCurve:
    days = [point.day for line in lines for point in line.points]
    first = min(days, default=date.min)
    age = lines[0].age_group
    raters = tuple((line.rater, tuple(_point(point, first, told) for point in line.points)) for line in lines)
    marks = (reference[name] for name in (f"cutoff.ors.{age}", "rci.convention", "noise.sem"))
    return ReleasedCurve(label, age, raters, *(round(TENTHS * mark) for mark in marks), seal=_SEAL)


def _point(point, first: date, told: str) -> ReleasedPoint:
    when = point.day.isoformat() if told == DATES else str((point.day - first).days // WEEK + 1)
    return ReleasedPoint(
        point.session_no, when, point.ors, point.srs, point.ors_items, point.srs_items, point.line_green, point.line_red
    )


def _label(place: int) -> str:
    """A … Z, AA, AB …"""
    more, letter = divmod(place, 26)
    return (_label(more - 1) if more else "") + chr(ord("A") + letter)
