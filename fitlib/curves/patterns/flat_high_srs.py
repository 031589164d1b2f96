"""Flat with a high SRS: well-being does not move, and the meetings are rated nearly full."""

from fitlib.curves.block import Block
from fitlib.curves.level import is_flat
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """Flat, and the mean SRS at or above the line; asked where as many SRS are there as the rule needs ORS."""
    total, n = curves.srs_sum, curves.srs_count
    fired = is_flat(curves.x, limits) & (total >= limits.score("flat_high_srs.mean") * n)
    seen = {"lowest": curves.x.min(axis=0), "highest": curves.x.max(axis=0), "srs": total // n.clip(min=1)}
    return Finding(fired, seen, enough=n >= limits.count("flat_high_srs.points"))


PATTERN = Pattern("flat_high_srs", ("range",), rule)
