"""Sums of money: the dominance vectors of the security notes, and what an amount may not carry out of the gate."""

from dataclasses import asdict, replace

import pytest

from fitlib.indicators import Measured, Money
from fitlib.release import release
from fitlib.release.money import spread
from fitlib.release.policy import policy
from fitlib.release.reasons import FEW_VALUES, ONE_PAYER

VISIT = 345
VECTORS = {
    "D1": ([8664, *[VISIT] * 11], 0.723, 0.398, None),
    "D2": ([86640, *[VISIT] * 11], 0.962, 0.040, ONE_PAYER),
    "D3": ([8664, 8664, *[100] * 10], 0.945, 1000 / 8664, ONE_PAYER),
    "D4": ([8664] * 9, 2 / 9, 7.0, FEW_VALUES),
}


def cost(amounts: list[float], money: bool = True, method: str = "sum") -> Measured:
    found = Money.of(amounts) if money else None
    total = sum(amounts)
    return Measured("cost", "all", "euro", total, None, len(amounts), None, None, "episodes", method, money=found)


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_vectors(vector, audience, constants) -> None:
    amounts, top, rest, reason = VECTORS[vector]
    money = Money.of(amounts)
    assert (money.largest + money.second) / money.total == pytest.approx(top, abs=0.0006)
    assert (money.total - money.largest - money.second) / money.largest == pytest.approx(rest, abs=0.0006)
    fact = release([cost(amounts)], audience, constants).facts[0]
    assert (fact.hidden is None) is (reason is None)
    assert fact.value == (None if reason else {"internal": 12500.0, "public": 12000.0}[audience])


def test_own_sees_every_sum(constants) -> None:
    assert [release([cost(row[0])], "own", constants).facts[0].hidden for row in VECTORS.values()] == [None] * 4


def test_a_sum_whose_contributions_nobody_gave_is_hidden(constants) -> None:
    amounts = VECTORS["D1"][0]
    assert release([cost(amounts, money=False)], "internal", constants).facts[0].hidden == ONE_PAYER


def test_a_price_times_a_printed_number_says_nothing_more(constants) -> None:
    fact = cost(VECTORS["D1"][0], money=False, method="arithmetic")
    assert release([fact], "internal", constants).facts[0].value == fact.value


@pytest.mark.parametrize(("largest", "told"), [(899, True), (900, True), (901, False)])
def test_two_may_have_nine_tenths_and_no_more(largest, told, constants) -> None:
    rules = policy("internal", constants)
    assert spread(Money(1000, largest / 2, largest / 2), rules) is told


@pytest.mark.parametrize(("rest", "told"), [(99, False), (100, True), (101, True)])
def test_the_others_hold_a_tenth_of_the_largest(rest, told, constants) -> None:
    rules = replace(policy("internal", constants), money_two_share=1.0)
    assert spread(Money(1000 + rest, 1000, 0), rules) is told


def test_contributions_do_not_leave_the_gate(constants) -> None:
    fact = release([cost(VECTORS["D1"][0])], "internal", constants).facts[0]
    assert "money" not in asdict(fact)
    assert "8664" not in repr(fact)
