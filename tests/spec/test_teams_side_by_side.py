"""Teams side by side

A small team's figure swings more by chance. A funnel shows how far a team of its size may lie from the common level,
and shrinkage draws a small team's figure towards it. Teams are never put in order.
"""

import numpy as np
import pytest

from fitlib.statistics import funnel, shrinkage
from fitlib.statistics.answer import TooFew

SIZES = [20, 40, 80, 160, 320]


@pytest.mark.parametrize(("teams", "refused"), [(4, True), (5, False), (6, False)])
def test_a_funnel_needs_five_teams(teams, refused, constants):
    """Four teams are too few to say how much teams differ; five are enough."""
    sizes = np.full(teams, 50)
    for found in (funnel.shares(sizes // 2, sizes, constants), funnel.means(sizes / 2, sizes, 7.75, constants)):
        assert isinstance(found, TooFew) == refused


def test_a_larger_team_has_narrower_limits(constants):
    """The limits narrow with the number of clients, and the outer ones lie outside the warning ones."""
    found = funnel.shares(np.array(SIZES) // 2, SIZES, constants)
    assert (np.diff(found.plain.high) < 0).all()
    assert (np.diff(found.plain.low) > 0).all()
    assert (found.plain.outer_high > found.plain.high).all()
    assert (found.plain.outer_low < found.plain.low).all()


def test_limits_of_means_are_of_one_common_spread(constants):
    """A team of 100 with a common SD of 10 may lie 1.96 points from the common mean, 3.09 at the outer limit."""
    found = funnel.means([20.0] * 5, [100] * 5, 10, constants)
    assert found.target == 20
    assert found.plain.high[0] == pytest.approx(21.96, abs=0.001)
    assert found.plain.outer_low[0] == pytest.approx(16.910, abs=0.001)


def test_teams_that_differ_more_than_chance_widen_the_limits(constants):
    """Overdispersion: when teams truly differ, φ is above 1 and the adjusted limits are wider than the plain ones."""
    found = funnel.shares([30, 70, 45, 55, 62, 38, 50], [100] * 7, constants)
    assert found.phi > 1
    assert found.tau2 > 0
    assert (found.adjusted.high > found.plain.high).all()


def test_teams_that_differ_as_by_chance_keep_plain_limits(constants):
    """With no more than chance between the teams τ² is 0 and both limits are the same."""
    found = funnel.shares([49, 50, 51, 50, 50], [100] * 5, constants)
    assert found.tau2 == 0
    assert np.array_equal(found.adjusted.low, found.plain.low)


@pytest.mark.parametrize(("clients", "judged"), [(9, False), (10, True), (11, True)])
def test_a_team_of_nine_is_not_judged(clients, judged, constants):
    """A team with fewer than ten clients is neither inside nor outside: it is not judged."""
    found = funnel.shares([0, 100, 100, 100, 100], [clients, 200, 200, 200, 200], constants)
    assert found.judged[0] == judged
    assert judged or not (found.warned[0] or found.outside[0])


def test_observed_over_expected_counts(constants):
    """Counts against what was expected: the plain limits are exact Poisson limits around 1."""
    found = funnel.ratios([100] * 6, [100] * 6, constants)
    assert found.target == 1
    assert [found.plain.low[0], found.plain.high[0]] == pytest.approx([0.8136, 1.2163], abs=0.0001)


def test_a_small_team_is_drawn_towards_the_mean():
    """λ = nτ²/(nτ² + σ²): with τ² 4 and σ² 64 a team of 16 keeps half of its distance, a team of 4 a fifth."""
    n, tau2, sigma2 = np.array([16, 4]), 4, 64
    assert (n * tau2 / (n * tau2 + sigma2)).tolist() == [0.5, 0.2]
    spread = 8 * np.array([1, -1] * 20)
    found = shrinkage.shrink(spread, np.full(40, 4.0))
    assert found.weight == pytest.approx(found.tau2 / (found.tau2 + 4))


def test_teams_that_do_not_differ_share_one_figure():
    """When teams differ no more than chance, every team's figure becomes the common mean."""
    found = shrinkage.shrink([5.0, 5.1, 4.9], [4.0, 4.0, 4.0])
    assert found.tau2 == 0
    assert found.value == pytest.approx([5.0, 5.0, 5.0])
