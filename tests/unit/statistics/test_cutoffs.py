"""Cutoffs a, b and c."""

import pytest

from fitlib.statistics.cutoffs import Population, cutoff_a, cutoff_b, cutoff_c, true_scores

CLINICAL, FUNCTIONAL = Population(19.6, 8.7), Population(28.0, 6.8)


def test_the_worked_cutoffs() -> None:
    assert round(cutoff_a(CLINICAL), 1) == 37.0
    assert round(cutoff_b(FUNCTIONAL), 1) == 14.4
    assert round(cutoff_c(CLINICAL, FUNCTIONAL), 2) == 24.31


def test_c_is_equally_many_sd_from_both_means() -> None:
    c = cutoff_c(CLINICAL, FUNCTIONAL)
    assert (c - CLINICAL.mean) / CLINICAL.sd == pytest.approx((FUNCTIONAL.mean - c) / FUNCTIONAL.sd)


def test_true_scores_spread_less_and_not_at_all_where_all_is_noise() -> None:
    assert true_scores(Population(20, 5), 3) == Population(20, 4)
    assert true_scores(Population(20, 5), 5).sd == 0
    assert true_scores(Population(20, 5), 6).sd == 0
