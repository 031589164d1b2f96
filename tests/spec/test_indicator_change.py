"""How change is counted

Change is the latest ORS less the first, of closed episodes in which the client rated the ORS twice or more. Reliable
change is a convention of five points (a reference row), counted in tenths, so that exactly five points are five.
"""

import pytest

from tests.spec.team_figures import episode, figures, k_of_n

THREE = ["improved", "unchanged", "deteriorated"]


@pytest.mark.parametrize(
    ("latest", "category"),
    [
        (24.9, "unchanged"),
        (25.0, "improved"),
        (25.1, "improved"),
        (15.1, "unchanged"),
        (15.0, "deteriorated"),
        (14.9, "deteriorated"),
    ],
)
def test_five_points_are_reliable(tmp_path, latest, category):
    """Five points up are reliable improvement, five down reliable deterioration; 4.9 are neither."""
    found = figures(tmp_path, THREE, episode("A", 20, latest))
    assert {name: found[name].k for name in THREE} == {name: int(name == category) for name in THREE}


@pytest.mark.parametrize("first", [0.3, 1.7, 8.1, 20.3, 34.9])
def test_exactly_five_is_five_wherever_it_starts(tmp_path, first):
    """Exactly five points are five, wherever they start: scores are whole tenths, never floats."""
    assert figures(tmp_path, ["improved"], episode("A", first, first + 5))["improved"].k == 1


def test_the_three_categories_add_up(tmp_path):
    """Improved, unchanged and deteriorated add up to those measured twice."""
    found = figures(tmp_path, THREE, episode("A", 10, 20), episode("B", 10, 12), episode("C", 20, 10), episode("D", 20))
    assert [k_of_n(found[name]) for name in THREE] == [(1, 3), (1, 3), (1, 3)]


def test_open_and_single_cases_are_counted_apart(tmp_path):
    """An open episode has no change yet, and an episode measured once can have none: both are counted apart."""
    names = ["mean_change", "episodes_open", "measured_once", "measured_twice", "measured_never"]
    still_open = episode("C", 10, 30, status="open", closing_type=None)
    found = figures(tmp_path, names, episode("A", 10, 14), episode("B", 20), still_open, episode("D", None))
    assert (found["mean_change"].value, found["mean_change"].n) == (4.0, 1)
    assert k_of_n(found["episodes_open"]) == (1, 4)
    assert [k_of_n(found[f"measured_{times}"]) for times in ("twice", "once", "never")] == [(1, 3), (1, 3), (1, 3)]


def test_change_is_from_the_first_to_the_latest_measured(tmp_path):
    """A session without ORS is skipped: the change is from the first measured to the latest measured, and 0 is a
    score.
    """
    found = figures(tmp_path, ["mean_change"], episode("A", None, 0, 30, None, 12, None))
    assert found["mean_change"].value == 12.0


def test_other_raters_are_never_mixed_in(tmp_path):
    """What a mother rates is not the client's own rating and is never mixed into it."""
    mother = episode("A", 10, 40, rater="mother")
    found = figures(tmp_path, ["mean_change", "intake_ors"], episode("A", 20, 22), mother)
    assert (found["mean_change"].value, found["intake_ors"].value) == (2.0, 20.0)


def test_mean_change_has_its_interval(tmp_path):
    """Mean change comes with Student's interval: changes 2, 4 and 6 give 4 with -0.97 to 8.97."""
    found = figures(tmp_path, ["mean_change"], episode("A", 10, 12), episode("B", 10, 14), episode("C", 10, 16))
    mean = found["mean_change"]
    assert (mean.value, mean.n) == (4.0, 3)
    assert (mean.low, mean.high) == pytest.approx((-0.968, 8.968), abs=0.001)


def test_effect_size_agrees_with_the_worked_example(tmp_path):
    """Pre-post effect size: six pairs of the domain notes give g .314 with -.372 to 1.000."""
    pairs = zip((12, 18, 22, 26, 30, 34), (24, 20, 29, 27, 24, 36), strict=True)
    found = figures(tmp_path, ["effect_size"], *(episode(str(i), *pair) for i, pair in enumerate(pairs)))
    effect = found["effect_size"]
    assert (effect.value, effect.low, effect.high) == pytest.approx((0.3142, -0.372, 1.000), abs=0.0005)


def test_nobody_counted_is_no_figure(tmp_path):
    """With nobody to count there is no figure: n is 0 and the value is missing, not 0."""
    found = figures(tmp_path, ["improved", "mean_change", "effect_size"], episode("A", 20))
    assert [(found[name].value, found[name].n) for name in ("improved", "mean_change", "effect_size")] == [
        (None, 0)
    ] * 3
