"""Conditional quantiles."""

import numpy as np
import pytest
import statsmodels.api as sm

from fitlib.statistics import quantiles
from fitlib.statistics.quantiles import conditional_quantile
from tests.unit.statistics.pinball import loss


def drawn(n: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(n)
    x = draw.normal(0, 8, n)
    design = np.column_stack([np.ones(n), x, draw.uniform(0.3, 1.5, n)])
    return design, np.round(20 + 0.6 * x + (6 + np.abs(x) / 4) * draw.normal(0, 1, n), 1)


def test_a_constant_alone_gives_the_quantile_of_the_scores() -> None:
    scores = np.arange(1.0, 100.0)
    line = conditional_quantile(np.ones((99, 1)), scores, 0.25)
    assert line == pytest.approx([25])


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_agrees_with_statsmodels(share: float) -> None:
    design, score = drawn(400)
    theirs = sm.QuantReg(score, design).fit(q=share, p_tol=1e-9, max_iter=5000)
    ours = conditional_quantile(design, score, share)
    assert loss(design, score, share, ours) <= loss(design, score, share, theirs.params) + 1e-9
    assert ours == pytest.approx(theirs.params, abs=0.02)


@pytest.mark.parametrize("share", [0.1, 0.31, 0.75])
def test_many_rows_are_solved_exactly_through_few(share: float) -> None:
    design, score = drawn(30_000)
    line = conditional_quantile(design, score, share)
    whole = quantiles._solve(design, score, (1 - share) * design.sum(axis=0))
    assert loss(design, score, share, line) == pytest.approx(loss(design, score, share, whole), rel=1e-12)
    assert (score < design @ line).mean() == pytest.approx(share, abs=0.001)


def test_a_wrong_first_guess_is_put_right() -> None:
    design, score = drawn(6_000)
    found = quantiles._near(design, score, 0.25, np.array([35.0, -1.0, 4.0]))
    whole = quantiles._solve(design, score, 0.75 * design.sum(axis=0))
    assert loss(design, score, 0.25, found) == pytest.approx(loss(design, score, 0.25, whole), rel=1e-12)


def test_rows_that_do_not_determine_a_line_give_none() -> None:
    assert conditional_quantile(np.ones((3, 2)), [1, 2, 3], 0.5) is None
    assert conditional_quantile(np.eye(2), [1, 2], 0.5) is None
    assert conditional_quantile(np.empty((0, 1)), [], 0.5) is None


def test_loss_weighs_each_side_by_its_share() -> None:
    assert loss([[1.0], [1.0]], [8, 14], 0.25, [10]) == pytest.approx(0.75 * 2 + 0.25 * 4)
