"""A workshop, told step by step: what the room sees when, whose votes count, and what is never shown.

One plan serves as the example: a talk, and a case of four sessions with the same question after two and after four.
"""

import pytest

from workbench.workshop.plan import CASE, TALK, Part, Plan, Vote
from workbench.workshop.script import Ballot, Script, script
from workbench.workshop.timer import Timer
from workbench.workshop.votes import Votes

FIRST, AGAIN = Ballot(1, "change", 1), Ballot(1, "change", 2)
PLAN = Plan("example", {"fi": "Esimerkki"}, (
    Part(TALK, 5, "welcome"),
    Part(CASE, 10, family="steady", votes=(Vote("change", 2), Vote("change", 4))),
))  # fmt: skip
OPTIONS = ("rose", "same", "fell")


@pytest.fixture
def told() -> Script:
    return script(PLAN, {1: 4})


def test_the_moments_of_a_workshop_in_order(told: Script) -> None:
    """A case opens, is shown session by session, stops for a vote and its result where the plan says, and ends
    with debrief and truth.
    """
    assert [(one.phase, one.step) for one in told.moments] == [
        ("open", 0), ("talk", 0), ("story", 0), ("reveal", 1), ("reveal", 2), ("vote", 2), ("result", 2),
        ("reveal", 3), ("reveal", 4), ("vote", 4), ("result", 4), ("debrief", 4), ("truth", 4), ("end", 0),
    ]  # fmt: skip
    assert told.ballots() == (FIRST, AGAIN)


def test_forward_and_back_stop_at_the_ends(told: Script) -> None:
    """Forward stops at the end and back at the beginning."""
    last = len(told.moments) - 1
    assert (told.back(0), told.forward(0), told.forward(last), told.back(last)) == (0, 1, last, last - 1)


def test_a_digit_jumps_to_a_session_but_never_past_a_vote(told: Script) -> None:
    """A digit jumps to a session of the case, but a jump stops at a vote that has not been held."""
    at_first = next(at for at, one in enumerate(told.moments) if one.phase == "reveal")
    assert told[told.step(at_first, 2)].step == 2
    assert told[told.step(at_first, 4)].ballot == FIRST
    end = len(told.moments) - 2
    assert told[told.step(end, 1)].step == 1
    assert told.step(end, 9) == end


def test_a_part_begins_at_its_story(told: Script) -> None:
    """Going to a part of the plan opens it at its beginning."""
    assert told[told.part(1)].phase == "story"
    assert told.part(77) == 0


def test_a_device_has_one_vote_and_the_last_one_counts() -> None:
    """A device has one vote for each question, and the last one counts."""
    votes = Votes(least=1)
    votes.cast(FIRST, "device", "rose")
    votes.cast(FIRST, "device", "same")
    assert votes.answered(FIRST) == 1
    assert votes.totals(FIRST, OPTIONS).counts == {"rose": 0, "same": 1, "fell": 0}


@pytest.mark.parametrize(("voters", "shown"), [(4, None), (5, {"rose": 5, "same": 0, "fell": 0}),
                                               (6, {"rose": 6, "same": 0, "fell": 0})])  # fmt: skip
def test_totals_are_released_from_five_answers_on(voters: int, shown: dict | None) -> None:
    """Four answers are only counted; from five on it is shown who chose what."""
    votes = Votes(least=5)
    for number in range(voters):
        votes.cast(FIRST, f"device {number}", "rose")
    totals = votes.totals(FIRST, OPTIONS)
    assert (totals.n, totals.counts) == (voters, shown)


def test_the_first_and_the_second_vote_are_kept_apart() -> None:
    """The first and the second answer to a question are kept apart."""
    votes = Votes(least=1)
    votes.cast(FIRST, "device", "rose")
    votes.cast(AGAIN, "device", "same")
    assert votes.totals(FIRST, OPTIONS).counts["rose"] == votes.totals(AGAIN, OPTIONS).counts["same"] == 1


def test_hands_are_counted_beside_the_phones() -> None:
    """Hands that the trainer counts stand beside the phones; a correction takes the place of the count, and
    none is below zero.
    """
    votes = Votes(least=5)
    votes.cast(FIRST, "device", "rose")
    for _ in range(3):
        votes.hand(FIRST, "same")
    assert votes.totals(FIRST, OPTIONS).counts is None
    votes.hands(FIRST, {"same": 3, "fell": 2, "rose": -4})
    assert votes.totals(FIRST, OPTIONS).counts == {"rose": 1, "same": 3, "fell": 2}


def test_votes_are_forgotten() -> None:
    """Votes can be forgotten, and nothing of them is left."""
    votes = Votes(least=1)
    votes.cast(FIRST, "device", "rose")
    votes.hand(FIRST, "rose")
    votes.forget()
    assert (votes.answered(FIRST), votes.chosen(FIRST, "device")) == (0, None)


def test_the_timer_tells_whole_minutes_of_a_part_and_of_the_workshop() -> None:
    """The timer tells whole minutes of each part and of the workshop; waiting before the first part does not count."""
    timer = Timer()
    timer.enter(-1, 0.0)
    timer.enter(0, 600.0)
    timer.enter(1, 600.0 + 119.0)
    assert timer.minutes(0, 800.0) == 1
    assert timer.minutes(1, 719.0 + 60.0) == 1
    assert timer.whole(719.0 + 61.0) == 3
    timer.enter(0, 719.0 + 61.0)
    assert timer.minutes(0, 780.0 + 1.0) == 2
