"""One group judged by six methods: how many fall into each category, and how far the methods agree."""

from dataclasses import dataclass

import polars as pl
from numpy.typing import ArrayLike

from fitlib.reference import Reference
from fitlib.statistics import change, sensitivity
from fitlib.statistics.answer import TooFew
from fitlib.statistics.method_agreement import agreement_matrix

LEAST = 3
HAGEMAN = "HA"


@dataclass(frozen=True)
class MethodComparison:
    """`categories`: one row per method (method, n, recovered, improved, unchanged, deteriorated, harmed).

    `agreement`: one row per pair of methods (method_agreement.agreement_matrix) over the four categories.
    """

    categories: pl.DataFrame
    agreement: pl.DataFrame


def compare_methods(
    first: ArrayLike, last: ArrayLike, cutoff: float, reliability: float, reference: Reference
) -> MethodComparison | TooFew:
    """Sensitivity of a group's result to the method.

    Takes: first, last and cutoff in one unit, one entry per curve with two measures; reliability from the own data.
    Gives: TooFew below three curves or without spread at first. Rule: recovered starts below the cutoff and ends at or
    above it; with HA it ends surely above the cutoff by Hageman & Arrindell's own index.
    """
    m = sensitivity.moments(first, last, reliability) if len(first) >= LEAST else None
    if m is None or not m.sd1 > 0:
        return TooFew(len(first), LEAST, "sensitivity")
    outcomes = _outcomes(first, last, cutoff, m, reference)
    rows = [
        {"method": name, "n": len(first), **change.counts(found), "harmed": int(found.harmed.sum())}
        for name, found in outcomes.items()
    ]
    return MethodComparison(pl.DataFrame(rows), agreement_matrix({n: found.category for n, found in outcomes.items()}))


def _outcomes(
    first: ArrayLike, last: ArrayLike, cutoff: float, m: sensitivity.Moments, reference: Reference
) -> dict[str, change.Outcome]:
    two_sided, hageman = (reference[f"sensitivity.critical.{name}"] for name in ("two_sided", "hageman_arrindell"))
    below, above = ~change.reaches(first, cutoff), change.reaches(last, cutoff)
    index = sensitivity.indices(first, last, m)
    verdicts = {name: sensitivity.verdict(index[name], hageman if name == HAGEMAN else two_sided) for name in index}
    end = sensitivity.verdict(sensitivity.true_end_state(last, m, cutoff), hageman)
    outcomes = {name: change.from_verdict(verdict, below, above) for name, verdict in verdicts.items()}
    return outcomes | {HAGEMAN: change.from_verdict(verdicts[HAGEMAN], below, end > 0, end < 0)}
