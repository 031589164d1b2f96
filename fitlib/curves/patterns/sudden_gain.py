"""Sudden gain: a big, proportionally big and lasting rise between two sessions (Tang & DeRubeis)."""

from fitlib.curves.block import SESSIONS, Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.sudden import GAIN, sudden


def rule(curves: Block, limits: Limits) -> Finding:
    """The three criteria on 40 − ORS at any pair of neighbouring sessions; asked where such a pair can be judged."""
    return sudden(curves.x, limits, GAIN)


PATTERN = Pattern("sudden_gain", ("gain",), rule, SESSIONS)
