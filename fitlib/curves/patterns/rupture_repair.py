"""Rupture and repair: the SRS dropped, and most of the drop came back within two measurements."""

import numpy as np

from fitlib.curves.block import SRS, Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern
from fitlib.curves.regained import regained


def rule(curves: Block, limits: Limits) -> Finding:
    """A step down of three points or more, at least 80 % of it back at one of the next two measurements."""
    drops = curves.x[:-1] - curves.x[1:]
    back = regained(curves.x, limits.count("rupture_repair.within"), limits.share("rupture_repair.regained"))
    repaired = np.where(back & (drops >= limits.score("rupture_repair.drop")), drops, 0)
    return Finding(repaired.any(axis=0), {"drop": repaired.max(axis=0)})


PATTERN = Pattern("rupture_repair", ("repaired",), rule, SRS)
