"""Every ready plan can be held: each moment has its screen, its speaker's page and its hand-out, in every language."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fitlib.errors import InputRefused
from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Workshop, workshop
from workbench.workshop import asking, cards, checking, notes, plan, stage
from workbench.workshop.room import Room
from workbench.workshop.script import RESULT, VOTE
from workbench.workshop.stage import Place

POLL = {"kind": "vote", "minutes": 3}
OWN = POLL | {"text": "Mitä seuraavaksi?", "choices": ["Tauko", "Lisää"]}
HERE = Place("http://127.0.0.1:1/", False)


@pytest.fixture(scope="module")
def asked(constants, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A room that stands at the question of the information consultation."""
    with workshop(constants, tmp_path_factory.mktemp("home"), "info_120") as held:
        room = held.room
        room.move(next(at for at, one in enumerate(room.script.moments) if one.ballot and one.ballot.ask == "poll"))
        yield held


def room_of(constants, name: str, lang: str) -> Room:
    return Room(plan.find(name, Path("nowhere")), Words(lang), constants, Path("nowhere"), lambda: 0.0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["info_120", "basic_420", "openfit_120", "practice_180"])
def test_every_part_without_a_curve_has_its_screen_and_notes(constants, name: str, lang: str) -> None:
    room = room_of(constants, name, lang)
    for at, moment in enumerate(room.script.moments):
        if moment.part in room.exhibits:
            continue
        room.move(at)
        screen, told = unescape(stage.main(room, HERE)), unescape(notes.main(room))
        assert screen.count("<h1>") == 1
        assert "<h1></h1>" not in screen
        if room.part:
            title = cards.title(room.part, room.words)
            assert title in screen
            assert title in told
            assert cards.hint(moment.phase, room.words) in told
    room.deck.close()


def test_a_question_to_the_room_is_answered_by_phone(asked: Workshop) -> None:
    phone, words = asked.phone(), asked.room.words
    body = phone.ask(asked.room.code)[1]
    assert words("trainings.poll.stage.text") in body
    assert body.count('name="option"') == 4
    ballot = asked.room.open_ballot
    for voter in (asked.phone() for _ in range(5)):
        assert voter.ask(f"{asked.room.code}/vote", {"ballot": f"{ballot.part}-poll-1", "option": "use"})[0] == 303
    shown = asked.trainer().pieces("trainer/screen/do", {"do": "forward"})["main"]
    assert "5/5" in shown
    assert words("trainings.poll.stage.choice.use") in shown
    assert "✓" not in shown  # nobody is right


def test_a_trainers_own_question_is_asked_in_the_trainers_words() -> None:
    part = checking.checked({"title": "x", "part": [OWN]}, "x.toml", "x").parts[0]
    assert part.options("poll") == ("1", "2")
    assert asking.choices(part, "poll", Words("sv")) == [("1", "Tauko"), ("2", "Lisää")]


def test_the_wording_of_a_case_question_may_be_the_trainers_own(constants) -> None:
    votes = [{"ask": "change", "step": 2, "text": "Mitä tapahtui?"}, {"ask": "change", "step": 4}]
    case = {"kind": "case", "family": "steady", "minutes": 5, "vote": votes}
    held = plan.checked({"title": "x", "part": [case]}, "x.toml", "x")
    room = Room(held, Words("fi"), constants, Path("nowhere"), lambda: 0.0)
    first, second = room.script.ballots()
    assert stage.question(room, first, room.words) == "Mitä tapahtui?"
    assert stage.question(room, second, room.words) == Words("fi")("workshop.ask.change.text")
    room.deck.close()


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"kind": "evidence", "minutes": 5, "name": "nobody_1999"}, "name"),
        ({"kind": "sheet", "minutes": 5, "name": "nothing"}, "name"), ({"kind": "page", "minutes": 5}, "name"),
        ({"kind": "break", "minutes": 5, "name": "pause"}, "name"), (POLL | {"name": "nothing"}, "name"),
        (POLL, "text"), (OWN | {"name": "stage"}, "text"), (OWN | {"text": "x" * 201}, "text"),
        (OWN | {"choices": ["Vain yksi"]}, "choices"), (OWN | {"choices": ["a"] * 10}, "choices"),
        (OWN | {"choices": ["a", ""]}, "choices"), (OWN | {"covers": ["nothing"]}, "covers"),
    ],
)  # fmt: skip
def test_a_fault_of_the_other_parts_is_named(part: dict, field: str) -> None:
    with pytest.raises(InputRefused) as refused:
        plan.checked({"title": "x", "part": [part]}, "x.toml", "x")
    assert refused.value.values == {"file": "x.toml", "place": 1, "field": field}


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        plan.checked({"title": "x", "part": [OWN], "audience": "everybody"}, "x.toml", "x")
    assert refused.value.values == {"file": "x.toml", "place": 0, "field": "audience"}


def test_a_poll_has_two_moments_and_a_card_one(constants) -> None:
    room = room_of(constants, "info_120", "fi")
    phases = [one.phase for one in room.script.moments if one.part not in room.exhibits]
    assert [one for one in phases if one in (VOTE, RESULT)] == [VOTE, RESULT]
    assert phases.count("evidence") == 2
    room.deck.close()
