"""Whether a drop came back: the one question that dips of the ORS and ruptures of the SRS share."""

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.columns import Ints
from fitlib.curves.limits import PER_THOUSAND


def regained(x: Ints, within: int, share: int) -> NDArray[np.bool_]:
    """For every step down, whether that share of it is back at one of the next measurements.

    Takes: x (measurements × curves, tenths), how many measurements to look ahead, share per thousand.
    Gives: steps × curves; False where nothing comes after the step, and where the step is not down.
    """
    drops = x[:-1] - x[1:]
    back = np.zeros(drops.shape, bool)
    for ahead in range(1, within + 1):
        later = x[1 + ahead :] - x[1:-ahead]
        back[: len(later)] |= PER_THOUSAND * later >= share * drops[: len(later)]
    return back & (drops > 0)
