"""What must hold of psychometrics, raters and teams whatever the data."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fitlib.statistics import (
    bland_altman,
    confirmatory,
    control_chart,
    funnel,
    icc,
    raters,
    reliability,
    roc,
    shrinkage,
    split_half,
    survival,
)
from tests.property import examples

SCORES = st.integers(0, 400)


def tables(columns: int, rows: tuple[int, int]) -> st.SearchStrategy[np.ndarray]:
    shape = st.tuples(st.integers(*rows), st.just(columns))
    scores = hnp.arrays(float, shape, elements=st.integers(0, 100).map(float))
    return scores.filter(lambda table: bool(table.std(axis=0).all()))


@given(tables(4, (5, 40)), st.randoms(use_true_random=False))
def test_alpha_knows_no_order_shift_or_scale(items: np.ndarray, chance: Any) -> None:
    alpha = reliability.cronbach(items)
    rows, columns = list(range(len(items))), list(range(4))
    chance.shuffle(rows)
    chance.shuffle(columns)
    mixed = items[rows][:, columns]
    assert np.isclose(reliability.cronbach(mixed * 3 + 7), alpha, equal_nan=True)
    assert np.isnan(alpha) or alpha <= 1 + 1e-12


@given(tables(4, (5, 40)))
def test_the_mean_of_guttmans_splits_is_alpha(items: np.ndarray) -> None:
    alpha = reliability.cronbach(items)
    guttman = [split.guttman for split in split_half.splits(items)]
    assert np.isclose(np.mean(guttman), alpha, atol=1e-8, equal_nan=True)


@examples(25)
@given(st.integers(0, 10_000), st.integers(200, 260))
def test_the_interval_contains_alpha(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    items = rng.normal(size=(n, 1)) * rng.random() + rng.normal(size=(n, 4))
    drawn = reliability.resampled(items, 400, seed)
    assert np.quantile(drawn, 0.001) < reliability.cronbach(items) < np.quantile(drawn, 0.999)
    assert (drawn <= 1).all()


@examples(25)
@given(st.integers(0, 10_000))
def test_the_factor_model_knows_no_unit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    items = rng.normal(size=(200, 1)) + rng.normal(size=(200, 4))
    one = confirmatory.estimate(items, np.ones((4, 1), dtype=bool), 2)
    ten = confirmatory.estimate(items * 10 + 3, np.ones((4, 1), dtype=bool), 2)
    assert np.isclose(one.fit.chi2, ten.fit.chi2, atol=1e-4)
    assert np.isclose(one.omega, ten.omega, atol=1e-4)
    assert 0 <= one.fit.cfi <= 1
    assert one.fit.rmsea_low <= one.fit.rmsea + 1e-9 <= one.fit.rmsea_high + 2e-9


@given(tables(3, (3, 20)))
def test_icc_lies_below_one_and_inside_its_interval(ratings: np.ndarray) -> None:
    spread = ratings - ratings.mean(axis=1, keepdims=True)
    if np.allclose(spread - spread.mean(axis=0), 0):
        return
    for form in ("ICC1", "ICC3"):
        found = icc.icc(ratings, 0.95)[form]
        assert found.low - 1e-9 <= found.value <= min(found.high, 1) + 1e-9


@given(st.lists(st.tuples(SCORES, st.booleans()), min_size=4, max_size=60))
def test_auc_turns_with_its_direction_and_stays_inside_its_interval(people: list[tuple[int, bool]]) -> None:
    score, case = map(np.array, zip(*people, strict=True))
    if min(case.sum(), (~case).sum()) < 2:
        return
    low = roc.auc(score, case, 0.95)
    high = roc.auc(score, case, 0.95, lower_is_case=False)
    assert np.isclose(low.value + high.value, 1)
    assert 0 <= low.low <= low.value <= low.high <= 1
    assert np.isclose(roc.auc(score * 2 + 5, case, 0.95).value, low.value)


@given(st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=40))
def test_limits_of_agreement_turn_with_the_raters(pairs: list[tuple[int, int]]) -> None:
    a, b = map(np.array, zip(*pairs, strict=True))
    one, other = bland_altman.bland_altman(a, b, 0.95), bland_altman.bland_altman(b, a, 0.95)
    assert one.lower <= one.bias <= one.upper
    assert np.isclose(one.lower, -other.upper)
    assert one.lower_low <= one.lower <= one.upper <= one.upper_high


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=40))
def test_a_gap_is_marked_whoever_comes_first(pairs: list[tuple[int, int]]) -> None:
    a, b = map(np.array, zip(*pairs, strict=True))
    rows = {"noise.sem": 2.9, "raters.gap.z": 1.96}
    assert (raters.gaps(a, b, rows).marked == raters.gaps(b, a, rows).marked).all()
    assert (raters.gaps(a, b, rows).tenths == -raters.gaps(b, a, rows).tenths).all()


TEAMS = st.lists(st.tuples(st.floats(-10, 10), st.floats(0.01, 20)), min_size=2, max_size=20)


@given(TEAMS)
def test_shrinkage_lies_between_own_figure_and_common_mean(teams: list[tuple[float, float]]) -> None:
    own, variance = map(np.array, zip(*teams, strict=True))
    found = shrinkage.shrink(own, variance)
    low, high = np.minimum(own, found.mean), np.maximum(own, found.mean)
    assert (found.value >= low - 1e-9).all()
    assert (found.value <= high + 1e-9).all()
    assert ((found.weight >= 0) & (found.weight <= 1)).all()


@given(st.lists(st.tuples(st.integers(1, 200), st.floats(0, 1)), min_size=5, max_size=30))
def test_adjusted_limits_are_never_narrower(teams: list[tuple[int, float]]) -> None:
    n, share = map(np.array, zip(*teams, strict=True))
    rows = {
        "funnel.least.teams": 5, "funnel.least.clients": 10, "funnel.trim": 0.1,
        "funnel.level.warning": 0.95, "funnel.level.outer": 0.998,
    }  # fmt: skip
    found = funnel.shares(np.floor(n * share), n, rows)
    assert (found.adjusted.high >= found.plain.high - 1e-12).all()
    assert (found.adjusted.low <= found.plain.low + 1e-12).all()
    assert (found.adjusted.outer_low <= found.adjusted.low + 1e-12).all()
    assert ((found.adjusted.outer_low >= 0) & (found.adjusted.outer_high <= 1)).all()
    assert not (found.outside & ~found.warned).any()


CONTROL = {
    "control.least": 12, "control.width": 2.66, "control.screen": 3.267, "control.near": 2 / 3,
    "control.run": 7, "control.trend": 7, "control.crossing_share": 0.05,
}  # fmt: skip


@given(st.lists(st.integers(0, 400), min_size=12, max_size=60), st.integers(-50, 50))
def test_a_chart_moves_with_its_series(values: list[int], shift: int) -> None:
    (one,), (moved,) = control_chart.xmr(values, CONTROL), control_chart.xmr(np.array(values) + shift, CONTROL)
    assert np.isclose(moved.mean - one.mean, shift)
    assert np.isclose(moved.upper - moved.lower, one.upper - one.lower)
    assert np.isfinite([one.lower, one.upper]).all()
    assert one.lower <= one.mean <= one.upper


@given(st.lists(st.integers(0, 400), min_size=12, max_size=60))
def test_a_chart_upside_down_marks_the_same_points(values: list[int]) -> None:
    (one,), (turned,) = control_chart.xmr(values, CONTROL), control_chart.xmr(-np.array(values), CONTROL)
    for rule in (control_chart.TREND, control_chart.ONE_SIDE):
        assert (one.signals[rule] == turned.signals[rule]).all()
    assert (one.direction == -turned.direction).all()


@given(st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=30, max_size=80))
def test_the_share_still_open_only_falls(episodes: list[tuple[int, bool]]) -> None:
    length, closed = zip(*episodes, strict=True)
    found = survival.time_to_close(length, closed, {"survival.least": 30, "interval.level": 0.95})
    assert (np.diff(found.share) <= 1e-12).all()
    assert ((found.share >= 0) & (found.share <= 1)).all()
    seen = ~np.isnan(found.low)
    assert (found.low[seen] <= found.share[seen] + 1e-12).all()
    assert (found.share[seen] <= found.high[seen] + 1e-12).all()
