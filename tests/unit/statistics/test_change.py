"""Categories below, at and above each threshold; tenths of a point."""

import numpy as np
import pytest

from fitlib.statistics import change
from fitlib.statistics.change import ABOVE, DETERIORATED, IMPROVED, RECOVERED, UNCHANGED, classify

CUTOFF, RELIABLE = 250, 50


@pytest.mark.parametrize(
    ("first", "last", "category"),
    [
        (100, 149, UNCHANGED),
        (100, 150, IMPROVED),
        (100, 151, IMPROVED),
        (199, 249, IMPROVED),
        (200, 250, RECOVERED),
        (201, 251, RECOVERED),
        (249, 299, RECOVERED),
        (250, 300, IMPROVED),
        (210, 255, UNCHANGED),
        (200, 151, UNCHANGED),
        (200, 150, DETERIORATED),
        (200, 149, DETERIORATED),
    ],
)
def test_category_around_each_threshold(first: int, last: int, category: int) -> None:
    assert classify([first], [last], CUTOFF, RELIABLE).category.tolist() == [category]


def test_the_other_convention_takes_the_cutoff_itself_as_below() -> None:
    at_line = classify([250, 200], [300, 250], CUTOFF, RELIABLE, ABOVE)
    assert at_line.category.tolist() == [RECOVERED, IMPROVED]


def test_an_unknown_convention_is_refused() -> None:
    with pytest.raises(ValueError, match="near"):
        change.reaches([1], 1, "near")


@pytest.mark.parametrize(("last", "harmed"), [(251, False), (250, False), (249, True)])
def test_harmed_is_reliably_worse_and_across_the_line(last: int, harmed: bool) -> None:
    assert classify([310], [last], CUTOFF, RELIABLE).harmed.tolist() == [harmed]


def test_each_pair_exactly_five_points_apart_is_a_reliable_change() -> None:
    """With float totals 30 of the 351 such pairs fail; with tenths none does."""
    first = np.arange(0, 351)
    assert (classify(first, first + 50, CUTOFF, 50).category != UNCHANGED).all()
    floats = sum((f + 50) / 10 - f / 10 >= 5.0 for f in range(351))
    assert floats < 351


def test_scores_in_sixteen_bits_do_not_overflow() -> None:
    first, last = np.array([0], dtype=np.int16), np.array([400], dtype=np.int16)
    assert change.counts(classify(first, last, CUTOFF, RELIABLE))["recovered"] == 1


def test_a_cutoff_of_its_own_for_each_age_group() -> None:
    found = classify([240, 240], [300, 300], np.array([250, 280]), RELIABLE)
    assert found.category.tolist() == [RECOVERED, RECOVERED]
    assert classify([260, 260], [320, 320], np.array([250, 280]), RELIABLE).category.tolist() == [IMPROVED, RECOVERED]


def test_crossed_both_ways_with_both_denominators() -> None:
    found = change.crossings(classify([200, 240, 240, 300], [260, 250, 249, 360], CUTOFF, RELIABLE))
    assert (found.crossed, found.crossed_reliably, found.started_below, found.measured_twice) == (2, 1, 3, 4)


def test_no_curves_give_zero_in_each_category() -> None:
    assert change.counts(classify([], [], CUTOFF, RELIABLE)) == dict.fromkeys(change.CATEGORIES, 0)
