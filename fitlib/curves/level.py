"""Whether a curve lies flat, and on which side of its cutoff."""

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.block import Block
from fitlib.curves.columns import Ints
from fitlib.curves.limits import Limits


def is_flat(x: Ints, limits: Limits) -> NDArray[np.bool_]:
    """Highest − lowest < reliable change. Takes: x (measurements × curves, tenths)."""
    return x.max(axis=0) - x.min(axis=0) < limits.rci


def is_low(curves: Block) -> NDArray[np.bool_]:
    """The mean of the curve is below its cutoff."""
    return curves.x.sum(axis=0) < len(curves) * curves.cutoff.astype(np.int32)
