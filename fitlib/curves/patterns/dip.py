"""Dip: one drop by a reliable change, half of it regained within two measurements."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.regained import regained


def rule(curves: Block, limits: Limits) -> Finding:
    """Exactly one step down of that size, and at least half of it back at one of the next two measurements."""
    drops = curves.x[:-1] - curves.x[1:]
    big = drops >= limits.rci
    back = regained(curves.x, limits.count("dip.within"), limits.share("dip.regained"))
    low = np.take_along_axis(curves.x[1:], drops.argmax(axis=0)[None], axis=0)[0]
    return Finding((big.sum(axis=0) == 1) & (big & back).any(axis=0), {"drop": drops.max(axis=0), "low": low})


PATTERN = Pattern("dip", ("regained",), rule)
