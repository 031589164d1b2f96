"""Do a share of reliable change and an effect size on one page fit the same data and the same definitions?"""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr

from fitlib.statistics.answer import z_of


@dataclass(frozen=True)
class Consistency:
    """Share with reliable improvement as shown, and as mean and SD of the change let expect."""

    shown: float
    expected: float
    tolerance: float

    @property
    def warns(self) -> bool:
        """Farther apart than rounding, skew and chance explain: different definitions or denominators."""
        return abs(self.shown - self.expected) > self.tolerance


def expected_share(mean_change: float, sd_change: float, reliable: float) -> float:
    """P(Δ ≥ RCI) = Φ((M − RCI) / SD) if changes were normally distributed. Takes: one unit, SD above 0."""
    return float(ndtr((mean_change - reliable) / sd_change))


def consistency(
    shown: float, change: tuple[float, float], reliable: float, n: int, allowed: float, level: float
) -> Consistency:
    """Compare a share on the page with the one that mean and SD of the change imply.

    Takes: share shown, (mean, SD) of the change and RCI in one unit, n, share allowed for skew, level.
    Rule: warns beyond allowed + z·√(p(1 − p)/n).
    """
    expected = expected_share(*change, reliable)
    return Consistency(shown, expected, allowed + z_of(level) * sqrt(expected * (1 - expected) / n))


def change_from_effect(effect: float, sd_first: float, correlation: float) -> tuple[float, float]:
    """Mean and SD of the change that a published effect size implies, for checking figures without their data.

    Takes: pre-post d, SD of first (and of last), correlation of first and last. Gives: M = d·SD, SD_Δ = SD·√(2(1 − r)).
    """
    return effect * sd_first, sd_first * sqrt(2 * (1 - correlation))
