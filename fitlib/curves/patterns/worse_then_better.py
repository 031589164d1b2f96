"""Worse, then better: a low early on, and in the end reliably above the start."""

from fitlib.curves.block import Block
from fitlib.curves.limits import Limits
from fitlib.curves.pattern import Finding, Pattern


def rule(curves: Block, limits: Limits) -> Finding:
    """The lowest of the first third ≤ first − SEM, and last ≥ first + reliable change."""
    x = curves.x
    first, last = x[0], x[-1]
    low = x[: -(-len(x) // limits.count("worse_then_better.part"))].min(axis=0)
    fired = (low <= first - limits.sem) & (last >= first + limits.rci)
    return Finding(fired, {"first": first, "low": low, "last": last})


PATTERN = Pattern("worse_then_better", ("turned",), rule)
