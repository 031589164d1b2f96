"""Intervals against figures that others printed."""

import pytest

from fitlib.statistics.effect_size import pre_post, small_sample_correction
from fitlib.statistics.intervals import t_interval, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(35, 49, 57.6, 82.2), (11, 49, 13.0, 35.9), (3, 49, 2.1, 16.5), (0, 10, 0.0, 27.8), (10, 10, 72.2, 100.0)],
)
def test_wilson_agrees_with_published_bounds(k, n, low, high) -> None:
    assert tuple(round(100 * bound, 1) for bound in wilson(k, n, 0.95)) == (low, high)


def test_nobody_has_no_interval() -> None:
    assert wilson(0, 0, 0.95) is None
    assert t_interval(10.0, None, 1, 0.95) is None


def test_t_interval_of_five_values() -> None:
    assert t_interval(10, 2, 5, 0.95) == pytest.approx((7.5167, 12.4833), abs=0.0001)


def test_pre_post_effect_size_of_the_worked_example() -> None:
    effect = pre_post(23.6667, 26.6667, 8.0416, 0.6570, 6, 0.95)
    assert (effect.d, effect.correction, effect.g) == pytest.approx((0.3731, 0.8421, 0.3142), abs=0.0001)
    assert (effect.variance, effect.low, effect.high) == pytest.approx((0.1226, -0.372, 1.000), abs=0.0005)


def test_pre_post_effect_size_of_owen_2016() -> None:
    assert pre_post(24.96, 33.97, 8.04, 0.5, 10_000, 0.95).g == pytest.approx(1.12, abs=0.005)


@pytest.mark.parametrize("n", [2, 1])
def test_two_pairs_have_no_effect_size(n) -> None:
    assert pre_post(20, 25, 5, 0.5, n, 0.95) is None


def test_no_spread_has_no_effect_size() -> None:
    assert pre_post(20, 25, 0.0, 0.5, 10, 0.95) is None
    assert small_sample_correction(6) == pytest.approx(0.8421, abs=0.0001)


@pytest.mark.parametrize("n", [1, 2, 15, 49, 201, 1117])
def test_an_interval_holds_a_share_of_none_and_of_all(n) -> None:
    assert wilson(0, n, 0.95)[0] == 0.0
    assert wilson(n, n, 0.95)[1] == 1.0
