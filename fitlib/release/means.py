"""Which means may be shown: a mean of few tells about each, and so does that of all less those of the others."""

from collections.abc import Iterable

from fitlib.indicators import ALL, EXPORT, Measured
from fitlib.release.cells import RATER


def hidden_groups(facts: Iterable[Measured], shown_n: set[str], minimum: int) -> set[str]:
    """The groups of one indicator whose mean is hidden.

    Takes: its figures, the groups whose n may be shown, the smallest n of a mean.
    Rule: the hidden groups of a margin hold `minimum` values together, or one more group is hidden.
    """
    sizes = {fact.group: fact.n for fact in facts}
    hidden = {group for group, n in sizes.items() if group not in shown_n or 0 < n < minimum}
    if ALL not in sizes or ALL in hidden:
        return hidden
    inner = [group for group in sizes if group != ALL and not group.startswith(RATER)]
    for exports in (False, True):
        hidden |= _complement({g: sizes[g] for g in inner if g.startswith(EXPORT) is exports}, sizes, hidden, minimum)
    return hidden


def _complement(margin: dict[str, int], sizes: dict[str, int], hidden: set[str], minimum: int) -> set[str]:
    out = {group for group in margin if group in hidden and margin[group] > 0}
    shown = sorted(
        (group for group in margin if group not in hidden and margin[group] > 0), key=lambda g: (margin[g], g)
    )
    beside = sizes[ALL] - sum(margin.values())
    while (out or 0 < beside < minimum) and 0 < beside + sum(margin[group] for group in out) < minimum:
        if not shown:
            return out | {ALL}
        out.add(shown.pop(0))
    return out
