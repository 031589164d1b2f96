"""ROC curves: the edges of AUC, cutoffs and comparisons."""

import numpy as np
import pytest
from scipy import stats

from fitlib.statistics import roc


def test_auc_is_the_mann_whitney_share_with_ties_counted_half() -> None:
    rng = np.random.default_rng(1)
    score, case = rng.integers(0, 10, 200), rng.random(200) < 0.4
    u = stats.mannwhitneyu(score[case], score[~case]).statistic / (case.sum() * (~case).sum())
    assert roc.auc(score, case, 0.95, lower_is_case=False).value == pytest.approx(u)


def test_delong_spread_is_that_of_the_bootstrap() -> None:
    rng = np.random.default_rng(2)
    case = np.arange(400) < 150
    score = rng.normal(size=400) - case
    draws = [np.r_[rng.integers(0, 150, 150), rng.integers(150, 400, 250)] for _ in range(400)]
    drawn = [roc.auc(score[rows], case[rows], 0.95).value for rows in draws]
    assert roc.auc(score, case, 0.95).se == pytest.approx(np.std(drawn), rel=0.15)


@pytest.mark.parametrize(("cases", "controls", "fine"), [(1, 5, False), (2, 1, False), (2, 2, True)])
def test_two_of_each_are_the_least(cases: int, controls: int, fine: bool) -> None:
    score, case = np.arange(cases + controls), np.arange(cases + controls) < cases
    if fine:
        assert roc.auc(score, case, 0.95).value == 1
    else:
        with pytest.raises(ValueError, match="at least two"):
            roc.auc(score, case, 0.95)


def test_a_missing_score_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        roc.auc([1, np.nan, 3, 4], [True, True, False, False], 0.95)


@pytest.mark.parametrize(("cutoff", "flagged"), [(279, 0), (280, 0), (281, 1)])
def test_a_score_at_the_cutoff_is_above_it(cutoff: int, flagged: int) -> None:
    assert roc.at_cutoff([280, 400], [True, False], cutoff).sensitivity == flagged


def test_youden_takes_the_first_of_equal_cutoffs() -> None:
    best = roc.youden([1, 2, 3, 4], [True, False, True, False])
    assert best.cutoff == 1.5
    assert (best.sensitivity, best.specificity) == (0.5, 1)


def test_a_score_does_not_differ_from_a_shifted_copy_of_itself() -> None:
    rng = np.random.default_rng(3)
    score, case = rng.normal(size=100), rng.random(100) < 0.5
    other = score + rng.normal(size=100)
    z, p = roc.compare(score, other, case)
    back, same_p = roc.compare(other + 5, score, case)
    assert z == pytest.approx(-back)
    assert p == pytest.approx(same_p)
