"""Six methods on the six worked pairs, and how far they agree."""

import math

import numpy as np
import pytest

from fitlib.statistics import minimal_change, sensitivity
from fitlib.statistics.method_agreement import agreement_matrix, cohen_kappa

FIRST, LAST = [12, 18, 22, 26, 30, 34], [24, 20, 29, 27, 24, 36]
WORKED = {
    "JT": [2.724, 0.454, 1.589, 0.227, -1.362, 0.454],
    "GLN": [2.420, 0.271, 1.593, 0.319, -1.192, 0.838],
    "HLL": [1.711, -0.437, 0.885, -0.390, -1.900, 0.130],
    "EN": [3.291, 0.369, 2.167, 0.433, -1.621, 1.140],
    "NK": [2.611, 0.293, 1.719, 0.344, -1.286, 0.904],
    "HA": [2.396, 0.834, 1.615, 0.678, -0.415, 0.834],
}


@pytest.fixture
def worked() -> sensitivity.Moments:
    return sensitivity.moments(FIRST, LAST, 0.85, 0.87)


def test_moments_of_the_worked_pairs(worked: sensitivity.Moments) -> None:
    assert [round(value, 3) for value in (worked.mean1, worked.mean2)] == [23.667, 26.667]
    assert [round(value, 4) for value in (worked.sd1, worked.sd2, worked.correlation)] == [8.0416, 5.5015, 0.6570]
    assert (round(worked.sem, 4), round(worked.reliability_of_difference, 4)) == (3.1145, 0.4728)


@pytest.mark.parametrize("method", WORKED)
def test_each_method_gives_the_worked_values(method: str, worked: sensitivity.Moments) -> None:
    assert sensitivity.indices(FIRST, LAST, worked)[method].round(3).tolist() == WORKED[method]


@pytest.mark.parametrize(
    ("index", "verdict"), [(1.64, 0), (1.65, 0), (1.66, 1), (-1.65, 0), (-1.66, -1), (math.nan, 0)]
)
def test_verdict_is_beyond_the_critical_value(index: float, verdict: int) -> None:
    assert sensitivity.verdict([index], 1.65).tolist() == [verdict]


def test_where_noise_outweighs_the_differences_ha_has_no_index() -> None:
    noisy = sensitivity.moments([10, 20, 30], [11, 20, 31], 0.5)
    assert noisy.reliability_of_difference < 0
    assert np.isnan(sensitivity.indices([10, 20, 30], [11, 20, 31], noisy)["HA"]).all()


def test_the_matrix_names_how_many_of_the_six_pairs_agree(worked: sensitivity.Moments) -> None:
    index = sensitivity.indices(FIRST, LAST, worked)
    matrix = agreement_matrix({name: sensitivity.verdict(index[name], 1.96) for name in ("JT", "EN", "HLL")})
    rows = {(row["method_a"], row["method_b"]): row for row in matrix.iter_rows(named=True)}
    assert rows["JT", "JT"]["share"] == 1
    assert (rows["JT", "EN"]["n"], rows["JT", "EN"]["agree"]) == (6, 5)
    assert rows["JT", "HLL"]["agree"] == 5
    assert rows["EN", "HLL"]["agree"] == 4


def test_kappa_of_a_hand_counted_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p_o .70, p_e .50, kappa .40 (Cohen's textbook table)."""
    a = np.repeat([1, 1, 0, 0], [20, 5, 10, 15])
    b = np.repeat([1, 0, 1, 0], [20, 5, 10, 15])
    assert cohen_kappa(a, b) == pytest.approx(0.4)
    assert cohen_kappa([1, 1], [1, 1]) is None
    assert cohen_kappa([], []) is None


@pytest.mark.parametrize(("change", "verdict"), [(49, 0), (50, 1), (51, 1), (-29, 0), (-30, -1), (-31, -1)])
def test_change_by_points_around_its_thresholds(change: int, verdict: int) -> None:
    assert minimal_change.by_points([change], 50, 30).tolist() == [verdict]


@pytest.mark.parametrize(("last", "verdict"), [(129, 0), (130, 1), (131, 1), (100, 0), (81, 0), (80, -1), (79, -1)])
def test_change_by_share_around_its_thresholds(last: int, verdict: int) -> None:
    assert minimal_change.by_share([100], [last], 0.3, 0.2).tolist() == [verdict]


def test_a_rise_from_zero_is_better_and_zero_to_zero_is_unchanged() -> None:
    assert minimal_change.by_share([0, 0], [1, 0], 0.5).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        ((-1, 2, 5), "not_significant"),
        ((0, 2, 5), "not_significant"),
        ((1, 2, 4.9), "significant_not_relevant"),
        ((1, 5, 9), "not_above_minimal"),
        ((1, 5.1, 9), "probably_relevant"),
        ((5, 6, 9), "probably_relevant"),
        ((5.1, 6, 9), "relevant"),
    ],
)
def test_group_verdict_around_a_minimal_change_of_five(interval: tuple[float, float, float], verdict: str) -> None:
    assert minimal_change.group_verdict(*interval, 5) == verdict
