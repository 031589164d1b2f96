"""Agreement, shrinkage, survival, stability: edges that the spec tests do not tell."""

import numpy as np
import pytest
from scipy import stats

from fitlib.statistics import bland_altman, funnel, icc, shrinkage, stability, survival


def test_icc_of_identical_raters_is_one_in_every_form() -> None:
    rng = np.random.default_rng(1)
    person = rng.normal(size=(50, 1)) * 10
    found = icc.icc(person + rng.normal(size=(50, 3)) * 1e-6, 0.95)
    assert [one.value for one in found.values()] == pytest.approx([1] * 6)


def test_a_rater_who_is_always_higher_lowers_agreement_but_not_consistency() -> None:
    rng = np.random.default_rng(2)
    person = rng.normal(size=(80, 1))
    found = icc.icc(np.hstack([person, person + 3]) + 0.1 * rng.normal(size=(80, 2)), 0.95)
    assert found["ICC3"].value > 0.95
    assert found["ICC2"].value < 0.5


def test_raters_who_never_differ() -> None:
    found = icc.icc([[1, 1], [2, 2], [5, 5]], 0.95)
    for form in ("ICC1", "ICC3", "ICC1k"):
        assert (found[form].value, found[form].low, found[form].high) == (1, 1, 1)
    assert np.isnan(icc.icc(np.full((3, 2), 7), 0.95)["ICC1"].value)


@pytest.mark.parametrize("table", [np.ones((1, 4)), np.ones((4, 1))])
def test_icc_needs_two_of_each(table: np.ndarray) -> None:
    with pytest.raises(ValueError, match="at least two people and two raters"):
        icc.icc(table, 0.95)


def test_limits_of_agreement_leave_out_pairs_with_a_gap() -> None:
    found = bland_altman.bland_altman([1, 2, np.nan, 4], [1, 1, 5, np.nan], 0.95)
    assert (found.n, found.bias) == (2, 0.5)
    with pytest.raises(ValueError, match="two pairs"):
        bland_altman.bland_altman([1, np.nan], [1, 2], 0.95)


def test_slope_shows_a_difference_that_grows() -> None:
    score = np.arange(10.0, 40.0)
    assert bland_altman.bland_altman(score * 1.2, score, 0.95).slope == pytest.approx(0.2 / 1.1)
    assert np.isnan(bland_altman.bland_altman([20, 20, 20], [20, 20, 20], 0.95).slope)


def test_one_team_has_nothing_to_be_drawn_to() -> None:
    found = shrinkage.shrink([7.0], [2.0])
    assert (found.value.tolist(), found.tau2) == ([7.0], 0.0)


def test_the_larger_team_keeps_more_of_its_own() -> None:
    found = shrinkage.shrink([10.0, 0.0, 10.0, 0.0], [1.0, 1.0, 9.0, 9.0])
    assert found.weight[0] > found.weight[2]


def test_trimming_draws_extremes_in() -> None:
    z = np.r_[np.full(18, 1.0), 50, -50]
    wild, _ = funnel.dispersion(z, np.ones(20), 0.0)
    tamed, _ = funnel.dispersion(z, np.ones(20), 0.10)
    assert tamed == pytest.approx(1)
    assert wild > 100


@pytest.mark.parametrize("n", [4, 5, 40])
def test_interval_of_a_correlation_is_that_of_scipy(n: int) -> None:
    x, y = np.random.default_rng(n).normal(size=(2, n))
    found = stats.pearsonr(x, y)
    assert stability.fisher(found.statistic, n, 0.95) == pytest.approx(tuple(found.confidence_interval(0.95)))


@pytest.mark.parametrize(("r", "n", "interval"), [(0.5, 3, (-1, 1)), (1.0, 10, (1, 1)), (-1.0, 10, (-1, -1))])
def test_a_correlation_of_three_pairs_says_nothing(r: float, n: int, interval: tuple[float, float]) -> None:
    assert stability.fisher(r, n, 0.95) == interval


def test_no_step_without_spread_or_episodes() -> None:
    assert stability.consecutive([], [], [], 1, 0.95) == ()
    assert stability.consecutive([1, 1, 2, 2], [1, 2, 1, 2], [5, 6, 5, 7], 1, 0.95) == ()


def test_sessions_are_put_in_order_first() -> None:
    episode, session = [1, 1, 2, 2, 3, 3], [2, 1, 1, 2, 2, 1]
    (step,) = stability.consecutive(episode, session, [11, 10, 20, 21, 31, 30], 3, 0.95)
    assert (step.step, step.r, step.n) == (1, pytest.approx(1), 3)


def test_survival_agrees_with_the_product_by_hand(constants) -> None:
    small = dict(constants) | {"survival.least": 5}
    found = survival.time_to_close([1, 2, 2, 3, 4], [True, True, False, True, False], small)
    assert found.share == pytest.approx([4 / 5, 3 / 5, 3 / 10, 3 / 10])
    assert found.followed.tolist() == [5, 4, 2, 1]
    assert found.at(0.5) == (1.0, 0.0)
    assert np.isnan(found.at(4.5)[0])


def test_when_all_have_closed_the_error_has_no_value(constants) -> None:
    found = survival.time_to_close(np.arange(1, 31), [True] * 30, constants)
    assert found.share[-1] == 0
    assert np.isnan(found.se[-1])
    assert not np.isnan(found.se[:-1]).any()
