"""The size of a reliable change, and what it would be with no change at all."""

import numpy as np
import pytest

from fitlib.statistics import grey_references, reliable_change


@pytest.mark.parametrize(("r", "points"), [(0.93, 5.9), (0.91, 6.7), (0.87, 8.0), (0.84, 8.9), (0.79, 10.2)])
def test_own_data_with_sd_eight_imply_these_points(r: float, points: float) -> None:
    assert round(reliable_change.reliable_points(8, r, 0.95), 1) == points


def test_a_convention_implies_a_reliability_and_back() -> None:
    r = reliable_change.implied_reliability(5, 8, 0.95)
    assert reliable_change.reliable_points(8, r, 0.95) == pytest.approx(5)
    assert round(r, 3) == 0.949


def test_noise_of_the_six_worked_pairs() -> None:
    sem = reliable_change.measurement_error(8.0416, 0.85)
    assert round(sem, 4) == 3.1145
    index = reliable_change.reliable_change_index([12], [24], reliable_change.difference_error(sem))
    assert round(float(index[0]), 3) == 2.724


def test_five_points_fire_falsely_eleven_percent_each_way_at_sem_two_point_nine() -> None:
    assert round(reliable_change.false_alarm(5, 2.9), 2) == 0.11
    assert reliable_change.false_alarm(0, 2.9) == 0.5


def test_low_scores_rise_and_high_scores_fall_towards_the_mean_with_no_change() -> None:
    assert grey_references.regression_to_mean([10, 20, 30], 20, 0.8).tolist() == pytest.approx([12, 20, 28])


def test_shares_by_chance_are_those_of_drawn_scores() -> None:
    """A client at 12 of a population of mean 20, SD 8, r .8: drawn a million times with a true score that stays."""
    draw = np.random.default_rng(7)
    true = draw.normal(20 + 0.8 * (12 - 20), 8 * np.sqrt(0.8 * 0.2), 1_000_000)
    last = true + draw.normal(0, 8 * np.sqrt(0.2), true.size)
    shares = grey_references.chance_shares([12], 16, 5, (20, 8), 0.8)
    assert shares.recovered == pytest.approx((last >= 17).mean(), abs=0.002)
    assert shares.deteriorated == pytest.approx((last <= 7).mean(), abs=0.002)
    assert shares.improved == pytest.approx(0, abs=1e-12)
    assert shares.unchanged == pytest.approx(((last > 7) & (last < 17)).mean(), abs=0.002)
