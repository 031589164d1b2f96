"""Patterns that turn

Dips, saws, sudden gains and losses. Reliable change 5 points; a sudden gain is judged on 40 − ORS.
"""

import numpy as np
import pytest

from fitlib.curves.patterns.sawtooth import turns
from tests.spec.pattern_tables import says


@pytest.mark.parametrize(("low", "answer"), [(25.1, None), (25, "regained"), (24.9, "regained")])
def test_dip(low, answer):
    """Dip: one drop by a reliable change that is regained."""
    assert says("dip", [29, 30, low, 30, 30]) == answer


@pytest.mark.parametrize(("back", "answer"), [(23.9, None), (24, "regained"), (24.1, "regained")])
def test_a_dip_is_half_regained_within_two_measurements(back, answer):
    """At least half of the drop is back at one of the next two measurements."""
    assert says("dip", [28, 28, 20, 20, back]) == answer
    assert says("dip", [28, 28, 20, 20, 20, back]) is None


def test_two_drops_are_no_dip():
    """Two drops are not one dip; a drop at the very end has had no time to be regained."""
    assert says("dip", [28, 20, 28, 20, 28]) is None
    assert says("dip", [28, 28, 28, 20]) is None
    assert says("dip", [28, 20]) == "too_few"


@pytest.mark.parametrize(
    ("curve", "count"),
    [([1, 7, 2, 6, 12, 18, 26, 15, 9], 2), ([20, 27, 20, 27, 20], 4), ([20, 26, 32, 38], 1), ([20, 25, 20, 25], 0)],
)
def test_turns_of_the_published_rule(curve, count):
    """A turn is a step of six points or more that goes the other way than the last such step."""
    assert turns(10 * np.array(curve)[:, None], 60)[0] == count


@pytest.mark.parametrize(("step", "answer"), [(5.9, None), (6, "turns"), (6.1, "turns")])
def test_sawtooth(step, answer):
    """Sawtooth: at least four turns of at least six points."""
    assert says("sawtooth", [20, 20 + step, 20, 20 + step, 20]) == answer


def test_three_turns_are_no_saw():
    """Three turns are no sawtooth, and four measurements are too few for one."""
    assert says("sawtooth", [20, 27, 20, 27, 27]) is None
    assert says("sawtooth", [20, 27, 20, 27]) == "too_few"


@pytest.mark.parametrize(("low", "answer"), [(17.2, None), (17.1, "turned"), (17, "turned")])
def test_worse_then_better(low, answer):
    """Worse, then better: in the first third down by the error of measurement, in the end a reliable change up."""
    assert says("worse_then_better", [20, low, 20, 22, 24, 25]) == answer


@pytest.mark.parametrize(("last", "answer"), [(24.9, None), (25, "turned"), (25.1, "turned")])
def test_worse_then_better_ends_above_the_start(last, answer):
    """Without a reliable change above the start it is not better yet."""
    assert says("worse_then_better", [20, 16, 20, 22, 24, last]) == answer


def test_a_low_after_the_first_third_is_another_matter():
    """A low in the middle is a dip, not a start that was worse; three measurements are too few."""
    assert says("worse_then_better", [20, 20, 20, 14, 24, 26]) is None
    assert says("worse_then_better", [20, 14, 26]) == "too_few"


def test_sudden_gain_of_the_published_example():
    """ORS 14, 15, 14.5, 24, 25, 24.5 gains between the third and the fourth; 14, 20, 12, 22, 15, 25 does not last."""
    assert says("sudden_gain", [14, 15, 14.5, 24, 25, 24.5]) == "gain"
    assert says("sudden_gain", [14, 20, 12, 22, 15, 25]) is None


@pytest.mark.parametrize(("after", "answer"), [(24.9, None), (25, "gain"), (25.1, "gain")])
def test_a_sudden_gain_is_at_least_a_reliable_change(after, answer):
    """First criterion: the step is at least a reliable change. Here a quarter of 40 − 20 is 5 as well."""
    assert says("sudden_gain", [20, 20, 20, after, after, after]) == answer


@pytest.mark.parametrize(("after", "answer"), [(17.4, None), (17.5, "gain"), (17.6, "gain")])
def test_a_sudden_gain_is_a_quarter_of_what_was_missing(after, answer):
    """Second criterion: the step is at least a quarter of 40 − ORS before it: from 10 points 7.5."""
    assert says("sudden_gain", [10, 10, 10, after, after, after]) == answer


def test_a_sudden_gain_needs_neighbours():
    """Two measured sessions on either side are needed; a gain at the very end cannot be told yet."""
    assert says("sudden_gain", [20, 20, 30]) == "too_few"
    assert says("sudden_gain", [20, None, 20, None, 30, 30]) == "too_few"
    assert says("sudden_gain", [20, 20, 20, 20, 20, 30]) is None


def test_sudden_loss_is_the_mirror():
    """A sudden loss is a step down that is big, proportionally big and lasting."""
    assert says("sudden_loss", [26, 25, 25.5, 16, 15, 15.5]) == "loss"
    assert says("sudden_loss", [14, 15, 14.5, 24, 25, 24.5]) is None


@pytest.mark.parametrize(("after", "answer"), [(5.1, None), (5, "loss"), (4.9, "loss")])
def test_the_second_criterion_holds_for_losses_too(after, answer):
    """From 12 points the loss must be a quarter of 28, seven points: the published package asks nothing here."""
    assert says("sudden_loss", [12, 12, 12, after, after, after]) == answer
