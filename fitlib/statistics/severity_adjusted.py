"""SAES in both conventions. The number alone does not tell which it is, so the convention goes with it everywhere.

Older: ES of the reference + ChangeIndex / SD, so that the reference's own ES is "exactly average". Since late 2025
OpenFIT's SAES is centred at 0, which is the older RES. Source: OpenFIT, published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fitlib.statistics.answer import Estimate

OLDER, CENTRED, UNKNOWN = "saes_older", "saes_centred", "saes_unknown"
MIXED, UNCLEAR = "saes_conventions_mixed", "saes_convention_unknown"


@dataclass(frozen=True)
class SeverityAdjusted:
    """SAES with its interval and its convention (a key of words, `statistics.method.*`)."""

    value: float
    low: float
    high: float
    n: int
    convention: str


def severity_adjusted(relative: Estimate, reference_effect: float | None, convention: str) -> SeverityAdjusted | None:
    """SAES from RES.

    Takes: RES, the effect size of the customer's reference set, the convention wanted.
    Gives: None for the older convention without a reference set (show RES alone).
    """
    if convention == OLDER and reference_effect is None:
        return None
    base = reference_effect if convention == OLDER and reference_effect is not None else 0.0
    return SeverityAdjusted(relative.value + base, relative.low + base, relative.high + base, relative.n, convention)


def reference_effect(saes: float, relative: float) -> float:
    """The reference's effect size that a published pair of older SAES and RES implies: .75 and −.01 give .76."""
    return saes - relative


def convention_of(made: date, older_until: date, centred_from: date) -> str:
    """The tag of a SAES by the day on which it was computed; unknown between the two days.

    Takes: day of the export, last day known to be older, first day known to be centred.
    """
    if made <= older_until:
        return OLDER
    return CENTRED if made >= centred_from else UNKNOWN


def joining_warning(conventions: Iterable[str]) -> str | None:
    """Key of the warning (`statistics.warning.*`) to print where SAES of these conventions stand in one series.

    Gives: None where all are known and the same.
    """
    found = set(conventions)
    if UNKNOWN in found:
        return UNCLEAR
    return MIXED if len(found) > 1 else None
