"""Invariants of the mixed model, the quantiles and the reference curve."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitlib import reference
from fitlib.statistics import expected_rules, mixed_model, zones
from fitlib.statistics.expected_change import fit_curve
from fitlib.statistics.quantiles import conditional_quantile
from tests.property import examples
from tests.unit.statistics.pinball import loss

RULES = expected_rules.rules(reference.load(), "adult")
SEED = st.integers(0, 10_000)


def drawn(seed: int, groups: int = 25) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    codes = np.repeat(np.arange(groups), draw.integers(2, 7, groups))
    time = draw.integers(0, 8, codes.size).astype(float)
    effects = draw.normal(0, [4, 1.5], (groups, 2))
    return codes, time, 20 + time + effects[codes, 0] + effects[codes, 1] * time + draw.normal(0, 3, codes.size)


def later(seed: int, episodes: int) -> pl.DataFrame:
    """Rows as later_measures gives them, sessions 2 to 5 of every episode."""
    draw = np.random.default_rng(seed)
    code, session = np.repeat(np.arange(episodes), 4), np.tile(np.arange(2, 6), episodes)
    intake = draw.integers(50, 350, episodes)[code]
    gain = (80 - 0.5 * (intake - 200)) * np.log(session) / np.log(8)
    ors = np.clip(intake + gain + draw.normal(0, 40, episodes)[code] + draw.normal(0, 30, code.size), 0, 400)
    names = {"episode": [f"e{i:04d}" for i in code], "client": [f"c{i:04d}" for i in code]}
    return pl.DataFrame(names | {"session": session, "intake": intake, "ors": np.rint(ors).astype(np.int16)})


@examples(25)
@given(SEED, st.floats(-50, 50), st.floats(0.2, 5), st.floats(0.2, 5))
def test_model_moves_with_shift_and_scale(seed: int, by: float, times: float, slower: float) -> None:
    codes, time, score = drawn(seed)
    before = mixed_model.fit(codes, time, score)
    after = mixed_model.fit(codes, slower * time, times * score + by)
    assert after.fixed == pytest.approx(before.fixed * [times, times / slower] + [by, 0], rel=1e-4, abs=1e-4 * times)
    scale = np.outer([times, times / slower], [times, times / slower])
    np.testing.assert_allclose(after.random, before.random * scale, rtol=0.02, atol=0.02 * times**2)
    assert after.residual == pytest.approx(before.residual * times**2, rel=5e-3)


@examples(25)
@given(SEED)
def test_model_knows_no_order_of_rows_and_draws_groups_to_the_mean(seed: int) -> None:
    codes, time, score = drawn(seed)
    order = np.random.default_rng(seed).permutation(codes.size)
    before, after = mixed_model.fit(codes, time, score), mixed_model.fit(codes[order], time[order], score[order])
    assert after.criterion == pytest.approx(before.criterion, abs=1e-6)
    assert after.fixed == pytest.approx(before.fixed, rel=1e-3)
    assert np.linalg.eigvalsh(before.random).min() >= -1e-9
    assert (before.effect_errors() <= np.sqrt(np.diag(before.random)) + 1e-9).all()


@examples(40)
@given(SEED, st.integers(5, 300), st.sampled_from([0.1, 0.25, 0.31, 0.5, 0.75]))
def test_quantile_line_has_its_share_below_and_nothing_beats_it(seed: int, n: int, share: float) -> None:
    draw = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), draw.normal(0, 8, n)])
    score = np.round(20 + 0.5 * design[:, 1] + draw.normal(0, 5, n), 1)
    line = conditional_quantile(design, score, share)
    gap = score - design @ line
    assert (gap < -1e-7).sum() <= share * n + 1e-9 <= (gap < 1e-7).sum() + 1e-9
    for other in line + draw.normal(0, 0.5, (20, 2)):
        assert loss(design, score, share, line) <= loss(design, score, share, other) + 1e-9
    order = draw.permutation(n)
    shuffled = conditional_quantile(design[order], score[order], share)
    assert loss(design, score, share, shuffled) == pytest.approx(loss(design, score, share, line))


@examples(20)
@given(SEED, st.integers(30, 120), st.floats(0, 500), st.integers(0, 400), st.integers(1, 5))
def test_shrunk_curve_lies_between_own_and_prior(seed: int, n: int, weight: float, intake: int, session: int) -> None:
    rows = later(seed, n)
    curves = [fit_curve(rows, replace(RULES, prior_episodes=w)) for w in (0, weight, 1e12)]
    own, shrunk, prior = (curve.expected(intake, session) for curve in curves)
    assert min(own, prior) - 1e-6 <= shrunk <= max(own, prior) + 1e-6


@examples(15)
@given(SEED, st.sampled_from([10, 60, 220]))
def test_corridor_is_in_order_and_curve_knows_no_order_of_rows(seed: int, n: int) -> None:
    rows = later(seed, n)
    intake, session = np.meshgrid(np.arange(0, 401, 25), np.arange(1, 9))
    curve, shuffled = fit_curve(rows, RULES), fit_curve(rows.sample(fraction=1, shuffle=True, seed=seed), RULES)
    corridor = curve.corridor(intake, session).astype(int)
    assert (np.diff(corridor, axis=0) >= 0).all()
    assert corridor.min() >= 0
    assert corridor.max() <= 400
    np.testing.assert_allclose(shuffled.expected(intake, session), curve.expected(intake, session), atol=0.05)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_higher_score_is_never_in_a_worse_zone(one: int, other: int, line: int, second: int) -> None:
    red, green = sorted((line, second))
    low, high = zones.zone(sorted((one, other)), green, red, [2, 2])
    assert high <= low
