"""Alpha, items and split halves: edges of the formulas that the golden values do not reach."""

import numpy as np
import pytest

from fitlib.statistics import confirmatory, exploratory, reliability, split_half
from fitlib.statistics.answer import NoSpread, complete


@pytest.fixture
def items() -> np.ndarray:
    rng = np.random.default_rng(7)
    return rng.normal(size=(300, 1)) + rng.normal(size=(300, 4))


def test_four_copies_of_one_item_have_alpha_one(items: np.ndarray) -> None:
    assert reliability.cronbach(np.repeat(items[:, :1], 4, axis=1)) == pytest.approx(1)


def test_items_that_do_not_go_together_have_alpha_near_zero() -> None:
    assert abs(reliability.cronbach(np.random.default_rng(1).normal(size=(20_000, 4)))) < 0.05


def test_alpha_can_be_negative_and_is_not_cut() -> None:
    first = np.arange(50.0)
    assert reliability.cronbach(np.column_stack([first, -first + np.tile([0, 1], 25)])) < -1


def test_a_row_with_a_gap_does_not_count(items: np.ndarray) -> None:
    holed = np.vstack([items, [np.nan, 1, 2, 3]])
    assert reliability.cronbach(holed) == reliability.cronbach(items)
    assert len(complete(holed)) == 300


def test_resampling_by_weights_is_resampling_of_rows(items: np.ndarray) -> None:
    picked = np.random.default_rng(3).integers(0, 300, (5, 300))
    by_rows = [reliability.cronbach(items[rows]) for rows in picked]
    assert reliability.resampled(items, 5, 3) == pytest.approx(by_rows)


def test_many_respondents_are_resampled_in_parts(items: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reliability.resampled(items, 40, 5)
    monkeypatch.setattr(reliability, "ROWS_AT_ONCE", 900)
    parts = reliability.resampled(items, 40, 5)
    assert parts == pytest.approx(whole)


def test_an_item_that_does_not_vary_is_no_spread_for_the_model(items: np.ndarray, constants) -> None:
    stiff = items.copy()
    stiff[:, 2] = 5
    assert confirmatory.one_factor(stiff, constants) == NoSpread(300)
    with pytest.raises(ValueError, match="does not vary"):
        confirmatory.estimate(stiff, np.ones((4, 1), dtype=bool), 2)


def test_an_item_that_is_the_sum_of_others_has_no_model(items: np.ndarray, constants) -> None:
    summed = np.column_stack([items[:, :3], items[:, :3].sum(axis=1)])
    assert confirmatory.one_factor(summed, constants) == NoSpread(300)


def test_an_odd_number_of_items_has_no_halves(items: np.ndarray) -> None:
    with pytest.raises(ValueError, match="odd number"):
        split_half.splits(items[:, :3])


def test_six_items_have_ten_splits() -> None:
    rng = np.random.default_rng(2)
    assert len(split_half.splits(rng.normal(size=(30, 1)) + rng.normal(size=(30, 6)))) == 10


def test_model_recovers_loadings_that_made_the_data() -> None:
    rng = np.random.default_rng(11)
    loadings = np.array([2.0, 1.5, 1.0, 0.5])
    made = rng.normal(size=(40_000, 1)) * loadings + rng.normal(size=(40_000, 4))
    model = confirmatory.estimate(made, np.ones((4, 1), dtype=bool), 2)
    assert model.loadings[:, 0] == pytest.approx(loadings, abs=0.03)
    assert model.unique == pytest.approx(np.ones(4), abs=0.05)
    assert model.omega == pytest.approx(25 / 29, abs=0.01)


def test_two_correlated_factors_recover_their_correlation() -> None:
    rng = np.random.default_rng(12)
    factors = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 40_000)
    made = factors.repeat(4, axis=1) + rng.normal(size=(40_000, 8))
    pattern = np.kron(np.eye(2), np.ones((4, 1))).astype(bool)
    model = confirmatory.estimate(made, pattern, 2)
    assert model.factors[0, 1] == pytest.approx(0.5, abs=0.02)
    assert (model.fit.degrees, model.fit.few_degrees) == (19, False)


def test_a_heywood_case_is_flagged() -> None:
    rng = np.random.default_rng(5)
    shared = rng.normal(size=(400, 1))
    made = np.column_stack([shared, shared + rng.normal(size=(400, 1)) * 3, shared + rng.normal(size=(400, 1)) * 3])
    made = np.column_stack([made, made[:, 0] + 0.001 * rng.normal(size=400)])
    assert confirmatory.estimate(made, np.ones((4, 1), dtype=bool), 2).heywood


def test_one_exploratory_factor_is_the_one_factor_model(items: np.ndarray, constants) -> None:
    found, model = exploratory.factors(items), confirmatory.one_factor(items, constants)
    assert found.loadings[:, 0] == pytest.approx(model.standardised[:, 0], abs=1e-5)
    assert (found.degrees, len(found.eigenvalues)) == (2, 4)
    assert found.eigenvalues.sum() == pytest.approx(4)


@pytest.mark.parametrize(("columns", "fine"), [(3, False), (4, True), (5, True)])
def test_three_items_are_too_few_to_test_one_factor(columns: int, fine: bool) -> None:
    rng = np.random.default_rng(9)
    made = rng.normal(size=(200, 1)) + rng.normal(size=(200, columns))
    if fine:
        assert exploratory.factors(made).degrees > 0
    else:
        with pytest.raises(ValueError, match="3 items are too few"):
            exploratory.factors(made)
