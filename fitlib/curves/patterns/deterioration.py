"""Deterioration: reliably below the start, or three declines in a row that add up to a reliable change."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """latest: last − first ≤ −reliable change · run: the last three steps all down, together at least as much."""
    x, run = curves.x, limits.count("deterioration.run")
    latest = x[-1] - x[0] <= -limits.rci
    in_a_row = np.zeros_like(latest)
    fall = x[0] - x[-1]
    if len(x) > run:
        steps = x[-run:] - x[-run - 1 : -1]
        in_a_row = (steps < 0).all(axis=0) & (steps.sum(axis=0) <= -limits.rci)
        fall = np.where(latest, fall, x[-run - 1] - x[-1])
    return Finding(np.select([latest, in_a_row], [1, 2], 0), {"first": x[0], "last": x[-1], "fall": fall})


PATTERN = Pattern("deterioration", ("latest", "run"), rule)
