"""What is left of a figure after hiding: rounded counts, shares of large enough bases, quartiles of large groups."""

from dataclasses import replace

from fitlib.indicators import Measured
from fitlib.reference import Reference
from fitlib.release.policy import Policy
from fitlib.statistics.intervals import wilson


def to_nearest(count: int, step: int) -> int:
    """The nearest multiple, half up: 3 is 5 and 2 is 0 where the step is 5."""
    return (2 * count + step) // (2 * step) * step


def rounded(fact: Measured, rules: Policy, reference: Reference) -> Measured:
    """The figure as its audience may see it, hidden figures included.

    Rule: a share is made of the rounded counts; below percent_n there is k of n and no percentage.
    """
    k, n = (None if count is None else to_nearest(count, rules.round_to) for count in (fact.k, fact.n))
    seen = replace(fact, k=k, n=n)
    if k is None:
        return _statistic(seen, fact.n, rules)
    if fact.unit != "share":
        return replace(seen, value=k)
    if fact.n < rules.percent_n or n == 0:
        return replace(seen, value=None, low=None, high=None)
    low, high = wilson(k, n, reference["interval.level"])
    return replace(seen, value=k / n, low=low, high=high)


def _statistic(fact: Measured, n: int, rules: Policy) -> Measured:
    keep = fact.method != "median" or n >= rules.quartile_n
    value, low, high = (
        None if number is None else round(number, rules.mean_decimals)
        for number in (fact.value, fact.low if keep else None, fact.high if keep else None)
    )
    return replace(fact, value=value, low=low, high=high)
