"""Patterns of the beginning

Where a curve starts, and what the first sessions bring. Cutoff of adults 25, reliable change 5 points.
"""

import pytest

from tests.spec.pattern_tables import says


@pytest.mark.parametrize(
    ("first", "answer"), [(24.9, None), (25, "high"), (25.1, "high"), (31.9, "high"), (32, "high"), (32.1, "strong")]
)
def test_high_intake(first, answer):
    """High intake: the first ORS is at the cutoff or above it; strong where it is above 32."""
    assert says("high_intake", [first]) == answer


def test_high_intake_of_a_young_person():
    """The cutoff of children and young people is 28."""
    assert says("high_intake", [27.9], age="adolescent") is None
    assert says("high_intake", [28], age="child") == "high"


def test_a_rater_without_a_norm():
    """A teacher has no norm, so what needs a cutoff cannot be told."""
    assert says("high_intake", [30], rater="teacher") == "too_few"
    assert says("flat_low", [20] * 6, rater="teacher") == "too_few"
    assert says("high_intake", [28], rater="mother", age="child") == "high"


@pytest.mark.parametrize(("first", "answer"), [(9.9, "low"), (10, None), (10.1, None)])
def test_very_low_intake(first, answer):
    """Very low intake: the first ORS is below 10."""
    assert says("very_low_intake", [first]) == answer


@pytest.mark.parametrize(("best", "answer"), [(24.9, None), (25, "gain"), (25.1, "gain")])
def test_early_change(best, answer):
    """Early change: one of the second to the fourth measurement lies a reliable change above the first."""
    assert says("early_change", [20, best, 20]) == answer
    assert says("early_change", [20, 20, 20, best, 20]) == answer


def test_a_gain_at_the_fifth_measurement_is_not_early():
    """A gain that comes at the fifth measurement is no early change, and two measurements are too few to tell."""
    assert says("early_change", [20, 20, 20, 20, 30]) is None
    assert says("early_change", [20, 30]) == "too_few"


@pytest.mark.parametrize(("last", "answer"), [(22.4, "below"), (22.5, None), (22.6, None)])
def test_no_early_change(last, answer):
    """No early change: after four measurements the gain is below half a reliable change."""
    assert says("no_early_change", [20, 20, 20, last]) == answer


@pytest.mark.parametrize(("last", "answer"), [(24.9, "below"), (25, None)])
def test_no_early_change_only_below_the_cutoff(last, answer):
    """Whoever has reached the cutoff is not called without change."""
    assert says("no_early_change", [24, 24, 24, last]) == answer


def test_no_early_change_needs_four():
    """Three measurements are too few to say that nothing has changed."""
    assert says("no_early_change", [20, 20, 20]) == "too_few"
