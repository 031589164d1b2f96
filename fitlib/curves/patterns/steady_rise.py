"""Steady rise: mostly upwards, no big drop, and in the end a reliable gain."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.limits import PER_THOUSAND, Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.slope import theil_sen


def rule(curves: Block, limits: Limits) -> Finding:
    """last − first ≥ reliable change, no step down of that size, at least 60 % steps up, Theil–Sen slope above 0."""
    x = curves.x
    steps = x[1:] - x[:-1]
    ups = (steps > 0).sum(axis=0)
    fired = (x[-1] - x[0] >= limits.rci) & (steps.min(axis=0) > -limits.rci)
    fired &= PER_THOUSAND * ups >= limits.share("steady_rise.ups") * len(steps)
    rows = np.flatnonzero(fired)
    fired[rows] = theil_sen(x[:, rows]) > 0
    return Finding(fired, {"first": x[0], "last": x[-1]})


PATTERN = Pattern("steady_rise", ("rise",), rule)
