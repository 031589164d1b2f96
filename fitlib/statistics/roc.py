"""How well a score tells two groups apart: AUC with DeLong's interval, the Youden cutoff, two scores compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from fitlib.statistics.answer import Numbers, TooFew, z_of


@dataclass(frozen=True)
class Auc:
    """Area under the curve: the chance that a random case scores on the case's side of a random control."""

    value: float
    se: float
    low: float
    high: float
    cases: int
    controls: int


@dataclass(frozen=True)
class AtCutoff:
    """What a cutoff does: shares of cases found, of controls left alone, and of right answers on each side."""

    cutoff: float
    sensitivity: float
    specificity: float
    ppv: float
    npv: float


def auc(score: ArrayLike, case: ArrayLike, level: float, lower_is_case: bool = True) -> Auc:
    """AUC with DeLong's interval, cut to 0–1.

    Takes: scores (none missing), whether each is a case, whether cases score lower (they do on the ORS).
    Raises: ValueError without at least two of each. Source: DeLong, DeLong & Clarke-Pearson 1988; Sun & Xu 2014.
    """
    value, of_cases, of_controls = _placements(score, case, lower_is_case)
    se = float(np.sqrt(of_cases.var(ddof=1) / len(of_cases) + of_controls.var(ddof=1) / len(of_controls)))
    half = z_of(level) * se
    return Auc(value, se, max(0.0, value - half), min(1.0, value + half), len(of_cases), len(of_controls))


def enough(case: ArrayLike, reference: Mapping[str, Any]) -> TooFew | None:
    """None where both groups reach psychometrics.least.auc, else the smaller group and what it should be."""
    cases = np.asarray(case, dtype=bool)
    smaller = int(min(cases.sum(), (~cases).sum()))
    least = reference["psychometrics.least.auc"]
    return TooFew(smaller, least, "psychometrics.least.auc") if smaller < least else None


def at_cutoff(score: ArrayLike, case: ArrayLike, cutoff: float, lower_is_case: bool = True) -> AtCutoff:
    """Sensitivity and specificity of one cutoff; at the cutoff a low score is above it (not a case)."""
    values, cases = _sorted_out(score, case)
    flagged = values < cutoff if lower_is_case else values >= cutoff
    hit, false = (flagged & cases).sum(), (flagged & ~cases).sum()
    missed, right = (~flagged & cases).sum(), (~flagged & ~cases).sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.array([hit, right] * 2) / np.array([hit + missed, right + false, hit + false, right + missed])
    return AtCutoff(float(cutoff), *map(float, shares))


def youden(score: ArrayLike, case: ArrayLike, lower_is_case: bool = True) -> AtCutoff:
    """The cutoff with the largest sensitivity + specificity, halfway between two scores (first one at a tie)."""
    values = np.unique(np.asarray(score, dtype=float))
    halfway = (values[1:] + values[:-1]) / 2 if len(values) > 1 else values
    at = [at_cutoff(score, case, cutoff, lower_is_case) for cutoff in halfway]
    return max(at, key=lambda one: round(one.sensitivity + one.specificity, 12))


def compare(first: ArrayLike, second: ArrayLike, case: ArrayLike, lower_is_case: bool = True) -> tuple[float, float]:
    """DeLong's test of two scores of the same people. Gives: (z, two-sided p)."""
    one, cases_one, controls_one = _placements(first, case, lower_is_case)
    two, cases_two, controls_two = _placements(second, case, lower_is_case)
    apart = (cases_one - cases_two, controls_one - controls_two)
    z = (one - two) / float(np.sqrt(sum(group.var(ddof=1) / len(group) for group in apart)))
    return z, float(2 * stats.norm.sf(abs(z)))


def _sorted_out(score: ArrayLike, case: ArrayLike) -> tuple[Numbers, NDArray[np.bool_]]:
    values, cases = np.asarray(score, dtype=float), np.asarray(case, dtype=bool)
    if np.isnan(values).any():
        raise ValueError("a score is missing: leave the person out first")
    return values, cases


def _placements(score: ArrayLike, case: ArrayLike, lower_is_case: bool) -> tuple[float, Numbers, Numbers]:
    values, cases = _sorted_out(score, case)
    values = -values if lower_is_case else values
    m, n = int(cases.sum()), int((~cases).sum())
    if min(m, n) < 2:
        raise ValueError("an AUC needs at least two cases and two controls")
    together = stats.rankdata(np.r_[values[cases], values[~cases]])
    of_cases = (together[:m] - stats.rankdata(values[cases])) / n
    of_controls = 1 - (together[m:] - stats.rankdata(values[~cases])) / m
    return float(of_cases.mean()), of_cases, of_controls
