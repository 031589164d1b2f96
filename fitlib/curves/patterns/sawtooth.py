"""Sawtooth: big steps up and down by turns."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.columns import Ints
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def turns(x: Ints, step: int) -> Ints:
    """How many big steps go the other way than the last big step before them; the first big step counts.

    Takes: x (measurements × curves, tenths), the size of a big step. Gives: one number per curve.
    Source: the PCOMS rule, with its two published vectors ([1,7,2,6,12,18,26,15,9] → 2, [20,27,20,27,20] → 4).
    """
    count, way = np.zeros(x.shape[1], np.int32), np.zeros(x.shape[1], np.int32)
    for difference in x[1:] - x[:-1]:
        big = np.where(np.abs(difference) >= step, np.sign(difference), 0)
        turned = (big != 0) & (big != way)
        count += turned
        way = np.where(big != 0, big, way)
    return count


def rule(curves: Block, limits: Limits) -> Finding:
    """At least four turns of at least six points."""
    count = turns(curves.x, limits.score("sawtooth.step"))
    return Finding(count >= limits.count("sawtooth.turns"), counted={"turns": count})


PATTERN = Pattern("sawtooth", ("turns",), rule)
