"""Patterns of the course

How a curve goes on: steady, level, flat, falling. Reliable change 5 points, error of measurement 2.9.
"""

import pytest

from tests.spec.pattern_tables import says


@pytest.mark.parametrize(("last", "answer"), [(24.9, None), (25, "rise"), (25.1, "rise")])
def test_steady_rise(last, answer):
    """Steady rise: mostly upwards and in the end a reliable change above the start."""
    assert says("steady_rise", [20, 21, 22, 23, last]) == answer


@pytest.mark.parametrize(("low", "answer"), [(21.1, "rise"), (21, None), (20.9, None)])
def test_a_rise_with_a_big_drop_is_not_steady(low, answer):
    """One step down by a reliable change and the rise is not steady."""
    assert says("steady_rise", [20, 23, 26, low, 28, 30]) == answer


@pytest.mark.parametrize(
    ("curve", "answer"),
    [([20, 23, 22, 25, 24, 26], "rise"), ([20, 23, 22, 25, 24, 24, 27, 26], None), ([20, 19, 26, 25, 26.5], None)],
)
def test_a_steady_rise_goes_up_at_six_steps_of_ten(curve, answer):
    """Three steps of five are enough (60 %); fewer are not, however much the curve gains."""
    assert says("steady_rise", curve) == answer


def test_two_points_are_no_steady_rise():
    """Two measurements are a difference, not a rise."""
    assert says("steady_rise", [20, 30]) == "too_few"


@pytest.mark.parametrize(("start", "answer"), [(20.1, None), (20, "level"), (19.9, "level")])
def test_plateau(start, answer):
    """Plateau: the last four lie level, a reliable change above the first."""
    assert says("plateau", [start, 25, 25, 25, 25]) == answer


@pytest.mark.parametrize(("off", "answer"), [(2.8, "level"), (2.9, "level"), (3.0, None)])
def test_a_plateau_stays_within_the_error_of_measurement(off, answer):
    """Level means each of the four within the error of measurement of their mean."""
    assert says("plateau", [10, 20, 30 + off, 30 - off, 30, 30]) == answer


def test_a_plateau_needs_a_gain_before_it():
    """A curve that has been level from the start is no plateau, and four points are too few."""
    assert says("plateau", [25, 25, 25, 25, 25]) is None
    assert says("plateau", [20, 26, 26, 26]) == "too_few"


@pytest.mark.parametrize(("highest", "answer"), [(24.8, "range"), (24.9, "range"), (25, None)])
def test_flat_and_low(highest, answer):
    """Flat: lowest and highest are less than a reliable change apart; low: on the whole below the cutoff."""
    assert says("flat_low", [20, 20, highest, 20, 20]) == answer
    assert says("flat_high", [20, 20, highest, 20, 20]) is None


@pytest.mark.parametrize(("level", "low", "high"), [(24.9, "range", None), (25, None, "range"), (25.1, None, "range")])
def test_flat_is_low_or_high_by_the_cutoff(level, low, high):
    """A flat curve is low below the cutoff and high at or above it."""
    assert says("flat_low", [level] * 5) == low
    assert says("flat_high", [level] * 5) == high
    assert says("flat_low", [level] * 4) == "too_few"


@pytest.mark.parametrize(("srs", "answer"), [(37.9, None), (38, "range"), (38.1, "range")])
def test_flat_with_a_high_srs(srs, answer):
    """Flat with a high SRS: nothing moves, and the SRS is 38 or more on the whole."""
    assert says("flat_high_srs", [20] * 5, [srs] * 5) == answer


def test_flat_with_a_high_srs_needs_both_scales():
    """Without enough SRS it cannot be told."""
    assert says("flat_high_srs", [20] * 5) == "too_few"


@pytest.mark.parametrize(("last", "answer"), [(15.1, None), (15, "latest"), (14.9, "latest")])
def test_deterioration(last, answer):
    """Deterioration: the latest lies a reliable change below the first."""
    assert says("deterioration", [20, 21, last]) == answer


@pytest.mark.parametrize(("last", "answer"), [(23.1, None), (23, "run"), (22.9, "run")])
def test_three_declines_in_a_row(last, answer):
    """Three declines in a row up to now that add up to a reliable change count too, above the start as well."""
    assert says("deterioration", [20, 28, 27, 25, last]) == answer


def test_three_declines_with_a_level_step_are_no_run():
    """A step that is level is no decline."""
    assert says("deterioration", [20, 28, 24, 24, 22]) is None
    assert says("deterioration", [30, 20]) == "too_few"
