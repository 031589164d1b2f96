"""The same cases under other rules: who changes category when the limit of change or the cutoff is another one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fitlib.charts.reveal import reveal
from fitlib.curves.curve import SELF
from fitlib.reference import Reference
from fitlib.release import ReleasedPoint
from fitlib.statistics.change import CATEGORIES, classify
from fitlib.statistics.expected_change import prior_curve
from fitlib.statistics.expected_rules import rules as expected_rules
from fitlib.synthetic import case, families
from fitlib.synthetic.own_case import OwnCase
from workbench.workshop.exhibits import TENTHS, Exhibit
from workbench.workshop.plan import FIRST_CASE


@dataclass(frozen=True)
class Measured:
    """A curve with two or more ORS: what names it, age group, first and latest score (tenths).

    `expected` is the reference line at its latest session, where there is one.
    """

    family: str
    age_group: str
    first: int
    last: int
    expected: int | None = None


@dataclass(frozen=True)
class Rule:
    """A limit of reliable change and a cutoff, in points; None is the cutoff of the age group.

    `line`: the reference line of each curve stands in the cutoff's place.
    """

    change: float
    cutoff: float | None
    line: bool = False


def library(reference: Reference, own: Iterable[OwnCase] = ()) -> tuple[Measured, ...]:
    """The clients' own curves in the first case of every family, and in the trainer's cases; never pooled."""
    every = [(kind.key, case(kind, FIRST_CASE)) for kind in families()] + [(one.key, one.case()) for one in own]
    curves = [(key, curve) for key, one in every for curve in one.curves if curve.rater == SELF]
    return tuple(
        Measured(
            key, curve.age_group, curve.ors[0], curve.ors[-1],
            _line(curve.age_group, curve.ors[0], _sessions(curve.points), reference),
        )
        for key, curve in curves if len(curve.ors) > 1
    )  # fmt: skip


def _sessions(points: Sequence) -> int:
    rated = [point.session_no for point in points if point.ors is not None]
    return rated[-1] - rated[0] + 1


def _line(age_group: str, first: int, session: int, reference: Reference) -> int:
    """The middle of the published anchors at a session."""
    middle = reference["expected_change.corridor"][1]
    return int(prior_curve(expected_rules(reference, age_group)).line(middle, first, session))


def of_room(exhibits: Mapping[int, Exhibit], shown: Mapping[int, int]) -> tuple[Measured, ...]:
    """The clients' own curves of the cases held here, as far as they have been shown: nothing that is to come counts.

    Takes: the last session shown of each part.
    """
    return tuple(row for part, one in exhibits.items() for row in _lines(one, shown.get(part, 0)))


def _lines(one: Exhibit, step: int) -> list[Measured]:
    lines = dict(reveal(one.seen, step, tuple(one.corridors)).raters)
    found = []
    for rater, points in lines.items():
        rated = [point for point in points if point.ors is not None]
        if len(rated) > 1:
            found.append(_measured(one, rater, rated))
    return found


def _measured(one: Exhibit, rater: str, rated: list[ReleasedPoint]) -> Measured:
    lines = [middle for step, _, middle, _ in one.corridors[rater].rows if step <= rated[-1].step]
    return Measured(one.seen.label, one.seen.age_group, rated[0].ors or 0, rated[-1].ors or 0, lines[-1])


def usual(reference: Reference) -> Rule:
    """The convention in use."""
    return Rule(reference["rci.convention"], None)


def changes(reference: Reference) -> tuple[float, ...]:
    """The published limits of reliable change."""
    return _all(reference, "rci.convention")


def cutoffs(reference: Reference) -> tuple[float, ...]:
    """The published cutoffs, of whatever age group."""
    names = [f"cutoff.ors.{age}" for age in reference.under("cutoff.ors")]
    return tuple(sorted({value for name in names for value in _all(reference, name)}))


def _all(reference: Reference, name: str) -> tuple[float, ...]:
    row = reference.row(name)
    return tuple(sorted({row.value, *row.alternatives}))


def categories(curves: Sequence[Measured], rule: Rule, reference: Reference) -> list[str]:
    """The category of each curve under a rule. Rule: fitlib.statistics.change, scores in tenths."""
    found = classify(
        [one.first for one in curves], [one.last for one in curves], [_level(one, rule, reference) for one in curves],
        round(TENTHS * rule.change),
    )  # fmt: skip
    return [CATEGORIES[code] for code in found.category]


def _level(one: Measured, rule: Rule, reference: Reference) -> int:
    """The line to cross, tenths."""
    if rule.line and one.expected is not None:
        return one.expected
    return round(TENTHS * (rule.cutoff or reference[f"cutoff.ors.{one.age_group}"]))


def moved(curves: Sequence[Measured], rule: Rule, reference: Reference) -> list[tuple[Measured, str, str]]:
    """The curves that change category against the usual rule, with both categories."""
    before, after = categories(curves, usual(reference), reference), categories(curves, rule, reference)
    return [row for row in zip(curves, before, after, strict=True) if row[1] != row[2]]
