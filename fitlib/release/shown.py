"""What is left of a figure after hiding: rounded counts, shares of large enough bases, quartiles of large groups."""

from dataclasses import replace
from math import ceil, floor

from fitlib.indicators import Measured
from fitlib.reference import Reference
from fitlib.release.policy import Policy
from fitlib.release.rounding import to_nearest
from fitlib.statistics.intervals import wilson

CENT = 1e-9


def rounded(fact: Measured, k: int | None, n: int, rules: Policy, reference: Reference) -> Measured:
    """The figure as its audience may see it, hidden figures included.

    Takes: k and n as they are published. Rule: a share is made of the published counts and its interval covers what
    rounding blurs; below percent_n, or where k is not below n only by rounding, there is no percentage.
    """
    seen = replace(fact, k=k, n=n)
    if k is None:
        return _statistic(seen, fact.n, rules)
    if fact.unit != "share":
        return replace(seen, value=k)
    if min(fact.n, n) < rules.percent_n or n == 0 or (k >= n and fact.k != fact.n):
        return replace(seen, value=None, low=None, high=None)
    return replace(seen, value=_percent(k / n, n, rules), **_interval(k, n, rules, reference["interval.level"]))


def _percent(share: float, n: int, rules: Policy) -> float:
    step = rules.percent_step if n < rules.percent_fine_n else 0
    return floor(share / step + 0.5 + CENT) * step if step else share


def _interval(k: int, n: int, rules: Policy, level: float) -> dict[str, float]:
    """The interval of the share, from the smallest to the largest that the published counts leave possible."""
    less, more = (half(step) for step in (rules.round_to, rules.base_step))
    low, high = wilson(max(k - less, 0), n + more, level)[0], wilson(k + less, max(n - more, k + less), level)[1]
    step = rules.percent_step if n < rules.percent_fine_n else 0
    if step:
        low, high = floor(low / step + CENT) * step, min(1.0, ceil(high / step - CENT) * step)
    return {"low": low, "high": high}


def half(step: int) -> int:
    """How far from a published number the count may lie."""
    return step // 2


def _statistic(fact: Measured, n: int, rules: Policy) -> Measured:
    keep = fact.method != "median" or n >= rules.quartile_n
    numbers = (fact.value, fact.low if keep else None, fact.high if keep else None)
    if fact.money is not None:
        value, low, high = (None if number is None else _euros(number, rules) for number in numbers)
    else:
        value, low, high = (None if number is None else round(number, rules.mean_decimals) for number in numbers)
    return replace(fact, value=value, low=low, high=high)


def _euros(number: float, rules: Policy) -> float:
    return float(to_nearest(round(number), rules.money_step))
