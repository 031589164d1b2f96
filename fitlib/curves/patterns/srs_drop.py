"""SRS drop: the latest SRS is lower than the one before; a cue for a talk, from three points on a major one."""

import numpy as np

from fitlib.curves.block import SRS, Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """cue: down by one point or more since the time before · major: by three or more."""
    before, last = curves.x[-2], curves.x[-1]
    drop = before - last
    major, cue = drop >= limits.score("srs_drop.major"), drop >= limits.score("srs_drop.cue")
    return Finding(np.select([major, cue], [2, 1], 0), {"before": before, "last": last})


PATTERN = Pattern("srs_drop", ("cue", "major"), rule, SRS)
