"""Early change: a reliable gain within the first few sessions."""

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """The best of the second to the fourth measurement − first ≥ reliable change."""
    first, best = curves.x[0], curves.x[1 : limits.count("early_change.within")].max(axis=0)
    return Finding(best - first >= limits.rci, {"first": first, "best": best})


PATTERN = Pattern("early_change", ("gain",), rule)
