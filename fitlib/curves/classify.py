"""Which patterns a curve shows: every rule over all curves, and the few that are worth a talk for one client.

One curve is asked with the same rules as a million: it is a block of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.block import blocks
from fitlib.curves.columns import Curves, Ints, from_curves
from fitlib.curves.curve import Curve
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import ABSENT, TOO_FEW, Pattern
from fitlib.curves.patterns import every
from fitlib.reference import Reference


@dataclass(frozen=True)
class Classified:
    """The answers of many curves: `answers` (curves × patterns) is TOO_FEW, ABSENT or the number of the condition."""

    keys: tuple[str, ...]
    answers: NDArray[np.int8]

    def of(self, key: str) -> Ints:
        """The answers to one pattern, one per curve."""
        return self.answers[:, self.keys.index(key)]


@dataclass(frozen=True)
class Hit:
    """One pattern in one curve: the condition that fired, the scores it compared (tenths) and what it counted."""

    key: str
    condition: str
    seen: dict[str, int]
    counted: dict[str, int]


def classify(curves: Curves, reference: Reference, patterns: tuple[Pattern, ...] | None = None) -> Classified:
    """The answer of every pattern for every curve. Takes: curves as columns. Gives: curves × patterns."""
    limits = Limits(reference)
    asked = patterns or every(reference)
    answers = np.full((len(curves), len(asked)), TOO_FEW, np.int8, order="F")
    for view in dict.fromkeys(pattern.view for pattern in asked):
        mine = [(at, one) for at, one in enumerate(asked) if one.view == view]
        for block in blocks(curves, view):
            for at, pattern in mine:
                if len(block) >= limits.count(f"{pattern.key}.points"):
                    answers[block.rows, at] = pattern.rule(block, limits).answers()
    return Classified(tuple(pattern.key for pattern in asked), answers)


def most_telling(classified: Classified, reference: Reference) -> NDArray[np.int8]:
    """The patterns to show, as columns of `classified.keys`, at most as many as the reference row says; -1 is none.

    Rule: in order of rank. Gives: curves × pattern.most.
    """
    most, patterns = int(reference["pattern.most"]), len(classified.keys)
    shown = np.full((len(classified.answers), most), -1, np.int8)
    taken = np.zeros(len(classified.answers), np.int8)
    for at in sorted(range(patterns), key=lambda one: reference[f"pattern.{classified.keys[one]}.rank"]):
        rows = np.flatnonzero((classified.answers[:, at] > ABSENT) & (taken < most))
        shown[rows, taken[rows]] = at
        taken[rows] += 1
    return shown


def answers(curve: Curve, reference: Reference) -> dict[str, str | None]:
    """What each pattern says of one curve: the condition that fired, None for absent, "too_few" for too few points."""
    asked = every(reference)
    row = classify(from_curves([curve], reference), reference, asked).answers
    row = row[0] if len(row) else [TOO_FEW] * len(asked)
    names = {pattern.key: ("too_few", None, *pattern.conditions) for pattern in asked}
    return {pattern.key: names[pattern.key][answer + 1] for pattern, answer in zip(asked, row, strict=True)}


def hits(curve: Curve, reference: Reference) -> tuple[Hit, ...]:
    """The patterns worth a talk in one curve, by rank, at most `pattern.most`, each with the condition that fired."""
    limits, columns = Limits(reference), from_curves([curve], reference)
    found = [hit for pattern in every(reference) if (hit := _hit(pattern, columns, limits))]
    return tuple(found[: int(reference["pattern.most"])])


def _first(columns: Mapping[str, Ints]) -> dict[str, int]:
    return {name: int(column[0]) for name, column in columns.items()}


def _hit(pattern: Pattern, columns: Curves, limits: Limits) -> Hit | None:
    for block in blocks(columns, pattern.view):
        if len(block) < limits.count(f"{pattern.key}.points"):
            return None
        finding = pattern.rule(block, limits)
        answer = int(finding.answers()[0])
        if answer > ABSENT:
            return Hit(pattern.key, pattern.conditions[answer - 1], _first(finding.seen), _first(finding.counted))
    return None
