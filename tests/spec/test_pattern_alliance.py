"""Patterns of the alliance and of rating

The SRS over time, raters who use only the ends of the lines, and sessions without a measurement.
"""

import polars as pl
import pytest

from fitlib.curves.classify import classify
from fitlib.curves.columns import from_measurements
from fitlib.curves.pattern import TOO_FEW
from tests.spec.pattern_tables import CONSTANTS, of_srs, says, shown


@pytest.mark.parametrize(("first", "answer"), [(35.9, "rise"), (36, None), (36.1, None)])
def test_low_srs_that_rises(first, answer):
    """Low SRS that rises: the first is below 36 and the last clearly higher."""
    assert of_srs("srs_rising", [first, 38, 39.5]) == answer


@pytest.mark.parametrize(("last", "answer"), [(32.9, None), (33, "rise"), (33.1, "rise")])
def test_the_srs_rises_by_three_points(last, answer):
    """A rise is at least three points."""
    assert of_srs("srs_rising", [30, 31, last]) == answer


@pytest.mark.parametrize(("last", "answer"), [(35.1, None), (35, "fall"), (34.9, "fall")])
def test_srs_falling(last, answer):
    """SRS falling: three points or more below the first, and on the whole downwards."""
    assert of_srs("srs_falling", [38, 37, 36, last]) == answer


def test_one_low_srs_at_the_end_is_a_drop_not_a_fall():
    """A single low SRS after level ones is a drop, not a fall over time."""
    assert of_srs("srs_falling", [38, 38, 38, 38, 38, 30]) is None
    assert of_srs("srs_drop", [38, 38, 38, 38, 38, 30]) == "major"
    assert of_srs("srs_falling", [38, 30]) == "too_few"


@pytest.mark.parametrize(
    ("last", "answer"), [(37.1, None), (37, "cue"), (36.9, "cue"), (35.1, "cue"), (35, "major"), (34.9, "major")]
)
def test_srs_drop(last, answer):
    """SRS drop: one point down since the time before is a cue, three points are a major one."""
    assert of_srs("srs_drop", [37, 38, last]) == answer


@pytest.mark.parametrize(("low", "answer"), [(35.1, None), (35, "repaired"), (34.9, "repaired")])
def test_rupture_and_repair(low, answer):
    """Rupture and repair: a drop of three points or more that comes back."""
    assert of_srs("rupture_repair", [38, low, 38]) == answer


@pytest.mark.parametrize(("back", "answer"), [(35.9, None), (36, "repaired"), (36.1, "repaired")])
def test_a_repair_brings_back_four_fifths_within_two(back, answer):
    """At least 80 % of the drop is back at one of the next two measurements."""
    assert of_srs("rupture_repair", [38, 28, 30, back]) == answer
    assert of_srs("rupture_repair", [38, 28, 28, 28, back]) is None


def _surveys(ends: int, of: int) -> list:
    """Surveys of four items, so many of which are 0 or 10 and the others 5."""
    items = [100] * ends + [50] * (of - ends)
    return [(tuple(items[at : at + 4]), None) for at in range(0, of, 4)]


@pytest.mark.parametrize(("ends", "answer"), [(15, None), (16, "ends"), (17, "ends")])
def test_extreme_rater(ends, answer):
    """Extreme rater: at least 80 % of the items are 0 or 10."""
    surveys = _surveys(ends, 20)
    assert says("extreme_rater", [sum(items) / 10 for items, _ in surveys], items=surveys) == answer


def test_no_spread_between_items():
    """Four equal items in every one of three surveys: the items are not told apart."""
    level = [((50,) * 4, None), ((60,) * 4, None), ((70,) * 4, None)]
    assert says("extreme_rater", [20, 24, 28], items=level) == "level"
    assert says("extreme_rater", [20, 24, 28.1], items=[*level[:2], ((70, 70, 70, 71), None)]) is None
    assert says("extreme_rater", [20, 24], items=level[:2]) == "too_few"


def test_every_srs_forty():
    """Every SRS is 40; one of 39.9 and it is not so. Rows with a total only have no items and stay out."""
    ors, full = (51, 62, 58, 43), (100,) * 4
    assert says("extreme_rater", [21.4] * 3, [40] * 3, items=[(ors, full)] * 3) == "forty"
    nearly = [(ors, full), (ors, full), (ors, (100, 100, 100, 99))]
    assert says("extreme_rater", [21.4] * 3, [40, 40, 39.9], items=nearly) is None
    assert says("extreme_rater", [21.4] * 3, [40] * 3) == "too_few"


def stored(totals: list[int], items: list[int | None]) -> pl.DataFrame:
    """Rows of the store whose four SRS items are equal, and which are therefore flagged as filled from a total."""
    rows = {"episode": "v1_e", "rater": "self", "age_group": "adult", "session_no": range(1, len(totals) + 1)}
    rows |= dict.fromkeys(("ors", "ors1", "ors2", "ors3", "ors4"), None)
    rows |= {"srs": totals} | {f"srs{number}": items for number in range(1, 5)}
    return pl.DataFrame(rows | {"srs_total_only": True, "ors_total_only": False}, strict=False)


def test_items_that_may_have_been_filled_from_a_total_stay_out():
    """Equal items may have been filled from a total and say nothing, but a total of 40 leaves the items no choice."""
    full = classify(from_measurements(stored([400] * 3, [100] * 3), CONSTANTS), CONSTANTS)
    filled = classify(from_measurements(stored([300] * 3, [75] * 3), CONSTANTS), CONSTANTS)
    without = classify(from_measurements(stored([400] * 3, [None] * 3), CONSTANTS), CONSTANTS)
    assert full.of("extreme_rater").tolist() == [1]
    assert filled.of("extreme_rater").tolist() == without.of("extreme_rater").tolist() == [TOO_FEW]


@pytest.mark.parametrize(("gap", "answer"), [(1, None), (2, None), (3, "gap")])
def test_measurement_gap(gap, answer):
    """Measurement gap: more than two sessions in a row without an ORS."""
    assert says("measurement_gap", [20, *[None] * gap, 21, 22]) == answer


def test_another_rater_may_rate_now_and_then():
    """A gap is asked of the client's own ratings only."""
    assert says("measurement_gap", [20, None, None, None, 21], rater="teacher") == "too_few"


def test_at_most_three_are_shown_with_the_condition_that_fired():
    """A curve shows at most three patterns, the ones to talk about first, each with the scores it compared."""
    found = shown([26, 20, 27, 20, 27, 20], [38, 37, 36, 34, 33, 31])
    assert [(hit.key, hit.condition) for hit in found] == [
        ("deterioration", "latest"), ("srs_falling", "fall"), ("sawtooth", "turns"),
    ]  # fmt: skip
    assert found[0].seen == {"first": 260, "last": 200, "fall": 60}
    assert found[2].counted == {"turns": 5}


def test_one_point_is_no_curve():
    """Of a single measurement nearly nothing can be told, and that is the answer."""
    assert shown([20], [38]) == ()
    assert says("steady_rise", [20], [38]) == "too_few"
