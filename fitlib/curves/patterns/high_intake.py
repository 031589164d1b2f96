"""High intake: the first ORS is at or above the cutoff, or so high that the measure has little room to show change."""

import numpy as np

from fitlib.curves.block import Block
from fitlib.curves.columns import MISSING
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """high: first ≥ cutoff · strong: first above the strong line."""
    first = curves.x[0]
    strong, high = first > limits.score("high_intake.strong"), first >= curves.cutoff
    seen = {"first": first, "cutoff": curves.cutoff}
    return Finding(np.select([strong, high], [2, 1], 0), seen, enough=curves.cutoff != MISSING)


PATTERN = Pattern("high_intake", ("high", "strong"), rule)
