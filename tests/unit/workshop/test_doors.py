"""Who may do what at the workshop's doors, asked over HTTP on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitlib.words import LANGUAGES
from tests.unit.workshop.rooms import Visitor, Workshop, workshop

LIGHT = 30_000
BALLOT = "1-change-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home) as found:
        yield found


@pytest.fixture
def voting(held: Workshop) -> Workshop:
    """The room at its first vote, nobody having voted."""
    held.room.votes.forget()
    held.room.devices.clear()
    held.room.move(next(at for at, one in enumerate(held.room.script.moments) if one.phase == "vote"))
    return held


@pytest.mark.parametrize("path", ["trainer/screen", "trainer/notes", "trainer/screen/now", "trainer/notes/now"])
def test_without_the_token_the_trainers_pages_are_closed(held: Workshop, path: str) -> None:
    for cookies in ({}, {"fit-trainer": "wrong"}, {"fit-trainer": "ä"}):
        status, body, _ = Visitor(held.address, cookies).ask(path)
        assert status == 403
        assert "Traceback" not in body
        assert held.room.token not in body


def test_a_participant_moves_nothing(voting: Workshop) -> None:
    at = voting.room.at
    assert voting.phone().ask("trainer/screen/do", {"do": "forward"})[0] == 403
    assert Visitor(voting.address).ask("trainer?token=guess")[0] == 403
    assert voting.room.at == at


def test_the_token_is_traded_for_a_cookie_that_no_script_reads(held: Workshop) -> None:
    _, _, headers = Visitor(held.address).ask(f"trainer?token={held.room.token}")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    assert "Path=/trainer" in headers["Set-Cookie"]
    assert held.room.token not in held.trainer().ask("trainer/screen")[1]


@pytest.mark.parametrize(("host", "status"), [("elsewhere.example", 403), ("localhost", 200), ("127.0.0.1:1", 200)])
def test_a_made_up_host_name_is_refused(held: Workshop, host: str, status: int) -> None:
    assert Visitor(held.address).ask("", Host=host)[0] == status


def test_a_form_of_another_page_is_refused(voting: Workshop) -> None:
    phone = voting.phone()
    vote = {"ballot": BALLOT, "option": "same"}
    assert phone.ask(f"{voting.room.code}/vote", vote, Origin="http://elsewhere.example")[0] == 403
    assert phone.ask(f"{voting.room.code}/vote", vote, Origin=voting.address.rstrip("/"))[0] == 303


@pytest.mark.parametrize("path", ["", "workshop.css", "trainer", "nowhere", "XXXX", "trainer/screen/do"])
def test_every_answer_carries_the_policy(held: Workshop, path: str) -> None:
    _, body, headers = Visitor(held.address).ask(path)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert "style=" not in body
    assert "onclick" not in body


@pytest.mark.parametrize("path", ["../pyproject.toml", "workshop.py", "%2e%2e/README.md", "templates/frame.html"])
def test_there_are_two_files_and_no_others(held: Workshop, path: str) -> None:
    assert Visitor(held.address).ask(path)[0] == 404


def test_the_vote_page_is_light_and_speaks_three_languages(voting: Workshop) -> None:
    phone = voting.phone()
    files = sum(len(phone.ask(name)[1].encode()) for name in ("workshop.css", "workshop.js"))
    asked = set()
    for lang in LANGUAGES:
        _, body, _ = phone.ask(f"{voting.room.code}?lang={lang}")
        assert f'<html lang="{lang}">' in body
        assert len(body.encode()) + files < LIGHT
        asked.add(body.split("<legend>")[1].split("<")[0])
    assert len(asked) == 3


def test_a_device_votes_once_and_may_change_its_mind(voting: Workshop) -> None:
    phone = voting.phone()
    for option in ("rose", "same"):
        answer = phone.pieces(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": option})
        assert f'value="{option}" aria-pressed="true"' in answer["main"]
    assert voting.room.votes.answered(voting.room.open_ballot) == 1


@pytest.mark.parametrize(("ballot", "option", "status"), [
    (BALLOT, "maybe", 400), ("1-change-2", "same", 409), ("", "same", 409), (BALLOT, "", 400),
])  # fmt: skip
def test_only_the_open_question_and_its_choices_are_taken(
    voting: Workshop, ballot: str, option: str, status: int
) -> None:
    phone = voting.phone()
    assert phone.ask(f"{voting.room.code}/vote", {"ballot": ballot, "option": option})[0] == status
    assert voting.room.votes.answered(voting.room.open_ballot) == 0


def test_a_made_up_device_has_no_vote_and_a_wrong_code_leads_nowhere(voting: Workshop) -> None:
    stranger = Visitor(voting.address, {"fit-device": "made-up"})
    assert stranger.ask(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": "same"})[0] == 403
    assert voting.phone().ask("ZZZZ/vote", {"ballot": BALLOT, "option": "same"})[0] == 404


def test_a_closed_vote_takes_no_more(voting: Workshop) -> None:
    phone = voting.phone()
    voting.room.move(voting.room.at + 1)
    assert phone.ask(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": "same"})[0] == 409


def test_the_room_takes_so_many_devices_and_no_more(voting: Workshop, constants) -> None:
    voting.room.devices.update(map(str, range(constants["workshop.devices_most"] - 1)))
    assert Visitor(voting.address).ask(voting.room.code)[0] == 200
    status, body, _ = Visitor(voting.address).ask(voting.room.code)
    assert status == 503
    assert "100" in body


def test_while_a_vote_is_open_nobody_sees_more_than_how_many_answered(voting: Workshop) -> None:
    trainer = voting.trainer()
    for _ in range(6):
        voting.phone().ask(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": "rose"})
    for page in ("screen", "notes"):
        seen = trainer.pieces(f"trainer/{page}/now")
        assert "6" in seen["live"]
        assert "6/6" not in json.dumps(seen)
    assert "6/6" in trainer.pieces("trainer/screen/do", {"do": "forward"})["main"]
    assert "6/6" not in voting.phone().ask(voting.room.code)[1]


def test_four_answers_are_not_shown(voting: Workshop) -> None:
    for _ in range(4):
        voting.phone().ask(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": "rose"})
    shown = voting.trainer().pieces("trainer/screen/do", {"do": "forward"})["main"]
    assert "Vastauksia on 4" in shown
    assert "/4" not in shown


def test_digits_add_hands_in_a_vote_and_jump_elsewhere(voting: Workshop) -> None:
    trainer, ballot = voting.trainer(), voting.room.open_ballot
    for digit in (2, 2, 3, 9):
        trainer.pieces("trainer/screen/do", {"do": "digit", "n": digit})
    assert voting.room.votes.shown_hands(ballot) == {"same": 2, "fell": 1}
    trainer.pieces("trainer/notes/do", {"do": "hands", "rose": 1, "same": 500, "fell": -3})
    assert voting.room.votes.shown_hands(ballot) == {"rose": 1, "same": 100, "fell": 0}
    voting.room.move(voting.room.at - 1)
    trainer.pieces("trainer/screen/do", {"do": "digit", "n": 1})
    assert (voting.room.moment.phase, voting.room.moment.step) == ("reveal", 1)


@pytest.mark.parametrize("values", [{}, {"do": "dance"}, {"do": "part", "n": "x"}, {"do": "__class__"}])
def test_an_unknown_wish_is_refused(voting: Workshop, values: dict) -> None:
    at = voting.room.at
    assert voting.trainer().ask("trainer/screen/do", values)[0] == 400
    assert voting.room.at == at


def test_the_screen_does_not_tell_the_name_of_the_case_before_its_truth(voting: Workshop) -> None:
    trainer, told = voting.trainer(), []
    trainer.pieces("trainer/notes/do", {"do": "part", "n": 1})
    while voting.room.moment.part == 1:
        told.append((voting.room.moment.phase, "Yksi huono päivä" in trainer.pieces("trainer/screen/now")["main"]))
        trainer.pieces("trainer/screen/do", {"do": "forward"})
    assert [phase for phase, named in told if named] == ["truth"]


def test_bands_and_other_raters_are_switched(voting: Workshop) -> None:
    trainer = voting.trainer()
    trainer.pieces("trainer/notes/do", {"do": "part", "n": 3})
    both = trainer.pieces("trainer/screen/do", {"do": "digit", "n": 3})["main"]
    alone = trainer.pieces("trainer/screen/do", {"do": "rater"})["main"]
    plain = trainer.pieces("trainer/screen/do", {"do": "bands"})["main"]
    while voting.room.shown.rater:
        trainer.pieces("trainer/screen/do", {"do": "rater"})
    trainer.pieces("trainer/screen/do", {"do": "bands"})
    assert "Äiti" in both.split("<details")[0]
    assert "Äiti" not in alone
    assert "Alku ±5" in alone
    assert "Alku ±5" not in plain


def test_totals_are_saved_when_asked_and_name_no_device(voting: Workshop, home: Path) -> None:
    phones = [voting.phone() for _ in range(5)]
    for phone in phones:
        phone.ask(f"{voting.room.code}/vote", {"ballot": BALLOT, "option": "same"})
    assert not (home / "workshops").exists()
    trainer = voting.trainer()
    trainer.pieces("trainer/screen/do", {"do": "forward"})
    trainer.pieces("trainer/notes/do", {"do": "save"})
    (file,) = (home / "workshops").glob("*.json")
    text = file.read_text("utf-8")
    (vote,) = json.loads(text)["votes"]
    assert vote == {"family": "one_bad_day", "ask": "change", "turn": 1, "step": 3, "n": 5,
                    "counts": {"rose": 0, "same": 5, "fell": 0}}  # fmt: skip
    assert not [phone for phone in phones if phone.cookies["fit-device"] in text]


def test_without_a_script_the_pages_still_work(voting: Workshop) -> None:
    phone, trainer = voting.phone(), voting.trainer()
    status, _, headers = phone.ask(f"{voting.room.code}/vote?lang=sv", {"ballot": BALLOT, "option": "same"})
    assert (status, headers["Location"]) == (303, f"/{voting.room.code}?lang=sv")
    assert "Ditt svar" in phone.ask(f"{voting.room.code}?lang=sv")[1]
    assert trainer.ask("trainer/notes/do", {"do": "forward"})[0] == 303


def test_the_typed_code_leads_to_the_room(held: Workshop) -> None:
    status, _, headers = Visitor(held.address).ask(f"?code={held.room.code.lower()}&lang=en")
    assert (status, headers["Location"]) == (302, f"/{held.room.code}?lang=en")
    assert Visitor(held.address).ask("?code=//evil.example")[2]["Location"].startswith("/EVIL")


def test_the_truth_shows_the_latest_result_that_may_be_shown(voting: Workshop) -> None:
    """Five answered the first time and nobody the second: the first result stands beside the truth."""
    trainer = voting.trainer()
    trainer.pieces("trainer/notes/do", {"do": "hands", "same": 5})
    while voting.room.moment.phase != "truth":
        trainer.pieces("trainer/screen/do", {"do": "forward"})
    shown = trainer.pieces("trainer/screen/now")["main"]
    assert "5/5" in shown
    assert shown.count("✓") == 1
    assert "0 kertaa 5 vastauksesta" in shown
