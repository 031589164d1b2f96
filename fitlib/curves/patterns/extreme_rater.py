"""Extreme rater: nearly only the ends of the lines, no spread between items, or every SRS 40."""

import numpy as np

from fitlib.curves.block import SESSIONS, Block
from fitlib.curves.limits import PER_THOUSAND, Limits
from fitlib.curves.pattern import Finding, Pattern

ITEMS_OF_A_SURVEY = 4


def rule(curves: Block, limits: Limits) -> Finding:
    """forty: every SRS 40 · ends: at least 80 % of the items 0 or 10 · level: four equal items in every survey.

    Rows that carry a total only have no items and stay out; asked from three surveys with items.
    """
    surveys, fewest = curves.items // ITEMS_OF_A_SURVEY, limits.count("extreme_rater.surveys")
    ends = PER_THOUSAND * curves.ends >= limits.share("extreme_rater.ends") * curves.items
    level = curves.level == surveys
    fired = np.select([curves.forty >= fewest, ends, level], [1, 2, 3], 0)
    counted = {"surveys": surveys, "ends": curves.ends, "items": curves.items}
    return Finding(fired, {}, counted, enough=surveys >= fewest)


PATTERN = Pattern("extreme_rater", ("forty", "ends", "level"), rule, SESSIONS)
