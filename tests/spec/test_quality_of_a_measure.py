"""Quality of a measure in own data

Good enough measures: internal consistency, one factor, halves, floor and ceiling. First measures only; a form
without its items stays out. Too few respondents is an answer.
"""

import numpy as np
import pytest

from fitlib.statistics import roc, stability
from fitlib.statistics.answer import Estimate, NoSpread, TooFew
from fitlib.statistics.confirmatory import Model
from fitlib.statistics.edges import edges
from fitlib.statistics.quality import quality


def forms(n: int, seed: int = 1) -> np.ndarray:
    """n invented forms of four items in tenths that share one thing."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(60, 15, (n, 1))
    return np.clip(np.round(shared + rng.normal(0, 12, (n, 4))), 0, 100)


@pytest.mark.parametrize(
    ("n", "alpha", "model"),
    [
        (99, TooFew, TooFew), (100, Estimate, TooFew), (101, Estimate, TooFew),
        (199, Estimate, TooFew), (200, Estimate, Model), (201, Estimate, Model),
    ],
)  # fmt: skip
def test_how_many_respondents_are_needed(n, alpha, model, constants):
    """Alpha needs 100 respondents and the factor model (with omega) 200; below that the answer is "too few"."""
    found = quality(forms(n), constants)
    assert (type(found.alpha), type(found.model), found.n) == (alpha, model, n)


def test_the_same_page_twice_has_the_same_interval(constants):
    """The bootstrap interval of alpha is the same every time and contains alpha."""
    first, second = quality(forms(150), constants).alpha, quality(forms(150), constants).alpha
    assert first == second
    assert first.low < first.value < first.high


def test_a_form_with_a_missing_item_stays_out(constants):
    """A form with three of four items is left out and counted, never filled in."""
    rows = forms(150)
    rows[3, 1] = np.nan
    found = quality(rows, constants)
    assert (found.n, found.left_out) == (149, 1)


def test_four_items_leave_two_degrees_of_freedom(constants):
    """With four items the model has df 2, where RMSEA is not to be trusted: the figure carries that mark."""
    found = quality(forms(300), constants).model
    assert (found.fit.degrees, found.fit.few_degrees) == (2, True)
    assert 0 < found.omega < 1


def test_three_ways_to_split_four_items(constants):
    """Four items can be halved in three ways; Spearman–Brown steps each r up to the full length."""
    found = quality(forms(150), constants).splits
    assert [split.first for split in found] == [(0, 1), (0, 2), (0, 3)]
    assert all(split.spearman_brown == pytest.approx(2 * split.r / (1 + split.r)) for split in found)


def test_everybody_answers_the_same(constants):
    """When every form is 40, nothing can be said of reliability, and the ceiling is full."""
    found = quality(np.full((250, 4), 100), constants)
    assert found.alpha == NoSpread(250)
    assert found.model == NoSpread(250)
    assert found.total.ceiling_share == 1


@pytest.mark.parametrize(("total", "ceiling", "floor"), [(399, 0, 0), (400, 1, 0), (1, 0, 0), (0, 0, 1)])
def test_floor_and_ceiling(total, ceiling, floor):
    """Only 40.0 is the ceiling and only 0.0 the floor; what was not measured is neither."""
    found = edges([total, np.nan], 0, 400)
    assert (found.ceiling, found.floor, found.n) == (ceiling, floor, 1)


@pytest.mark.parametrize(("cases", "enough"), [(49, False), (50, True), (51, True)])
def test_an_auc_needs_fifty_of_each(cases, enough, constants):
    """To say how well a score tells two groups apart takes 50 in each; the smaller group decides."""
    found = roc.enough([True] * cases + [False] * 200, constants)
    assert found == (None if enough else TooFew(cases, 50, "psychometrics.least.auc"))


def test_low_scores_are_the_cases_of_the_ors():
    """On the ORS a low score speaks for a case: 28 itself is above the cutoff 28."""
    found = roc.at_cutoff([270, 279, 280, 300], [True, True, False, False], 280)
    assert (found.sensitivity, found.specificity) == (1, 1)
    assert roc.auc([270, 279, 280, 300], [True, True, False, False], 0.95).value == 1


def test_stability_is_not_reliability():
    """The totals of two meetings in a row go together or not; each step says over how many episodes."""
    episode, session = np.repeat(np.arange(40), 3), np.tile([1, 2, 3], 40)
    level = np.repeat(np.arange(40) * 5, 3)
    first, second = stability.consecutive(episode, session, level + session, least=30, level=0.95)
    assert (first.step, first.r, first.n) == (1, pytest.approx(1), 40)
    assert second.step == 2


@pytest.mark.parametrize(("episodes", "steps"), [(29, 0), (30, 1), (31, 1)])
def test_stability_needs_thirty_episodes(episodes, steps, constants):
    """A step between two meetings is shown when at least 30 episodes have both."""
    rng = np.random.default_rng(1)
    episode, session = np.repeat(np.arange(episodes), 2), np.tile([1, 2], episodes)
    least = constants["psychometrics.least.stability"]
    assert len(stability.consecutive(episode, session, rng.normal(size=2 * episodes), least, 0.95)) == steps
