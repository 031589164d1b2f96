"""Curves of many through the gate, and figures of a whole told roughly: below, at and above each threshold."""

import pytest

from fitlib.indicators import Measured
from fitlib.release import release
from fitlib.release.coarse import _interval, coarse, step_of
from fitlib.release.levels import Part, release_whole
from fitlib.release.policy import policy
from fitlib.release.series import Series, Step, release_series
from fitlib.statistics.intervals import wilson


def curve(*sizes: int) -> Series:
    return Series("ors", "adult", "points", tuple(Step(i + 1, 20.26, 18.14, 22.38, n) for i, n in enumerate(sizes)))


@pytest.mark.parametrize(("n", "shown"), [(9, 2), (10, 3), (11, 3)])
def test_a_curve_ends_where_fewer_than_a_mean_needs_are_left(constants, n, shown):
    (one,) = release_series([curve(30, 20, n)], "internal", constants)
    assert len(one.steps) == shown
    assert one.left_out == 3 - shown


def test_people_of_a_step_are_rounded_and_values_to_one_decimal(constants):
    (one,) = release_series([curve(33, 12)], "internal", constants)
    assert [step.n for step in one.steps] == [35, 10]
    assert one.steps[0].value == 20.3
    (own,) = release_series([curve(33, 1)], "own", constants)
    assert [step.n for step in own.steps] == [33, 1]


def test_a_curve_without_a_step_to_tell_is_not_there(constants):
    assert release_series([curve(9)], "internal", constants) == ()


def share(k: int, n: int, name: str = "improved", group: str = "all") -> Measured:
    return Measured(name, group, "share", k / n, k, n, 0.1, 0.9, "closed_two", "share")


@pytest.mark.parametrize(
    ("k", "told", "step"), [(113, None, 1), (114, 120, 20), (120, 120, 20), (125, 120, 20), (126, None, 1)]
)
def test_a_share_of_a_whole_is_told_to_the_first_step_that_leaves_every_small_count_possible(constants, k, told, step):
    """110 to 129 are told alike, and four more or less must be among them."""
    rules, fact = policy("internal", constants), share(k, 300)
    seen = release_whole([fact], _one_hides(fact, constants), "internal", constants).one("improved")
    assert (seen.k, seen.step) == (told, step)
    assert (seen.hidden is None) == (told is not None)
    assert seen.value == (told and told / 300)
    assert rules.minimum_n == 5


@pytest.mark.parametrize(("k", "n", "told"), [(249, 300, None), (250, 300, 250), (426, 2000, None), (526, 2000, 500)])
def test_a_larger_step_is_small_beside_the_count(constants, k, n, told):
    """249 and 250 lie on an edge of twenty; 426 and 526 on one of fifty too; a hundred is little beside 526."""
    fact = share(k, n)
    seen = release_whole([fact], _one_hides(fact, constants), "internal", constants).one("improved")
    assert seen.k == told


def test_a_count_that_is_told_twice_is_told_alike(constants):
    """The step depends on the count alone: 400 of 2,000 and 400 in 100 people say the same of it."""
    rules = policy("internal", constants)
    assert [step_of(count, rules, constants) for count in (113, 114, 249, 250, 426, 1369)] == [
        None,
        20,
        None,
        50,
        None,
        50,
    ]


def test_the_interval_covers_what_rounding_of_k_and_n_blurs(constants):
    """k is 390 to 409 and n 790 to 809 where both are told to twenty: the least of the most, the most of the least."""
    low, high = _interval((390, 409), (790, 809), constants["interval.level"]).values()
    assert low == wilson(390, 809, constants["interval.level"])[0] < 390 / 809
    assert high == wilson(409, 790, constants["interval.level"])[1] > 409 / 790


def _one_hides(fact: Measured, constants) -> tuple[Part, ...]:
    """Two parts: one shows its count, the other hides a small one."""
    facts = (share(fact.k - 3, fact.n - 40), share(3, 40))
    return tuple(Part((one,), release([one], "internal", constants)) for one in facts)


@pytest.mark.parametrize(("n", "told"), [(99, False), (100, True), (101, True)])
def test_smaller_wholes_stay_hidden(constants, n, told):
    fact = share(40, n)
    seen = release_whole([fact], _one_hides(fact, constants), "internal", constants).one("improved")
    assert (seen.hidden is None) == told


def test_a_whole_whose_parts_hide_nothing_is_told_exactly(constants):
    facts = (share(60, 150), share(50, 150))
    parts = tuple(Part((one,), release([one], "internal", constants)) for one in facts)
    seen = release_whole([share(110, 300)], parts, "internal", constants).one("improved")
    assert (seen.k, seen.n, seen.step) == (110, 300, 1)
    assert coarse(share(110, 300), seen, policy("internal", constants), constants) is seen
