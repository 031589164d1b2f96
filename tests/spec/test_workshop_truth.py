"""What a workshop may say of a case: the future is not in the drawing, and the truth decides who was right."""

from pathlib import Path

import pytest

from fitlib.charts import raters
from fitlib.words import Words
from workbench.workshop import debrief, plan
from workbench.workshop.deck import Slide
from workbench.workshop.exhibits import exhibits, right
from workbench.workshop.learning import learnt
from workbench.workshop.room import Room
from workbench.workshop.script import RESULT
from workbench.workshop.switches import Switches


@pytest.fixture(scope="module")
def room(constants) -> Room:
    found = Room(plan.find("curves_45", Path("nowhere")), Words("fi"), constants, Path("nowhere"), lambda: 0.0)
    yield found
    found.deck.close()


def at(room: Room, family: str):
    return next((number, one) for number, one in room.exhibits.items() if one.case.family == family)


def test_what_comes_later_is_not_in_the_drawing_the_sentence_or_the_table(room: Room) -> None:
    """What comes later is not in the drawing, the sentence or the table: it is not hidden, it is not there."""
    number, one = at(room, "srs_before_ors")
    later = {Words("fi").number(score / 10) for step in range(5, one.steps + 1) if (score := one.ors(step))}
    earlier = {Words("fi").number(score / 10) for step in range(1, 5) if (score := one.ors(step))}
    figure = room.deck.at_once(Slide(number, 4))
    for text in (figure.svg, figure.description, figure.table):
        assert not [score for score in later - earlier if f">{score}<" in text or f" {score} " in text]
    assert [score for score in earlier if f">{score}<" in figure.table]


def test_the_bands_can_be_taken_off(room: Room) -> None:
    """The bands of noise and of reliable change can be taken off; the cutoff stays."""
    number, _ = at(room, "srs_before_ors")
    banded, plain = (room.deck.at_once(Slide(number, 3, Switches(bands=on))).svg for on in (True, False))
    assert "Alku ±5" in banded
    assert "Alku ±5" not in plain
    assert "Kynnysarvo 25" in plain


def test_one_bad_day_moved_the_measure_but_not_the_truth(room: Room) -> None:
    """Measured 5.7 points up, truly 3.0: under the limit of 5, so "changed" is noise taken for change."""
    number, one = at(room, "one_bad_day")
    assert one.ors(8) - one.ors(1) == 57
    assert one.true_change(8) == 30
    assert right("change", 8, one, room.plan.parts[number], {}) == ("same",)


def test_the_next_measure_decides_a_forecast(room: Room) -> None:
    """A forecast is right when the next measure differs by the limit of reliable change in that direction;
    after the last there is nothing to say.
    """
    number, one = at(room, "one_bad_day")
    bad = one.truth.events[0].session_no
    part = room.plan.parts[number]
    assert right("next", bad - 1, one, part, {}) == ("lower",)
    assert right("next", bad, one, part, {}) == ("higher",)
    assert right("next", one.steps, one, part, {}) == ()


def test_a_pattern_is_right_when_its_rule_fires_or_the_family_is_made_to_show_it(room: Room) -> None:
    """A pattern is right when its rule fires in the curve or its family is made to show it."""
    number, one = at(room, "srs_before_ors")
    part = room.plan.parts[number]
    assert right("pattern", 8, one, part, {}) == ("srs_falling",)
    shows = {"srs_before_ors": ("plateau",)}
    assert right("pattern", 8, one, part, shows) == ("srs_falling", "plateau")


def test_cases_are_labelled_in_the_order_of_the_plan_and_carry_weeks(room: Room) -> None:
    """Cases are labelled A, B, C in the order of the plan and carry weeks, not dates."""
    shown = list(room.exhibits.values())
    assert [one.seen.label for one in shown] == ["A", "B", "C"] == [one.true.label for one in shown]
    assert all(point.when.isdigit() for one in shown for _, points in one.seen.raters for point in points)


def test_one_case_may_come_twice_in_a_plan(constants) -> None:
    """One case may come twice in a plan."""
    part = {"kind": "case", "family": "steady", "minutes": 5}
    twice = plan.checked({"title": "x", "part": [part, part]}, "x.toml", "x")
    assert [one.seen.label for one in exhibits(twice, constants, Path("nowhere")).values()] == ["A", "B"]


@pytest.mark.parametrize(("rose", "same", "told"), [(3, 1, None), (3, 2, (3, 5)), (0, 5, (0, 5))])
def test_noise_called_a_change_is_a_figure_of_the_group(room: Room, rose: int, same: int, told: tuple | None) -> None:
    """How often noise was called a change is a figure of the group: only of votes that are over, with five
    answers or more.
    """
    number, _ = at(room, "one_bad_day")
    room.votes.forget()
    ballot = next(one for one in room.script.ballots() if one.part == number)
    room.votes.hands(ballot, {"rose": rose, "same": same})
    assert debrief.called_change(room) is None
    room.at = next(place for place, one in enumerate(room.script.moments) if one.phase == RESULT)
    noise = debrief.called_change(room)
    room.at = 0
    assert (noise and (noise.k, noise.n)) == told


def test_the_debrief_has_rival_readings_and_questions(room: Room, constants) -> None:
    """The debrief holds at least two rival readings and ends in questions."""
    for _, one in room.exhibits.items():
        found = debrief.columns(one, Words("fi"), constants)
        assert found.seen
        assert len(found.mean) >= 2
        assert all(text.endswith("?") for text in found.ask)


def test_the_truth_names_course_noise_and_events(room: Room) -> None:
    """The truth of an invented case names its course, its noise and what happened on the way."""
    _, one = at(room, "one_bad_day")
    told = " ".join(debrief.truth(one, Words("fi")))
    assert "muutos 3,0 pistettä" in told
    assert "0,9" in told
    assert "Tapaamisella 5: riita juuri ennen tapaamista." in told


def test_a_couple_and_a_group_have_a_line_for_each_client_on_one_axis(constants) -> None:
    """A couple and a group have a line for each client on one axis, each of its own look, and a pattern is
    told with its owner.
    """
    parts = [{"kind": "case", "family": family, "minutes": 5} for family in ("couple", "group")]
    several = plan.checked({"title": "x", "part": parts}, "x.toml", "x")
    couple, group = exhibits(several, constants, Path("nowhere")).values()
    assert [rater for rater, _ in couple.seen.raters] == ["partner_a", "partner_b"]
    assert len(group.seen.raters) == 5
    for one in (couple, group):
        looks = [raters.CLIENTS[rater] for rater, _ in one.seen.raters]
        assert len({str(look) for look in looks}) == len(looks)
    assert (couple.several, couple.first, group.first) == (True, "partner_a", "member_1")
    told = debrief.columns(couple, Words("en"), constants).seen
    assert [text.split(":")[0] for text in told] == ["Partner A", "Partner B"]
    assert len(debrief.truth(group, Words("fi"))) == 5 + 1


def test_a_couple_is_drawn_with_both_names_and_alone_with_one(constants) -> None:
    """A couple is drawn with both names; seen alone, with the first."""
    part = {"kind": "case", "family": "couple", "minutes": 5}
    found = Room(plan.checked({"title": "x", "part": [part]}, "x.toml", "x"), Words("fi"), constants, Path("."), float)
    both, alone = (found.deck.at_once(Slide(0, 4, Switches(rater=one))).svg for one in (0, 1))
    found.deck.close()
    assert "Puoliso B" in both
    assert "Puoliso B" not in alone


def test_every_drawing_that_the_keys_lead_to_is_made_ahead(room: Room) -> None:
    """What answers a key press is in memory, or on its way, before the key is pressed."""
    ahead = Room(room.plan, room.words, room.reference, room.home, room.clock)
    ahead.prepare()
    ready = set(ahead.deck._drawn)
    ahead.deck.close()
    shown = {ahead.slide_of(one) for one in ahead.script.moments if one.phase in ("reveal", "vote", "debrief", "truth")}
    assert shown == ready
    assert max(slide.step for slide in ready) == 11


@pytest.mark.parametrize(("first", "last", "told"), [
    ({"same": 5}, {"rose": 1, "same": 19}, [((5, 5), (19, 20))]), ({"same": 4}, {"same": 20}, []),
    ({"rose": 5}, {"same": 4}, []), ({"rose": 5}, {"rose": 5}, [((0, 5), (0, 5))]),
])  # fmt: skip
def test_what_was_learnt_stands_as_first_and_last_answers_that_agree(room: Room, first, last, told) -> None:
    """Of a question that is put twice it is told how many agreed with what is known, the first time and the last;
    only where five or more answered both times, and both results have been on the screen.
    """
    number, _ = at(room, "one_bad_day")
    room.votes.forget()
    ballots = [one for one in room.script.ballots() if one.part == number]
    for ballot, counts in zip(ballots, (first, last), strict=True):
        room.votes.hands(ballot, counts)
    assert learnt(room) == ()
    room.at = room.script.part(number + 1)
    found = [((one.first.k, one.first.n), (one.last.k, one.last.n)) for one in learnt(room, number)]
    room.at = 0
    room.votes.forget()
    assert found == told
