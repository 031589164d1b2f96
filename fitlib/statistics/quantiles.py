"""Conditional quantiles: the lines below which a share of the scores lies, given intake and session.

The linear programme is solved exactly (HiGHS). With many rows only those near the line go into it: the others keep
their side of the line, which is checked, and rows found on the wrong side are taken in (Portnoy & Koenker 1997).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
WHOLE = 4_000
"""Up to this many rows the programme is solved as it is; a matter of speed, the result is the same."""
BAND = 2
"""Half-width of the first band around the line, in standard errors of the sample's share; also a matter of speed."""


def conditional_quantile(design: ArrayLike, score: ArrayLike, share: float) -> Floats | None:
    """Coefficients of the line with `share` of the scores below it.

    Takes: design n × p, scores n, share between 0 and 1. Gives: p coefficients; None where rows do not determine them.
    Source: Koenker & Bassett 1978; results agree with R's quantreg.
    """
    x, y = np.asarray(design, dtype=float), np.asarray(score, dtype=float)
    if y.size <= x.shape[1] or np.linalg.matrix_rank(x.T @ x) < x.shape[1]:
        return None
    if y.size <= WHOLE:
        return _solve(x, y, (1 - share) * x.sum(axis=0))
    every = max(int(y.size / ((x.shape[1] + 1) * y.size) ** (2 / 3)), 1)
    start = conditional_quantile(x[::every], y[::every], share) if every > 1 else None
    return _solve(x, y, (1 - share) * x.sum(axis=0)) if start is None else _near(x, y, share, start)


def _near(x: Floats, y: Floats, share: float, start: Floats) -> Floats | None:
    """Exact solution from a first guess: solve among rows near the line until no other row is on the wrong side."""
    gap = y - x @ start
    near = BAND / ((x.shape[1] + 1) * y.size) ** (1 / 3)
    low, high = np.quantile(gap, np.clip([share - near, share + near], 0, 1))
    inside, above = (gap >= low) & (gap <= high), gap > high
    while True:
        line = _solve(x[inside], y[inside], (1 - share) * x.sum(axis=0) - x[above].sum(axis=0))
        wrong = ~inside if line is None else ~inside & ((y - x @ line > 0) != above)
        if not wrong.any():
            return line
        inside |= wrong
        above &= ~wrong


def _solve(x: Floats, y: Floats, balance: Floats) -> Floats | None:
    """Dual of the quantile programme: max y'd with X'd = balance, 0 ≤ d ≤ 1; the line is its shadow price."""
    found = linprog(-y, A_eq=x.T, b_eq=balance, bounds=(0, 1), method="highs")
    return -found.eqlin.marginals if found.success else None
