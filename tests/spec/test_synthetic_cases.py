"""Case library

Thirty-two families of invented cases for the workshop. A family is a published recipe (trend, noise, events,
raters, skips); a case is a family and a number, the same on every machine, and the truth behind it is known.
"""

import hashlib
import json
from pathlib import Path

import pytest

from fitlib import synthetic
from fitlib.curves.curve import Curve
from fitlib.words import LANGUAGES, Words

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "synthetic_cases.json").read_text("utf-8"))
KEYS = [family.key for family in synthetic.families()]

LEVEL = {
    "age_group": "adult", "form": "ORS", "sessions": [5, 5],
    "curve": [{"who": "adult", "rater": "self", "ors": [[0, 20], [100, 24]], "srs": [[0, 36], [100, 36]]}],
}  # fmt: skip


def own(**line) -> synthetic.Family:
    """A recipe as a trainer makes it: five sessions from 20 to 24, without noise unless asked."""
    still = LEVEL["curve"][0] | {"noise_ors": 0, "noise_srs": 0}
    return synthetic.read_family("own", LEVEL | {"curve": [still | line]})


def print_of(cases: list[synthetic.Case]) -> str:
    """A fingerprint of every day, score and true score, so that one changed tenth shows."""
    seen = [
        (curve.episode, curve.rater, point.session_no, point.day.isoformat(), point.ors_items, point.srs_items)
        for case in cases for curve in case.curves for point in curve.points
    ]  # fmt: skip
    true = [(truth.who, truth.ors, truth.srs) for case in cases for truth in case.truth]
    return hashlib.sha256(repr((seen, true)).encode()).hexdigest()


def one_curve(family: synthetic.Family, number: int = 0) -> Curve:
    return synthetic.case(family, number).curves[0]


def test_the_library_has_at_least_the_families_of_the_workshop():
    """The library holds the twenty-five families of the workshop and seven more for the remaining patterns."""
    assert len(KEYS) == len(set(KEYS)) == 32
    assert {"steady", "one_bad_day", "srs_forty", "network_meeting", "symbiosis", "couple", "group"} <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_case_is_bit_identical(key):
    """A family and a number give the same case on every machine and with every version of the libraries."""
    cases = [synthetic.case(key, number) for number in range(3)]
    assert print_of(cases) == GOLDEN[key]
    assert cases[0] != cases[1]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_family_has_a_name_and_a_story(key, lang):
    """Every family has a name and a short life story in three languages, and every person and event a name."""
    words, case = Words(lang), synthetic.case(key, 0)
    assert len(words(f"{case.story_key}.story")) > 60
    assert words(f"{case.story_key}.name")
    assert words(f"cases.closing.{case.closing}")
    for truth in case.truth:
        assert words(f"cases.who.{truth.who}")
        assert all(words(f"cases.event.{event.name}") for event in truth.events)


@pytest.mark.parametrize("key", KEYS)
def test_curves_and_truth_go_in_step(key):
    """Each curve has its truth: as many true scores as rated sessions, on the scale of 0 to 40."""
    for number in range(5):
        case = synthetic.case(key, number)
        for curve, truth in zip(case.curves, case.truth, strict=True):
            assert truth.sessions == tuple(point.session_no for point in curve.points)
            assert len(truth.ors) == len(curve.points)
            assert all(0 <= score <= 400 for score in (*truth.ors, *truth.srs, *curve.ors))


def test_without_noise_the_measured_is_the_true():
    """A line from 20 to 24 over five sessions is 20, 21, 22, 23, 24 when there is no noise."""
    case = synthetic.case(own(), 0)
    assert case.curves[0].ors == case.truth[0].ors == (200, 210, 220, 230, 240)


def test_noise_has_the_published_size():
    """The measured scores lie around the true ones with the standard deviation of the recipe."""
    family = own(noise_ors=2.0)
    cases = [synthetic.case(family, number) for number in range(400)]
    off = [got - true for case in cases for got, true in zip(case.curves[0].ors, case.truth[0].ors, strict=True)]
    assert (sum(one * one for one in off) / len(off)) ** 0.5 == pytest.approx(20, rel=0.06)


def test_an_event_changes_its_sessions_and_no_other():
    """An event half way that takes eight points for one session takes them there and nowhere else."""
    event = {"name": "quarrel", "at": 50, "lasts": 1, "ors": -8}
    assert one_curve(own(event=[event])).ors == (200, 210, 140, 230, 240)


def test_a_total_cannot_leave_the_scale():
    """Above 40 and below 0 there is nothing: a trend that would leave the scale stays at its end."""
    assert one_curve(own(ors=[[0, 38], [100, 46]])).ors == (380, 400, 400, 400, 400)


def test_a_skipped_survey_is_not_measured():
    """A survey that was not asked for has no score; the point itself stays, for the meeting was held."""
    curve = one_curve(own(unasked=[2]))
    assert [point.ors for point in curve.points] == [200, None, 220, 230, 240]
    assert all(point.srs is not None for point in curve.points)


def test_a_skip_does_not_change_what_follows():
    """Every survey draws its own chance: leaving one out leaves all the others as they were."""
    with_all, without = one_curve(own(noise_ors=2.0)), one_curve(own(noise_ors=2.0, unasked=[2]))
    assert [point.ors for point in without.points][2:] == [point.ors for point in with_all.points][2:]


def test_a_rater_can_come_later_leave_and_answer_now_and_then():
    """Another rater may begin later, stop earlier and answer at every second meeting only."""
    curve = one_curve(own(first=25, last=75, every=2))
    assert [point.session_no for point in curve.points] == [2, 4]


def test_items_add_up_to_the_total():
    """Four items add up to the total of every survey, and an extreme rater's items are 0 or 10."""
    for key in ("steady", "extreme_rater"):
        for point in synthetic.case(key, 1).curves[0].points:
            assert sum(point.ors_items) == point.ors
    items = {item for point in synthetic.case("extreme_rater", 1).curves[0].points for item in point.ors_items}
    assert items <= {0, 100}


def test_a_couple_and_a_group_are_several_clients():
    """In a couple and in a group each client has an episode of their own; other raters share the client's."""
    assert len({curve.episode for curve in synthetic.case("couple", 0).curves}) == 2
    assert len({curve.episode for curve in synthetic.case("group", 0).curves}) == 5
    network = synthetic.case("network_meeting", 0)
    assert len({curve.episode for curve in network.curves}) == 1
    assert [curve.rater for curve in network.curves] == ["self", "mother", "father", "teacher"]


def test_the_story_of_the_network_meeting_is_in_its_numbers():
    """In the network meeting the school rates lowest, the child rather low, the parents high, in every case."""
    for number in range(20):
        child, mother, father, school = (truth.ors[0] for truth in synthetic.case("network_meeting", number).truth)
        assert school < child < mother < father


def test_an_unknown_field_of_a_recipe_is_refused():
    """A recipe with a field that is not known is refused, not read past."""
    with pytest.raises(TypeError):
        own(mood=3)
