"""Which sums of money may be shown: not where one or two contribute nearly all of it."""

from fitlib.indicators import Measured, Money
from fitlib.release.policy import Policy

EURO = "euro"
ARITHMETIC, SCENARIO = "arithmetic", "scenario"


def told_by_others(fact: Measured) -> bool:
    """Whether a figure in euros says no more than other figures of the page do: a price times what stands there."""
    return fact.unit != EURO or fact.method == ARITHMETIC or fact.denominator == SCENARIO


def hidden_money(fact: Measured, rules: Policy) -> bool:
    """Whether a sum of money from data must be hidden; one whose contributions are not known is.

    Rule: mean_n contributions or more, the two largest at most money_two_share of the sum, and what the others
    contribute at least money_rest_share of the largest, so that the second cannot estimate it (p % rule).
    """
    if told_by_others(fact) or fact.n == 0:
        return False
    return fact.money is None or fact.n < rules.mean_n or not spread(fact.money, rules)


def spread(money: Money, rules: Policy) -> bool:
    """Whether a sum comes from enough hands. Takes: amounts that are not below zero."""
    if money.total <= 0:
        return True
    rest = money.total - money.largest - money.second
    return money.largest + money.second <= rules.money_two_share * money.total and (
        rest >= rules.money_rest_share * money.largest
    )
