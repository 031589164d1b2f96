"""Very low intake: the first ORS is far down the scale."""

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """first < the line for very low."""
    first = curves.x[0]
    return Finding(first < limits.score("very_low_intake.below"), {"first": first})


PATTERN = Pattern("very_low_intake", ("low",), rule)
