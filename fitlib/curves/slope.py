"""The Theil–Sen slope: the median of the slopes between all pairs of measurements. One bad day does not move it."""

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.columns import Ints


def theil_sen(x: Ints) -> NDArray[np.float64]:
    """The median slope of every curve, tenths per measurement.

    Takes: x (measurements × curves), at least two measurements. Gives: one number per curve.
    Source: Sen 1968, JASA 63:1379.
    """
    early, late = np.triu_indices(len(x), 1)
    return np.median((x[late] - x[early]) / (late - early)[:, None], axis=0)
