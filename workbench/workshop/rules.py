"""The same cases under other rules: who changes category when the limit of change or the cutoff is another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fitlib.curves.curve import SELF
from fitlib.reference import Reference
from fitlib.statistics.change import CATEGORIES, classify
from fitlib.synthetic import case, families
from workbench.workshop.exhibits import TENTHS
from workbench.workshop.plan import FIRST_CASE


@dataclass(frozen=True)
class Measured:
    """A curve of the library with two or more ORS: its family, age group, first and latest score (tenths)."""

    family: str
    age_group: str
    first: int
    last: int


@dataclass(frozen=True)
class Rule:
    """A limit of reliable change and a cutoff, in points; None is the cutoff of the age group."""

    change: float
    cutoff: float | None


@cache
def library() -> tuple[Measured, ...]:
    """The clients' own curves in the first case of every family; one line per client, never pooled."""
    curves = [(kind, curve) for kind in families() for curve in case(kind, FIRST_CASE).curves if curve.rater == SELF]
    return tuple(
        Measured(kind.key, kind.age_group, curve.ors[0], curve.ors[-1]) for kind, curve in curves if len(curve.ors) > 1
    )


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
    lines = [rule.cutoff or reference[f"cutoff.ors.{one.age_group}"] for one in curves]
    found = classify(
        [one.first for one in curves], [one.last for one in curves], [round(TENTHS * line) for line in lines],
        round(TENTHS * rule.change),
    )  # fmt: skip
    return [CATEGORIES[code] for code in found.category]


def moved(curves: Sequence[Measured], rule: Rule, reference: Reference) -> list[tuple[Measured, str, str]]:
    """The curves that change category against the usual rule, with both categories."""
    before, after = categories(curves, usual(reference), reference), categories(curves, rule, reference)
    return [row for row in zip(curves, before, after, strict=True) if row[1] != row[2]]
