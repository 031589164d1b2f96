"""Outcome of a curve from its first and its latest measure: category, crossed line, harm."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

CATEGORIES = ("recovered", "improved", "unchanged", "deteriorated")
RECOVERED, IMPROVED, UNCHANGED, DETERIORATED = range(len(CATEGORIES))
AT_OR_ABOVE, ABOVE = "at_or_above", "above"


@dataclass(frozen=True)
class Outcome:
    """One entry per curve with two or more measures, in the order given.

    `category` indexes CATEGORIES; `crossed` is from below the cutoff to above it, whatever the size of the change;
    `below` is first below the cutoff; `harmed` is deteriorated and from above the cutoff to below it.
    """

    category: NDArray[np.int8]
    below: NDArray[np.bool_]
    crossed: NDArray[np.bool_]
    harmed: NDArray[np.bool_]


@dataclass(frozen=True)
class Crossings:
    """Clinically significant change both ways: crossed, crossed and reliably, of those below at first, of all."""

    crossed: int
    crossed_reliably: int
    started_below: int
    measured_twice: int


def reaches(score: ArrayLike, cutoff: ArrayLike, boundary: str = AT_OR_ABOVE) -> NDArray[np.bool_]:
    """Whether a score counts as above the cutoff.

    Takes: scores and cutoffs in tenths.
    Rule: "at_or_above" counts the cutoff itself as above (OpenFIT), "above" does not.
    Raises: ValueError for another boundary.
    """
    if boundary not in (AT_OR_ABOVE, ABOVE):
        raise ValueError(f"boundary {boundary!r}: expected {AT_OR_ABOVE!r} or {ABOVE!r}")
    score, cutoff = np.asarray(score), np.asarray(cutoff)
    return score >= cutoff if boundary == AT_OR_ABOVE else score > cutoff


def classify(
    first: ArrayLike, last: ArrayLike, cutoff: ArrayLike, reliable: ArrayLike, boundary: str = AT_OR_ABOVE
) -> Outcome:
    """Jacobson–Truax categories of each curve.

    Takes: first, last, cutoff and reliable change in tenths (integers: 0.1-point floats miss exact thresholds).
    Rule: improved at last − first ≥ reliable, deteriorated at ≤ −reliable, recovered where the line is crossed as well.
    Source: Jacobson & Truax 1991.
    """
    first, last = np.asarray(first, dtype=np.int32), np.asarray(last, dtype=np.int32)
    change, reliable = last - first, np.asarray(reliable)
    verdict = (change >= reliable).astype(np.int8) - (change <= -reliable).astype(np.int8)
    return from_verdict(verdict, ~reaches(first, cutoff, boundary), reaches(last, cutoff, boundary))


def from_verdict(
    verdict: ArrayLike, below_first: ArrayLike, above_last: ArrayLike, below_last: ArrayLike | None = None
) -> Outcome:
    """Categories from a verdict of any method.

    Takes: verdict 1 reliably better, 0 neither, −1 reliably worse; below the cutoff at first; above it at last; below
    it at last, which is "not above" unless given (Hageman & Arrindell leave a doubtful zone between).
    """
    verdict = np.asarray(verdict, dtype=np.int8)
    below, above = np.asarray(below_first, dtype=bool), np.asarray(above_last, dtype=bool)
    crossed = below & above
    category = (UNCHANGED - verdict).astype(np.int8)
    category[crossed & (verdict > 0)] = RECOVERED
    ended_below = ~above if below_last is None else np.asarray(below_last, dtype=bool)
    return Outcome(category, below, crossed, (verdict < 0) & ~below & ended_below)


def counts(outcome: Outcome) -> Mapping[str, int]:
    """Number of curves per category, every category named, 0 where none; harmed ones are among the deteriorated."""
    found = np.bincount(outcome.category, minlength=len(CATEGORIES))
    return dict(zip(CATEGORIES, found.tolist(), strict=True))


def crossings(outcome: Outcome) -> Crossings:
    """Clinically significant change by both definitions with both denominators.

    Rule: "crossed the line" needs no reliable change (OpenFIT); "crossed and reliable" is the category recovered (JT).
    """
    return Crossings(
        crossed=int(outcome.crossed.sum()),
        crossed_reliably=int((outcome.category == RECOVERED).sum()),
        started_below=int(outcome.below.sum()),
        measured_twice=int(outcome.category.size),
    )
