"""What a quantile line minimises, to hold lines against each other."""

import numpy as np
from numpy.typing import ArrayLike


def loss(design: ArrayLike, score: ArrayLike, share: float, line: ArrayLike) -> float:
    """What the quantile line minimises: Σ |gap| · (share above it, 1 − share below it)."""
    gap = np.asarray(score, dtype=float) - np.asarray(design, dtype=float) @ np.asarray(line)
    return float(np.maximum(share * gap, (share - 1) * gap).sum())
