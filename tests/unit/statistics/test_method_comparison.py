"""One group by six methods."""

import numpy as np
import pytest

from fitlib.reference import Reference
from fitlib.statistics.answer import TooFew
from fitlib.statistics.method_comparison import compare_methods
from fitlib.statistics.reliable_change import beside_convention

FIRST, LAST = [12, 18, 22, 26, 30, 34], [24, 20, 29, 27, 24, 36]


def test_the_worked_pairs_by_each_method(constants: Reference) -> None:
    """The indices of the worked example against 1.96, HA against 1.65; 12 → 24 stays below the line of 25."""
    found = compare_methods(FIRST, LAST, 25, 0.85, constants)
    rows = {row["method"]: row for row in found.categories.iter_rows(named=True)}
    assert list(rows) == ["JT", "GLN", "HLL", "EN", "NK", "HA"]
    assert all(row["n"] == 6 for row in rows.values())
    assert (rows["JT"]["improved"], rows["JT"]["recovered"], rows["JT"]["unchanged"]) == (1, 0, 5)
    assert (rows["EN"]["improved"], rows["EN"]["recovered"], rows["EN"]["unchanged"]) == (1, 1, 4)
    assert (rows["HLL"]["improved"], rows["HLL"]["deteriorated"], rows["HLL"]["unchanged"]) == (0, 0, 6)
    assert found.agreement.height == 21


def test_hageman_and_arrindell_want_a_sure_end(constants: Reference) -> None:
    """22 → 29 crosses 25; by their index it is not surely above, and with a line of 20 it does not start below."""
    rows = compare_methods(FIRST, LAST, 25, 0.85, constants).categories
    hageman = rows.filter(method="HA").row(0, named=True)
    assert hageman["recovered"] == 0
    assert hageman["improved"] == 1


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_curves_are_an_answer(n: int, constants: Reference) -> None:
    assert compare_methods(FIRST[:n], LAST[:n], 25, 0.85, constants) == TooFew(n, 3, "sensitivity")


def test_no_spread_at_first_is_an_answer(constants: Reference) -> None:
    assert isinstance(compare_methods([20, 20, 20], [21, 22, 23], 25, 0.85, constants), TooFew)


def test_categories_of_each_method_add_up(constants: Reference) -> None:
    draw = np.random.default_rng(1)
    first = draw.integers(50, 350, 200)
    found = compare_methods(first, np.clip(first + draw.integers(-80, 160, 200), 0, 400), 250, 0.8, constants)
    four = found.categories.select("recovered", "improved", "unchanged", "deteriorated").sum_horizontal()
    assert (four == 200).all()
    assert (found.categories["harmed"] <= found.categories["deteriorated"]).all()


def test_five_points_with_sd_eight_and_r_point_eight_seven() -> None:
    """Own data imply 8.0 points; at 5 points every ninth unchanged client would be called changed each way."""
    beside = beside_convention(5, 8, 0.87, 0.95)
    assert round(beside.own, 1) == 8.0
    assert round(beside.false_alarm, 2) == 0.11
    assert round(beside.implied_reliability, 3) == 0.949
