"""The sheets: on paper and as a workbook, empty or as the room has written them; kept only when somebody saves."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.request import Request, urlopen

import openpyxl
import pytest

from fitlib.indicators import cards
from fitlib.reports import training_sheet
from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Visitor, Workshop, workshop
from workbench.workshop import sheets

OUTSIDE = re.compile(r"https?://(?!127\.0\.0\.1)[^\s\"'<)]+|@import|url\((?!#)")
PLAN = "trainer/sheet/implementation_plan"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home, "info_120") as found:
        yield found


def workbook(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def fetched(visitor: Visitor, path: str) -> bytes:
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    with urlopen(Request(visitor.address + path, headers={"Cookie": cookie}), timeout=60) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        return answer.read()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", training_sheet.names())
def test_a_workbook_has_the_lines_and_a_definition_of_every_column(constants, name: str, lang: str) -> None:
    sheet, words = training_sheet.load(name), Words(lang)
    lines, definitions = workbook(training_sheet.xlsx(sheet, {}, words, constants)).values()
    assert lines[0] == [sheet.head(column, words) for column in sheet.columns]
    assert len(set(lines[0])) == len(lines[0])
    assert [row[0] for row in definitions[1:]] == lines[0]
    assert all(row[1] and row[2] for row in definitions)
    assert "{" not in str(definitions)


def test_the_development_sheet_has_29_columns_and_says_which_the_workbench_counts() -> None:
    sheet = training_sheet.load("development")
    assert len(sheet.columns) == 29
    assert set(sheet.indicators.values()) <= set(cards())
    assert sorted(set(sheet.columns) - set(sheet.indicators)) == [
        "feedback", "goal", "next", "period", "practice", "seen",
    ]  # fmt: skip


def test_what_looks_like_a_formula_stays_text(constants) -> None:
    sheet = training_sheet.load("practice_log")
    evil = '=HYPERLINK("http://x","y")'
    made = training_sheet.xlsx(sheet, {("1", "did"): evil, ("2", "did"): "+1", ("3", "did"): "@x"}, Words(), constants)
    book = openpyxl.load_workbook(BytesIO(made))
    column = [row[sheet.columns.index("did")] for row in book.worksheets[0].iter_rows(min_row=2, max_row=4)]
    assert [(cell.value, cell.data_type) for cell in column] == [(evil, "s"), ("+1", "s"), ("@x", "s")]


def test_a_sheet_is_the_same_bytes_twice(constants) -> None:
    sheet = training_sheet.load("own_goal")
    assert training_sheet.xlsx(sheet, {}, Words(), constants) == training_sheet.xlsx(sheet, {}, Words(), constants)


def test_an_unknown_sheet_is_not_there(held: Workshop) -> None:
    trainer = held.trainer()
    assert [trainer.ask(f"trainer/sheet/nothing{end}")[0] for end in ("", ".html", ".xlsx")] == [404] * 3
    with pytest.raises(KeyError):
        training_sheet.load("../talk")


def test_the_sheets_are_for_the_trainer(held: Workshop) -> None:
    stranger = Visitor(held.address)
    assert [stranger.ask(PLAN + end)[0] for end in ("", ".html", ".pdf", ".xlsx")] == [403] * 4
    assert stranger.ask(PLAN, {"do": "save"})[0] == 403


def test_what_is_written_shows_on_the_screen_and_is_kept_nowhere(held: Workshop, home: Path) -> None:
    trainer, room = held.trainer(), held.room
    status, body, _ = trainer.ask(PLAN, {"do": "keep", "purpose.decided": "<b>Asiakas mukaan</b>", "other.who": "x"})
    assert status == 200
    assert "&lt;b&gt;Asiakas mukaan" in body
    assert room.typed == {"implementation_plan": {("purpose", "decided"): "<b>Asiakas mukaan</b>"}}
    room.move(room.script.part(11))
    screen = trainer.ask("trainer/screen")[1]
    assert "&lt;b&gt;Asiakas mukaan" in screen
    assert room.words("trainings.sheet.implementation_plan.row.scope.topic") not in unescape(screen)
    assert list(home.rglob("*")) == []
    trainer.ask(PLAN, {"do": "empty", "purpose.decided": "x"})
    assert room.typed["implementation_plan"] == {}


def test_a_saved_sheet_is_a_workbook_in_the_trainers_own_folder(held: Workshop, home: Path) -> None:
    trainer = held.trainer()
    for _ in range(2):
        trainer.ask(PLAN, {"do": "save", "scope.who": "Mervi"})
    files = sorted((home / "workshops").iterdir())
    assert len(files) == 2
    lines = next(iter(workbook(files[0].read_bytes()).values()))
    assert lines[2][2] == "Mervi"


def test_a_filled_and_an_empty_file_are_told_apart(held: Workshop) -> None:
    trainer = held.trainer()
    status, _, headers = trainer.ask(PLAN, {"do": "html", "scope.who": "Mervi"})
    assert (status, headers["Location"]) == (303, f"/{PLAN}.html?lang=fi&typed=1")
    assert "Mervi" in trainer.ask(f"{PLAN}.html?typed=1")[1]
    assert "Mervi" not in trainer.ask(f"{PLAN}.html")[1]
    assert "Mervi" in str(workbook(fetched(trainer, f"{PLAN}.xlsx?typed=1")))
    assert "Mervi" not in str(workbook(fetched(trainer, f"{PLAN}.xlsx")))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", training_sheet.names())
def test_paper_and_form_speak_the_language_and_ask_nobody_else(held: Workshop, name: str, lang: str) -> None:
    trainer, words = held.trainer(), Words(lang)
    for path in (f"trainer/sheet/{name}.html", f"trainer/sheet/{name}"):
        status, body, headers = trainer.ask(f"{path}?lang={lang}")
        assert status == 200
        assert words(f"trainings.sheet.{name}.title") in unescape(body)
        assert OUTSIDE.findall(body) == []
        assert "script-src 'self';" in headers["Content-Security-Policy"]


def test_no_cell_is_longer_than_it_may_be(held: Workshop) -> None:
    trainer = held.trainer()
    trainer.ask(PLAN, {"do": "keep", "scope.open": "ä" * (sheets.LONGEST + 1)})
    assert held.room.typed["implementation_plan"]["scope", "open"] == "ä" * sheets.LONGEST
