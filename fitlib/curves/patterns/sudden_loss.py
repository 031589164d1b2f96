"""Sudden loss: the mirror of the sudden gain."""

from fitlib.curves.block import SESSIONS, Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.sudden import LOSS, sudden


def rule(curves: Block, limits: Limits) -> Finding:
    """The three criteria mirrored; the second one by the size of the change, as the published package means it."""
    return sudden(curves.x, limits, LOSS)


PATTERN = Pattern("sudden_loss", ("loss",), rule, SESSIONS)
