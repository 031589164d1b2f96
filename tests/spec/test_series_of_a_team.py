"""Series of a team over time

A control chart asks whether a team's figure varies as it always has. Short series are refused; limits are drawn anew
at events with a name, never where the eye would like them.
"""

import numpy as np
import pytest

from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import (
    ONE_SIDE,
    OUTSIDE,
    TREND,
    TWO_IN_THREE,
    Event,
    in_trend,
    run_of,
    two_in_three,
    xmr,
)
from fitlib.statistics.run_chart import RunChart, run_chart

CALM = [20, 22, 21, 19, 20, 21, 20, 22, 19, 21, 20, 21]


@pytest.mark.parametrize(("points", "refused"), [(11, True), (12, False), (13, False)])
def test_fewer_than_twelve_points_are_refused(points, refused, constants):
    """Eleven points are too few for limits, and the answer says so; twelve are enough."""
    found = xmr((CALM * 2)[:points], constants)
    assert found == TooFew(points, 12, "control.least") if refused else found[0].mean > 0
    assert isinstance(run_chart(np.arange(points), constants), TooFew) == refused


def test_limits_come_from_the_steps_between_points(constants):
    """Limits are the mean ± 2.66 times the mean step from point to point."""
    (found,) = xmr([10, 12] * 6, constants)
    assert (found.mean, found.lower, found.upper) == (11, 11 - 2.66 * 2, 11 + 2.66 * 2)


@pytest.mark.parametrize(("highest", "outside"), [(16.3, False), (16.4, True)])
def test_a_point_outside_the_limits(highest, outside, constants):
    """A point beyond a limit is a signal; a baseline of twelve points sets the limits that a later point is held to."""
    (found,) = xmr([10, 12] * 6 + [highest], constants, baseline=12)
    assert round(found.upper, 2) == 16.32
    assert found.signals[OUTSIDE][-1] == outside


@pytest.mark.parametrize(("length", "marked"), [(6, 0), (7, 7), (8, 8)])
def test_seven_points_on_one_side(length, marked):
    """Seven points in a row on one side of the mean are a signal; six are not; a point on the mean ends the row."""
    assert run_of([-1, *[1] * length, -1], 7).sum() == marked
    assert run_of([*[1] * 4, 0, *[1] * 4], 7).sum() == 0


@pytest.mark.parametrize(("length", "marked"), [(6, 0), (7, 7), (8, 8)])
def test_seven_points_that_rise(length, marked):
    """Seven points that all rise (or all fall) are a signal; six are not; two alike end the row."""
    assert in_trend([9, *range(length)], 7).sum() == marked
    assert in_trend([-9, *range(0, -length, -1)], 7).sum() == marked
    assert in_trend([1, 2, 3, 4, 4, 5, 6, 7], 7).sum() == 0


def test_two_of_three_near_a_limit():
    """Two of three points near the same limit are a signal; near opposite limits they are not."""
    assert two_in_three([True, False, True], [1, 1, 1]).tolist() == [True, False, True]
    assert not two_in_three([True, False, True], [1, 1, -1]).any()
    assert not two_in_three([True, False, False], [1, 1, 1]).any()


def test_limits_are_drawn_anew_at_a_named_event(constants):
    """After a named event the team is compared with itself since then: the shift is no signal any more."""
    shifted = [*CALM, *(value + 10 for value in CALM)]
    (together,) = xmr(shifted, constants)
    before, after = xmr(shifted, constants, [Event(12, "basic training")])
    assert together.signals[ONE_SIDE].all()
    assert not before.special.any()
    assert not after.special.any()
    assert (after.start, after.event, after.mean - before.mean) == (12, "basic training", pytest.approx(10))


def test_too_little_time_since_an_event(constants):
    """Eleven points after an event get no limits of their own, and borrow none."""
    before, after = xmr([*CALM, *CALM[:11]], constants, [Event(12, "new office")])
    assert before.event is None
    assert after == TooFew(11, 12, "control.least")


def test_a_series_that_never_varies(constants):
    """A constant series has its limits on its mean and no signal."""
    (found,) = xmr([20] * 12, constants)
    assert (found.mean, found.lower, found.upper, found.special.any()) == (20, 20, 20, False)


def test_a_gap_in_a_series_is_not_drawn_over(constants):
    """A series with a missing point is refused: what is left out must be left out on purpose."""
    for chart in (xmr, run_chart):
        with pytest.raises(ValueError, match="missing"):
            chart([*CALM, np.nan], constants)


def test_one_label_for_a_point_of_several_rules(constants):
    """A point that several rules mark is named by the first of: outside, trend, two of three, one side."""
    (found,) = xmr([*CALM, *CALM, *range(18, 25), 60], constants)
    assert found.signals[OUTSIDE][-1]
    assert found.first_rule()[-1] == OUTSIDE
    assert set(found.signals) == {OUTSIDE, TREND, TWO_IN_THREE, ONE_SIDE}


def test_a_run_chart_counts_runs_and_crossings(constants):
    """A series that climbs stays too long on each side of its median and crosses it too seldom."""
    found = run_chart(np.arange(20), constants)
    assert found == RunChart(9.5, 20, 10, 7, 1, 6)
    assert found.signal


@pytest.mark.parametrize(("longest", "crossings", "signal"), [(7, 6, False), (8, 6, True), (7, 5, True), (6, 7, False)])
def test_when_a_run_chart_signals(longest, crossings, signal):
    """With twenty points a run of eight or fewer than six crossings is a signal."""
    assert RunChart(0, 20, longest, 7, crossings, 6).signal == signal


def test_points_on_the_median_do_not_count(constants):
    """Points on the median are left out; when fewer than twelve remain, that is the answer."""
    assert run_chart([1, 5, 5, 5, 5, 5, 5, 5, 9, 1, 9, 1, 9], constants) == TooFew(6, 12, "control.least")
