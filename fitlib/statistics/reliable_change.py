"""How large a change must be before it is more than the noise of the measure."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from fitlib.statistics.answer import z_of


def measurement_error(sd: float, reliability: float) -> float:
    """Standard error of measurement, SEM = SD·√(1−r).

    Takes: SD of the first measures (any unit), reliability 0–1. Gives: SEM in the unit of SD.
    Source: Jacobson & Truax 1991.
    """
    return sd * math.sqrt(1 - reliability)


def difference_error(sem: float) -> float:
    """Standard error of the difference of two measures, S_diff = √2·SEM. Source: Jacobson & Truax 1991."""
    return math.sqrt(2) * sem


def reliable_points(sd: float, reliability: float, level: float) -> float:
    """Reliable change that the own data imply: z·√2·SD·√(1−r).

    Takes: SD of first measures, reliability from the own data, two-sided level (0.95).
    Gives: points (the unit of SD), shown beside the convention.
    Source: Jacobson & Truax 1991.
    """
    return z_of(level) * difference_error(measurement_error(sd, reliability))


def implied_reliability(points: float, sd: float, level: float) -> float:
    """The reliability at which a convention of `points` would be exact; the inverse of `reliable_points`.

    Takes: points and SD in one unit. Gives: r ≤ 1, negative where no reliability would do.
    """
    return 1 - (points / (z_of(level) * math.sqrt(2) * sd)) ** 2


def reliable_change_index(first: ArrayLike, last: ArrayLike, difference: float) -> NDArray[np.float64]:
    """RC = (last − first) / S_diff, one entry per curve.

    Takes: first and last measures and S_diff in one unit. Source: Jacobson & Truax 1991.
    """
    return (np.asarray(last, dtype=float) - np.asarray(first, dtype=float)) / difference


def false_alarm(reliable: float, sem: float) -> float:
    """Share of unchanged clients that a threshold calls changed, each way: 1 − Φ(reliable / S_diff).

    Takes: reliable change and SEM in one unit. Source: normal error model of Jacobson & Truax 1991.
    """
    return float(norm.sf(reliable / difference_error(sem)))


@dataclass(frozen=True)
class BesideConvention:
    """A convention of so many points beside what the own data imply; `false_alarm` is the share each way by chance."""

    convention: float
    own: float
    implied_reliability: float
    false_alarm: float


def beside_convention(convention: float, sd: float, reliability: float, level: float) -> BesideConvention:
    """What a convention of reliable change is worth in the own data.

    Takes: convention and SD of first measures in one unit, reliability from the own data, two-sided level.
    """
    own = reliable_points(sd, reliability, level)
    alarm = false_alarm(convention, measurement_error(sd, reliability))
    return BesideConvention(convention, own, implied_reliability(convention, sd, level), alarm)
