"""Team figures drawn towards the mean of the teams, the more the fewer clients they rest on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fitlib.statistics.answer import Numbers


@dataclass(frozen=True)
class Shrunk:
    """One value per team. `weight` is λ = nτ²/(nτ² + σ²): 1 keeps the team's own figure, 0 gives the common mean."""

    value: Numbers
    weight: Numbers
    mean: float
    mean_se: float
    tau2: float


def between_variance(estimate: ArrayLike, variance: ArrayLike) -> float:
    """τ², how much teams truly differ, never below 0. Source: DerSimonian & Laird 1986."""
    y, w = np.asarray(estimate, dtype=float), 1 / np.asarray(variance, dtype=float)
    if len(y) < 2:
        return 0.0
    q = (w * (y - np.average(y, weights=w)) ** 2).sum()
    return float(max(0.0, (q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def shrink(estimate: ArrayLike, variance: ArrayLike) -> Shrunk:
    """Each team's figure and the common mean, weighted by how sure each is.

    Takes: one estimate per team and its sampling variance σ²/n (above 0). Gives: one value per team, in their order.
    """
    y, v = np.asarray(estimate, dtype=float), np.asarray(variance, dtype=float)
    tau2 = between_variance(y, v)
    w = 1 / (v + tau2)
    mean, weight = float(np.average(y, weights=w)), tau2 / (tau2 + v)
    return Shrunk(weight * y + (1 - weight) * mean, weight, mean, float(1 / np.sqrt(w.sum())), tau2)
