"""Floor and ceiling: how many answer at the very ends of the scale, where change cannot be seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Edges:
    """How many of n totals lie at the lowest and at the highest score."""

    floor: int
    ceiling: int
    n: int

    @property
    def floor_share(self) -> float | None:
        """Share at the lowest score, None when nothing was measured."""
        return self.floor / self.n if self.n else None

    @property
    def ceiling_share(self) -> float | None:
        """Share at the highest score (for SRS: 40 of 40), None when nothing was measured."""
        return self.ceiling / self.n if self.n else None


def edges(totals: ArrayLike, lowest: int, highest: int) -> Edges:
    """Floor and ceiling of measured totals. Takes: totals and the ends of the scale in the same unit (tenths)."""
    score = np.array(totals, dtype=float)
    score = score[~np.isnan(score)]
    return Edges(int((score <= lowest).sum()), int((score >= highest).sum()), len(score))
