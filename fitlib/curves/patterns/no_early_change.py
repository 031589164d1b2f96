"""No early change: after four measurements or more, less than half a reliable change and still below the cutoff."""

from fitlib.curves.block import Block
from fitlib.curves.columns import MISSING
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """last − first < reliable change / 2, and last < cutoff."""
    first, last = curves.x[0], curves.x[-1]
    fired = (2 * (last - first) < limits.rci) & (last < curves.cutoff)
    return Finding(fired, {"first": first, "last": last}, enough=curves.cutoff != MISSING)


PATTERN = Pattern("no_early_change", ("below",), rule)
