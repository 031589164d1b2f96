"""Low SRS that rises: the alliance began below the cutoff and has grown."""

from fitlib.curves.block import SRS, Block
from fitlib.curves.columns import MISSING
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.slope import theil_sen


def rule(curves: Block, limits: Limits) -> Finding:
    """first < cutoff of the SRS, last − first at or above the line, Theil–Sen slope above 0."""
    first, last = curves.x[0], curves.x[-1]
    fired = (first < curves.cutoff_srs) & (last - first >= limits.score("srs_rising.rise"))
    fired[fired] = theil_sen(curves.x[:, fired]) > 0
    return Finding(fired, {"first": first, "last": last}, enough=curves.cutoff_srs != MISSING)


PATTERN = Pattern("srs_rising", ("rise",), rule, SRS)
