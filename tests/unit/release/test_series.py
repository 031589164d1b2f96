"""Curves of many through the gate, and figures of a whole told roughly: below, at and above each threshold."""

import pytest

from fitlib.indicators import Measured
from fitlib.release import release
from fitlib.release.coarse import coarse
from fitlib.release.levels import Part, release_whole
from fitlib.release.policy import policy
from fitlib.release.series import Series, Step, release_series


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


@pytest.mark.parametrize(("k", "told"), [(113, False), (114, True), (120, True), (125, True), (126, False)])
def test_a_share_of_a_large_whole_is_told_to_the_nearest_twenty_where_every_small_count_stays_possible(
    constants, k, told
):
    rules, fact = policy("internal", constants), share(k, 300)
    seen = release_whole([fact], _one_hides(fact, constants), "internal", constants).one("improved")
    assert (seen.hidden is None) == told
    assert (seen.k, seen.value) == ((120, 0.4) if told else (None, None))
    assert rules.minimum_n == 5


def _one_hides(fact: Measured, constants) -> tuple[Part, ...]:
    """Two parts: one shows its count, the other hides a small one."""
    facts = (share(fact.k - 3, fact.n - 100), share(3, 100))
    return tuple(Part((one,), release([one], "internal", constants)) for one in facts)


@pytest.mark.parametrize(("n", "told"), [(199, False), (200, True), (201, True)])
def test_smaller_wholes_stay_hidden(constants, n, told):
    fact = share(100, n)
    seen = release_whole([fact], _one_hides(fact, constants), "internal", constants).one("improved")
    assert (seen.hidden is None) == told


def test_a_whole_whose_parts_hide_nothing_is_told_exactly(constants):
    facts = (share(60, 150), share(50, 150))
    parts = tuple(Part((one,), release([one], "internal", constants)) for one in facts)
    seen = release_whole([share(110, 300)], parts, "internal", constants).one("improved")
    assert (seen.k, seen.n, seen.step) == (110, 300, 1)
    assert coarse(share(110, 300), seen, policy("internal", constants), constants) is seen
