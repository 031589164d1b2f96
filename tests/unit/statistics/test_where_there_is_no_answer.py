"""What the statistics say where there is nothing to say: too few, no spread, no degrees of freedom."""

import math

import numpy as np
import pytest

from fitlib.reference import Reference
from fitlib.statistics import confirmatory, edges, effect_sizes_adjusted, fit_indices, funnel, noncentral, sensitivity
from fitlib.statistics.answer import TooFew

LEVEL = 0.95


def test_nothing_measured_has_no_share_at_either_end() -> None:
    found = edges.edges([], lowest=0, highest=400)
    assert (found.n, found.floor_share, found.ceiling_share) == (0, None, None)
    found = edges.edges([0, 400, 400, 200], lowest=0, highest=400)
    assert (found.floor_share, found.ceiling_share) == (0.25, 0.5)


@pytest.mark.parametrize(("scores", "sd"), [([250], 70.0), ([], 70.0), ([250, 300, 310], 0.0), ([250, 300], math.nan)])
def test_a_relative_effect_wants_two_curves_and_a_spread(scores: list[int], sd: float) -> None:
    found = effect_sizes_adjusted.relative_effect(scores, [240] * len(scores), sd, LEVEL)
    assert isinstance(found, TooFew)
    assert found.n == len(scores)


def test_a_saturated_model_fits_as_it_must() -> None:
    """Three items and one factor: as many parameters as moments, no degrees of freedom, nothing to test."""
    shared = np.random.default_rng(5).normal(size=(200, 1))
    items = shared + np.random.default_rng(6).normal(size=(200, 3))
    found = confirmatory.estimate(items, np.ones((3, 1), dtype=bool), few_degrees=2)
    fit = found.fit
    assert fit.degrees == 0
    assert (fit.rmsea, fit.rmsea_low, fit.rmsea_high, fit.tli) == (0.0, 0.0, 0.0, 1.0)
    assert (fit.cfi, fit.srmr) == (pytest.approx(1.0, abs=1e-6), pytest.approx(0.0, abs=1e-5))
    assert fit.few_degrees
    assert fit_indices.rmsea_interval(3.0, 0, 100) == (0.0, 0.0)


def test_a_step_into_impossible_correlations_is_walled_off() -> None:
    """Three factors cannot correlate .99, .99 and −.99: there is no such covariance, and no distance from it."""
    shape = confirmatory._Shape(np.eye(3, dtype=bool))
    values = np.r_[np.ones(3), np.full(3, 1e-4), 0.99, 0.99, -0.99]
    distance, gradient = shape.objective(values, np.eye(3))
    assert distance == 1e6
    assert not gradient.any()
    distance, gradient = shape.objective(np.r_[np.ones(3), np.full(3, 1e-4), 0.1, 0.1, 0.1], np.eye(3))
    assert distance < 1e6
    assert gradient.any()


def test_a_funnel_of_ratios_wants_enough_teams(constants: Reference) -> None:
    least = constants["funnel.least.teams"]
    found = funnel.ratios([5] * (least - 1), [5.0] * (least - 1), constants)
    assert isinstance(found, TooFew)
    assert isinstance(funnel.ratios([5] * least, [5.0] * least, constants), funnel.Funnel)


@pytest.mark.parametrize(("t", "freedom"), [(1.0, 0), (math.inf, 10), (math.nan, 10)])
def test_a_difference_that_cannot_be_bounded(t: float, freedom: int) -> None:
    assert noncentral.noncentral_interval(t, freedom, LEVEL) is None


@pytest.mark.parametrize(("t", "freedom"), [(2.5, 12), (1_000.0, 12)])
def test_a_difference_downwards_mirrors_one_upwards(t: float, freedom: int) -> None:
    low, high = noncentral.noncentral_interval(t, freedom, LEVEL)
    assert noncentral.noncentral_interval(-t, freedom, LEVEL) == (-high, -low)
    assert low < t < high


def test_far_out_the_interval_goes_on_without_a_leap() -> None:
    """Beyond the point where the library's tail gives up, the ends still grow in proportion to t."""
    freedom = 8
    edge = noncentral.DOMINANT * math.sqrt(2 * freedom)
    before, after = (noncentral.noncentral_interval(t, freedom, LEVEL) for t in (edge * 0.999, edge * 1.001))
    assert [b / edge / 0.999 for b in before] == pytest.approx([a / edge / 1.001 for a in after], rel=1e-3)


def test_no_true_spread_no_true_end_state() -> None:
    same = sensitivity.moments([200, 210, 190, 205], [250, 250, 250, 250], reliability=0.8)
    assert np.isnan(sensitivity.true_end_state([250, 260], same, cutoff=230)).all()
    assert (sensitivity.verdict(sensitivity.true_end_state([250], same, cutoff=230), 1.65) == 0).all()
