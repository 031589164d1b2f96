"""The mixed model against statsmodels, and where it has no answer."""

import numpy as np
import pytest
import statsmodels.api as sm

from fitlib.statistics import mixed_model


def drawn(groups: int = 40, seed: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows of groups with unequal numbers of times and something known of each group."""
    draw = np.random.default_rng(seed)
    codes = np.repeat(np.arange(groups), draw.integers(2, 9, groups))
    time = np.log(np.concatenate([np.arange(2, 2 + n) for n in np.bincount(codes)])) / np.log(8)
    known = np.column_stack([np.ones(groups), draw.normal(0, 8, groups)])
    effects = draw.multivariate_normal([0, 0], [[9, 1], [1, 6]], groups)
    score = 20 + 0.9 * known[codes, 1] + time * (8 - 0.5 * known[codes, 1])
    score += effects[codes, 0] + effects[codes, 1] * time + draw.normal(0, 2.9, codes.size)
    return codes, time, score, known


@pytest.mark.parametrize("restricted", [True, False])
def test_agrees_with_statsmodels(restricted: bool) -> None:
    codes, time, score, known = drawn()
    x = known[codes]
    design = np.column_stack([x, x * time[:, None]])
    near = np.column_stack([np.ones_like(time), time])
    theirs = sm.MixedLM(score, design, codes, exog_re=near).fit(reml=restricted, method="lbfgs")
    ours = mixed_model.fit(codes, time, score, known, restricted=restricted)
    assert ours.fixed == pytest.approx(theirs.fe_params, rel=1e-4)
    assert ours.fixed_errors == pytest.approx(theirs.bse_fe, rel=0.03)
    assert ours.random == pytest.approx(theirs.cov_re, rel=5e-3)
    assert ours.residual == pytest.approx(theirs.scale, rel=1e-3)
    if not restricted:
        assert -ours.criterion / 2 == pytest.approx(theirs.llf, abs=1e-5)


def test_fixed_covariance_is_that_of_generalised_least_squares_written_out() -> None:
    """statsmodels takes the errors from a numerical Hessian; the textbook form (X'V⁻¹X)⁻¹ is exact."""
    codes, time, score, known = drawn()
    model = mixed_model.fit(codes, time, score, known)
    design = np.column_stack([known[codes], known[codes] * time[:, None]])
    near = np.column_stack([np.ones_like(time), time])
    alike = codes[:, None] == codes[None, :]
    variance = np.where(alike, near @ model.random @ near.T, 0) + model.residual * np.eye(codes.size)
    inverse = np.linalg.inv(variance)
    covariance = np.linalg.inv(design.T @ inverse @ design)
    np.testing.assert_allclose(model.fixed_covariance, covariance, rtol=1e-8)
    assert model.fixed == pytest.approx(covariance @ design.T @ inverse @ score)
    gap = score - design @ model.fixed
    belongs = np.equal.outer(codes, np.arange(40)).astype(float)
    effects = np.stack([model.random @ (near * belongs[:, [g]]).T @ inverse @ gap for g in range(40)])
    np.testing.assert_allclose(model.effects, effects, atol=1e-9)


def test_gradient_is_that_of_the_criterion() -> None:
    codes, time, score, known = drawn()
    sums = mixed_model.group_sums(codes, time, score - score.mean(), known)
    for restricted in (True, False):
        problem = mixed_model._Problem(sums, mixed_model.pattern_sums(sums), restricted)
        at = np.array([0.8, -0.3, 0.6])
        steps = [(problem.criterion(at + e)[0] - problem.criterion(at - e)[0]) / 2e-6 for e in 1e-6 * np.eye(3)]
        assert problem.criterion(at)[1] == pytest.approx(steps, rel=1e-5)


def test_spread_grows_with_the_slopes_and_holds_the_noise() -> None:
    model = mixed_model.fit(*drawn())
    at = model.spread([0, 1])
    assert at[0] ** 2 == pytest.approx(model.random[0, 0] + model.residual)
    assert at[1] ** 2 == pytest.approx(model.random.sum() + model.residual)


def test_groups_alike_give_a_singular_model_with_no_random_part() -> None:
    draw = np.random.default_rng(4)
    codes, time = np.repeat(np.arange(30), 4), np.tile(np.arange(4.0), 30)
    score = 10 + 2 * time + np.tile([1.0, -1.0, -1.0, 1.0], 30) + draw.normal(0, 0.01, 120)
    model = mixed_model.fit(codes, time, score)
    assert model.singular
    assert model.random[0, 0] < 0.01


@pytest.mark.parametrize(
    ("codes", "time", "score"),
    [
        ([], [], []),
        ([0], [1], [20]),
        ([0, 1], [1, 2], [20, 21]),
        ([0, 1, 2, 3, 4], [1, 1, 1, 1, 1], [20, 21, 22, 23, 24]),
        ([0, 0, 1, 1, 2, 2], [1, 2, 1, 2, 1, 2], [20, 20, 20, 20, 20, 20]),
    ],
    ids=["no rows", "one row", "as many rows as parameters", "one time", "one score"],
)
def test_rows_that_cannot_carry_a_model_give_none(codes: list, time: list, score: list) -> None:
    assert mixed_model.fit(np.array(codes, dtype=int), time, score) is None


def test_a_group_without_rows_is_at_the_mean() -> None:
    codes, time, score, known = drawn()
    shifted = np.where(codes >= 5, codes + 1, codes)
    model = mixed_model.fit(shifted, time, score, np.insert(known, 5, [1, 0], axis=0))
    assert model.effects[5].tolist() == [0, 0]
    assert model.groups == 40
    assert model.fixed == pytest.approx(mixed_model.fit(codes, time, score, known).fixed)
