"""Flat and low: nothing has moved by a reliable change, below the cutoff."""

from fitlib.curves.block import Block
from fitlib.curves.columns import MISSING
from fitlib.curves.level import is_flat, is_low
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """Highest − lowest < reliable change, and the mean of the curve is below the cutoff."""
    seen = {"lowest": curves.x.min(axis=0), "highest": curves.x.max(axis=0)}
    return Finding(is_flat(curves.x, limits) & is_low(curves), seen, enough=curves.cutoff != MISSING)


PATTERN = Pattern("flat_low", ("range",), rule)
