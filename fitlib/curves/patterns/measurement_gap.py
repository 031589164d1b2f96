"""Measurement gap: several sessions in a row without an ORS."""

import numpy as np

from fitlib.curves.block import SESSIONS, Block
from fitlib.curves.columns import MISSING
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """More than two sessions in a row without an ORS; asked of the client's own ratings only."""
    longest = run = np.zeros(curves.x.shape[1], np.int32)
    for missing in curves.x == MISSING:
        run = np.where(missing, run + 1, 0)
        longest = np.maximum(longest, run)
    return Finding(longest > limits.count("measurement_gap.sessions"), {}, {"sessions": longest}, curves.own)


PATTERN = Pattern("measurement_gap", ("gap",), rule, SESSIONS)
