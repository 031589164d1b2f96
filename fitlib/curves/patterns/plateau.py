"""Plateau: the last measurements lie level after a reliable gain."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """Each of the last four within ± SEM of their mean, and that mean − first ≥ reliable change."""
    first, last = curves.x[0], curves.x[-limits.count("plateau.level") :]
    total, n = last.sum(axis=0), len(last)
    level = np.abs(n * last - total).max(axis=0) <= n * limits.sem
    return Finding(level & (total - n * first >= n * limits.rci), {"first": first, "last": curves.x[-1]})


PATTERN = Pattern("plateau", ("level",), rule)
