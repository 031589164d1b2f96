"""The hand-out and the page of other rules, as the trainer gets them."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Visitor, Workshop, workshop
from workbench.workshop import handout, plan
from workbench.workshop.room import Room

OUTSIDE = re.compile(r"https?://(?!127\.0\.0\.1)[^\s\"'<)]+|//[a-z]+\.[a-z]|@import|url\((?!#)")
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.fixture(scope="module")
def held(constants, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(constants, tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_handout_has_a_page_for_each_case_and_its_answer_in_every_language(held: Workshop, lang: str) -> None:
    status, body, _ = held.trainer().ask(f"trainer/handout.html?lang={lang}")
    assert status == 200
    assert f'<html lang="{lang}">' in body
    assert re.findall(r'<section [^>]*id="(sheet-\d|answers-\d)"', body) == [
        "sheet-1", "sheet-2", "sheet-3", "answers-1", "answers-2", "answers-3",
    ]  # fmt: skip
    assert body.count("☐") == 3 + 4 + 3
    assert set(OUTSIDE.findall(body)) <= {NAMESPACE}


def test_a_sheet_shows_no_session_after_the_question(held: Workshop) -> None:
    _, body, _ = held.trainer().ask("trainer/handout.html")
    sheet = body.split("<main")[1].split('id="sheet-2"')[0]
    one = held.room.exhibits[1]
    assert f">{held.room.words.number(one.ors(3) / 10)}<" in sheet
    assert f">{held.room.words.number(one.ors(4) / 10)}<" not in sheet
    assert "Yksi huono päivä" not in sheet


def test_the_handout_is_for_the_trainer(held: Workshop) -> None:
    for path in ("trainer/handout.html", "trainer/handout.pdf", "trainer/rules"):
        assert Visitor(held.address).ask(path)[0] == 403


def test_without_chromium_the_page_says_how_to_print(held: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handout, "BROWSERS", ("no-such-browser",))
    status, body, _ = held.trainer().ask("trainer/handout.pdf")
    assert status == 503
    assert "tulosta se selaimesta" in body


@pytest.mark.skipif(not any(map(shutil.which, handout.BROWSERS)), reason="no Chromium on PATH")
def test_the_pdf_is_a_file_to_keep(held: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    trainer = held.trainer()
    opened = trainer_bytes(trainer)
    assert opened.startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


def trainer_bytes(trainer: Visitor) -> bytes:
    from urllib.request import Request, urlopen

    cookie = "; ".join(f"{name}={value}" for name, value in trainer.cookies.items())
    with urlopen(Request(trainer.address + "trainer/handout.pdf", headers={"Cookie": cookie}), timeout=90) as answer:
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="curves-45-fi-')
        return answer.read()


@pytest.mark.parametrize(("query", "change"), [
    ("", "5"), ("?change=6&cutoff=28", "6"), ("?own=7,5", "7,5"), ("?own=7.5&change=6", "7,5"),
])  # fmt: skip
def test_other_rules_are_counted_when_asked(held: Workshop, query: str, change: str) -> None:
    status, body, _ = held.trainer().ask(f"trainer/rules{query}")
    assert status == 200
    chosen = re.findall(r'<option value="[\d.]+" selected>(.*?)<', body) + re.findall(
        r'name="own".*value="(.*?)"', body
    )
    assert change in chosen


@pytest.mark.parametrize("query", ["change=0", "change=41", "own=nan", "cutoff=x", "own=-3", "own=1e9"])
def test_a_limit_that_is_none_is_refused_in_words(held: Workshop, query: str) -> None:
    status, body, _ = held.trainer().ask(f"trainer/rules?{query}")
    assert status == 400
    assert "nollan ja neljänkymmenen" in body


@pytest.mark.parametrize(
    ("name", "lang"),
    [*((name, "fi") for name in sorted(plan.names(Path("nowhere")))), ("info_120", "sv"), ("info_120", "en")],
)
def test_the_hand_out_of_every_plan_has_its_course_cases_questions_studies_and_sheets(
    constants, name: str, lang: str
) -> None:
    room = Room(plan.find(name, Path("nowhere")), Words(lang), constants, Path("nowhere"), lambda: 0.0)
    body = unescape(handout.html(room, room.words))
    room.deck.close()
    kinds = [part.kind for part in room.plan.parts]
    cases, forms = kinds.count("case"), {part.name for part in room.plan.parts if part.kind == "sheet"}
    sections = re.findall(r'<section [^>]*id="([\w-]+)"', body)
    assert sections[0] == "programme"
    assert sections[1 : 1 + cases] == [f"sheet-{number}" for number in range(1, cases + 1)]
    assert sections[len(sections) - cases :] == [f"answers-{number}" for number in range(1, cases + 1)]
    assert {one for one in sections if one.startswith("form-")} == {f"form-{one}" for one in forms}
    assert ("studies" in sections, "questions" in sections) == ("evidence" in kinds, "vote" in kinds)
    before = body[: body.index('id="answers-1"')]
    programme = before[: before.index('id="sheet-1"')]
    for number, one in room.exhibits.items():
        vote = room.plan.parts[number].votes[0]
        assert room.words(f"workshop.ask.{vote.ask}.text") in before
        assert one.name(room.words) not in programme  # the answer pages alone say which case it is
    assert set(OUTSIDE.findall(body)) <= {NAMESPACE}
