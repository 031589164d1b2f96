"""Invariants of change and effect sizes: order of rows, shift, scale; intervals contain the estimate."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fitlib.statistics import change, clustering, effect_sizes_adjusted, grey_references, sensitivity
from fitlib.statistics.answer import TooFew
from fitlib.statistics.between_groups import glass_delta, pooled_d
from fitlib.statistics.cutoffs import Population, cutoff_c
from fitlib.statistics.method_agreement import agreement_matrix
from fitlib.statistics.noncentral import noncentral_interval

SCORE = st.integers(0, 400)
PAIRS = st.lists(st.tuples(SCORE, SCORE), min_size=4, max_size=40)
RELIABLE, CUTOFF = st.integers(1, 120), st.integers(50, 350)
RELIABILITY = st.floats(0.3, 0.98)


def split(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(pairs)
    return both[:, 0], both[:, 1]


@given(PAIRS, CUTOFF, RELIABLE, st.randoms(use_true_random=False))
def test_order_of_curves_does_not_matter(pairs: list, cutoff: int, reliable: int, random: object) -> None:
    shuffled = random.sample(pairs, len(pairs))
    both = [change.classify(*split(rows), cutoff, reliable) for rows in (pairs, shuffled)]
    assert change.counts(both[0]) == change.counts(both[1])
    assert change.crossings(both[0]) == change.crossings(both[1])


@given(PAIRS, CUTOFF, RELIABLE, st.integers(-300, 300), st.integers(1, 20))
def test_shift_and_scale_leave_the_categories(pairs: list, cutoff: int, reliable: int, by: int, times: int) -> None:
    first, last = split(pairs)
    before = change.classify(first, last, cutoff, reliable)
    after = change.classify(times * first + by, times * last + by, times * cutoff + by, times * reliable)
    assert (before.category == after.category).all()
    assert (before.harmed == after.harmed).all()


@given(PAIRS, CUTOFF, RELIABLE)
def test_categories_add_up_and_go_together(pairs: list, cutoff: int, reliable: int) -> None:
    found = change.classify(*split(pairs), cutoff, reliable)
    assert sum(change.counts(found).values()) == len(pairs)
    crossed = change.crossings(found)
    assert crossed.crossed_reliably <= crossed.crossed <= crossed.started_below <= crossed.measured_twice
    assert not (found.harmed & found.crossed).any()
    assert (found.category[found.harmed] == change.DETERIORATED).all()


@given(PAIRS, RELIABLE, RELIABLE)
def test_a_wider_threshold_never_finds_more_change(pairs: list, one: int, other: int) -> None:
    unchanged = [
        change.counts(change.classify(*split(pairs), 250, reliable))["unchanged"] for reliable in sorted((one, other))
    ]
    assert unchanged[0] <= unchanged[1]


@given(PAIRS, RELIABILITY, st.floats(-100, 100), st.floats(0.1, 10))
def test_no_method_depends_on_the_unit(pairs: list, reliability: float, by: float, times: float) -> None:
    first, last = (side.astype(float) for side in split(pairs))
    assume(first.std() > 1)
    assume(last.std() > 1)
    m = sensitivity.moments(first, last, reliability)
    assume(abs(m.reliability_of_difference) > 0.01)
    moved = [times * side + by for side in (first, last)]
    before, after = (
        sensitivity.indices(first, last, m),
        sensitivity.indices(*moved, sensitivity.moments(*moved, reliability)),
    )
    for name, index in before.items():
        np.testing.assert_allclose(after[name], index, rtol=1e-6, atol=1e-6, err_msg=name)


@given(st.lists(st.lists(st.integers(-1, 1), min_size=6, max_size=6), min_size=2, max_size=4))
def test_agreement_is_whole_with_itself_and_never_beyond(verdicts: list) -> None:
    matrix = agreement_matrix({str(number): codes for number, codes in enumerate(verdicts)})
    assert matrix.height == len(verdicts) * (len(verdicts) + 1) // 2
    own = matrix.filter(matrix["method_a"] == matrix["method_b"])
    assert (own["share"] == 1).all()
    assert (matrix["kappa"].drop_nulls() <= 1 + 1e-12).all()


@given(st.floats(0, 40), st.floats(0.5, 12), st.floats(0, 40), st.floats(0.5, 12))
def test_cutoff_c_lies_between_the_means(mean1: float, sd1: float, mean0: float, sd0: float) -> None:
    c = cutoff_c(Population(mean1, sd1), Population(mean0, sd0))
    assert min(mean0, mean1) - 1e-9 <= c <= max(mean0, mean1) + 1e-9


@given(st.lists(SCORE, min_size=1, max_size=30), CUTOFF, RELIABLE, RELIABILITY, st.floats(10, 120))
def test_shares_by_chance_are_shares(first: list, cutoff: int, reliable: int, reliability: float, sd: float) -> None:
    found = grey_references.chance_shares(first, cutoff, reliable, (200, sd), reliability)
    shares = np.array([found.recovered, found.improved, found.unchanged, found.deteriorated])
    assert (shares >= -1e-9).all()
    assert shares.sum() == pytest.approx(1)


@given(st.floats(-200, 200), st.integers(2, 500), st.sampled_from([0.8, 0.95, 0.99]))
def test_noncentral_interval_contains_its_t_and_mirrors(t: float, freedom: int, level: float) -> None:
    low, high = noncentral_interval(t, freedom, level)
    mirrored = noncentral_interval(-t, freedom, level)
    assert low < t < high or abs(t) > 100
    assert (-mirrored[1], -mirrored[0]) == pytest.approx((low, high))


@given(PAIRS, st.floats(0.1, 10), st.floats(-50, 50))
def test_effects_contain_themselves_and_have_no_unit(pairs: list, times: float, by: float) -> None:
    first, last = (side.astype(float) for side in split(pairs))
    for function in (
        lambda a, b, unit: effect_sizes_adjusted.change_sd(b - a, 0.95),
        lambda a, b, unit: effect_sizes_adjusted.fixed_sd(b - a, 77.5 * unit, 0.95),
        lambda a, b, unit: effect_sizes_adjusted.relative_effect(b, a, 80 * unit, 0.95),
        lambda a, b, unit: pooled_d(b, a, 0.95),
        lambda a, b, unit: glass_delta(b, a, 0.95),
    ):
        found = function(first, last, 1)
        moved = function(times * first + by, times * last + by, times)
        assert isinstance(found, TooFew) == isinstance(moved, TooFew)
        if not isinstance(found, TooFew):
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9
            assert moved.value == pytest.approx(found.value, rel=1e-6, abs=1e-9)


@given(PAIRS, st.lists(st.integers(0, 9), min_size=40, max_size=40), st.randoms(use_true_random=False))
def test_clustered_intervals_know_no_names_and_no_order(pairs: list, workers: list, random: object) -> None:
    order = random.sample(range(len(pairs)), len(pairs))
    first, last = split(pairs)
    worker = np.array(workers[: len(pairs)])
    for function in (
        lambda rows: clustering.clustered_mean((last - first)[rows], worker[rows], 3, 0.95),
        lambda rows: clustering.clustered_g(first[rows], last[rows], worker[rows], 3, 0.95),
    ):
        found, shuffled = function(list(range(len(pairs)))), function(order)
        assert isinstance(found, TooFew) == isinstance(shuffled, TooFew)
        if not isinstance(found, TooFew):
            assert found.low <= found.value <= found.high
            assert (shuffled.low, shuffled.high) == pytest.approx((found.low, found.high), abs=1e-9)
