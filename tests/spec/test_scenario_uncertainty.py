"""How uncertainty goes through a cost scenario.

Every assumption with a range is drawn ten thousand times. The mean of the draws agrees with the mean computed by
formula, and the tornado with changing one number at a time by hand.
"""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from fitlib.scenario import read, run, tornado
from fitlib.scenario.draws import drawer
from fitlib.scenario.expected import expected, expected_course
from fitlib.scenario.prior import choose, of_odds
from fitlib.scenario.tornado import at_means
from tests.unit.scenario.made import KNOWN, by_hand, ranged

DRAWS = 400_000
RATIOS = {"break_even", "cost_per_one"}


def drawn(one, name: str, size: int = 32_768):
    return drawer(one)(0, size)[name]


def _net(one) -> float:
    return run(one, KNOWN)["net"].mean


def independent(name: str):
    return replace(read(name, KNOWN), correlations=(), draws=DRAWS)


@pytest.mark.parametrize("name", ["default", "literature", "hehku"])
def test_the_means_agree_with_the_formula(name) -> None:
    """Each mean lies within four standard errors of the draws from the mean by formula."""
    one = independent(name)
    found, formula = run(one, KNOWN), expected(one)
    for output, summary in found.results.items():
        if summary.mean is None:
            assert formula[output] == np.inf
            continue
        spread = ((summary.high or 0) - (summary.low or 0)) / 3.3 + abs(summary.mean) * 1e-6
        allowed = 4 * spread / sqrt(DRAWS) * (10 if output in RATIOS else 1)
        assert summary.mean == pytest.approx(formula[output], abs=allowed + 1e-9), output


@pytest.mark.parametrize("name", ["default", "literature"])
def test_the_years_agree_with_the_formula(name) -> None:
    """So do the sums of the years."""
    one = independent(name)
    assert run(one, KNOWN).course == pytest.approx(expected_course(one, 5), rel=0.004)


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [
        ("uniform", stats.uniform(0.2, 0.6)),
        ("triangular", stats.triang(0.5, 0.2, 0.6)),
        ("pert", stats.beta(3, 3, 0.2, 0.6)),
        ("normal", stats.norm(0.5, 0.6 / 2 / 1.959964)),
    ],
)
def test_the_draws_follow_the_distribution_that_is_named(kind, theirs) -> None:
    """Uniform, triangular, pert and normal have the shape that statistics books give them (Kolmogorov–Smirnov)."""
    one = ranged(by_hand(), "seen", 0.2, 0.8, kind)
    inside = np.sort(drawn(one, "seen").astype(float))
    gaps = np.abs(theirs.cdf(inside) - np.arange(1, len(inside) + 1) / len(inside))
    kept = (inside > 0) & (inside < 0.95)  # a normal's draws are held to the input's limits
    assert gaps[kept].max() < 1.63 / sqrt(len(inside))


def test_inputs_may_go_together() -> None:
    """A correlation of .6 on the normal scale is a rank correlation of .58 in the draws."""
    one = ranged(ranged(by_hand(), "seen", 0.2, 0.8), "ended_early", 0.1, 0.5, "uniform")
    tied = replace(one, correlations=(("seen", "ended_early", 0.6),))
    draws = drawer(tied)(0, 32_768)
    assert stats.spearmanr(draws["seen"], draws["ended_early"])[0] == pytest.approx(0.582, abs=0.015)
    apart = drawer(one)(0, 32_768)
    assert stats.spearmanr(apart["seen"], apart["ended_early"])[0] == pytest.approx(0, abs=0.02)


def test_a_mean_of_products_of_two_that_go_together() -> None:
    """For two normals the mean of the product is the product of the means and the covariance: .3·.4 + .5·.03·.04."""
    one = ranged(ranged(by_hand(nonresponse=0.3, ended_early=0.4), "nonresponse", 0.2412, 0.3588, "normal"),
                 "ended_early", 0.3216, 0.4784, "normal")  # fmt: skip
    tied = replace(one, correlations=(("nonresponse", "ended_early", 0.5),), draws=DRAWS)
    product = 0.3 * 0.4 + 0.5 * 0.03 * 0.04
    assert run(tied, KNOWN)["freed_visits"].mean == pytest.approx(100 * product * 0.5 * 5 + 10, abs=0.03)


def test_the_formula_is_of_inputs_that_do_not_go_together() -> None:
    """Where inputs are correlated there is no formula, and none is pretended."""
    with pytest.raises(ValueError, match="apart"):
        expected(read("default", KNOWN))


def test_the_tornado_is_one_number_changed_at_a_time() -> None:
    """Each bar is the net with one input at its low and at its high end, run again with everything else at its mean."""
    one = read("default", KNOWN)
    still = at_means(one)
    for swing in tornado(one, KNOWN):
        ends = [_net(still.with_assumption(still[swing.name].fixed(end))) for end in (swing.low, swing.high)]
        assert ends == pytest.approx([swing.net_at_low, swing.net_at_high], abs=0.05)


def test_the_tornado_has_the_widest_first() -> None:
    """Assumptions are in order of how far they move the net; those that do not move it are left out."""
    found = tornado(read("default", KNOWN), KNOWN)
    assert [swing.width for swing in found] == sorted((swing.width for swing in found), reverse=True)
    assert "visit_hours" not in {swing.name for swing in found}
    assert tornado(by_hand(), KNOWN) == ()


def test_de_jongs_dropout() -> None:
    """Usual odds divided by 1.19: 19,7 % become 17,1 %, as the study prints it."""
    assert of_odds(0.197, 1.19) == pytest.approx(0.171, abs=0.0005)


def test_a_standardised_difference_as_a_share() -> None:
    """From 50 % a d of .15 leads to Φ(.15) = 56 %; believed by half, 3 percentage points more."""
    one = by_hand(improved_more=0)
    cards = [choose("de_jong_outcome", "the same kind of service", part, KNOWN) for part in (1, 0.5)]
    whole, half = (one.with_prior(card) for card in cards)
    assert expected(whole)["more_improved"] == pytest.approx(5.96, abs=0.01)
    assert expected(half)["more_improved"] == pytest.approx(2.98, abs=0.01)


def test_percentage_points_are_added() -> None:
    """8.09 percentage points of 100 clients, believed by half, are 4 clients, from 2 to 6."""
    one = by_hand(improved_more=0).with_prior(choose("delgadillo_improved", "the same kind of service", 0.5, KNOWN))
    found = run(one, KNOWN)["more_improved"]
    assert found.mean == pytest.approx(4.045, abs=0.05)
    assert 2 < found.low < 4 < found.high < 6.1


def test_a_result_about_those_who_make_no_progress() -> None:
    """Rognstad's .29 is about those not on track: 30 of 100 clients, not all of them."""
    one = by_hand(improved_more=0).with_prior(choose("rognstad_not_on_track", "the same kind of service", 1, KNOWN))
    assert expected(one)["more_improved"] == pytest.approx(0.3 * 11.34, abs=0.05)


def test_a_prior_that_is_not_believed_changes_nothing() -> None:
    """With a belief of 0 the study's result counts for nothing."""
    one = by_hand(improved_more=0).with_prior(choose("de_jong_outcome", "only to try it out", 0, KNOWN))
    assert run(one, KNOWN)["more_improved"].mean == 0
