"""SRS falling: the alliance is rated lower and lower."""

from fitlib.curves.block import SRS, Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.slope import theil_sen


def rule(curves: Block, limits: Limits) -> Finding:
    """first − last at or above the line, and the Theil–Sen slope below 0."""
    first, last = curves.x[0], curves.x[-1]
    fired = first - last >= limits.score("srs_falling.fall")
    fired[fired] = theil_sen(curves.x[:, fired]) < 0
    return Finding(fired, {"first": first, "last": last})


PATTERN = Pattern("srs_falling", ("fall",), rule, SRS)
