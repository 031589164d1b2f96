"""The list of trainings: what it tells, opening one of them in the room, and the files of a plan without a room."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Visitor, Workshop, workshop
from workbench import cli, handlers
from workbench.workshop import handout, plan, starting
from workbench.workshop.trainer import Trainer

MINE = 'title = "Oma <paja>"\n[[part]]\nkind = "break"\nminutes = 3\n'
READY = ["basic_420", "practice_180", "curves_120", "info_120", "openfit_120", "curves_45"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mine.toml").write_text(MINE, "utf-8")
    (tmp_path / "plans" / "broken.toml").write_text("[", "utf-8")
    return tmp_path


@pytest.fixture
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home) as found:
        yield found


def test_ready_plans_come_before_own_ones_and_a_faulty_file_is_named(home: Path) -> None:
    found, wrong = starting.offers(home, Words("fi"))
    assert [one.plan.key for one in found] == [*READY, "mine"]
    assert len(wrong) == 1
    assert "broken.toml" in wrong[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_tells_time_audience_and_contents_of_every_plan(held: Workshop, lang: str) -> None:
    status, body, _ = held.trainer().ask(f"trainer/start?lang={lang}")
    shown, words = unescape(body), Words(lang)
    assert status == 200
    assert "Oma &lt;paja&gt;" in body
    for name in READY:
        one = plan.find(name, Path("nowhere"))
        assert one.title(words) in shown
        assert words("trainings.start.minutes", n=one.minutes) in shown
        assert words(f"trainings.audience.{one.audience}") in shown
        assert all(words(f"trainings.content.{content}") in shown for content in one.covers)


def test_another_plan_begins_anew_in_the_same_room(held: Workshop) -> None:
    trainer, phone, room = held.trainer(), held.phone(), held.room
    trainer.pieces("trainer/screen/do", {"do": "forward"})
    trainer.ask("trainer/sheet/own_goal", {"do": "keep", "goal.answer": "x"})
    version, code = room.version, room.code
    status, _, headers = trainer.ask("trainer/start", {"name": "info_120"})
    assert (status, headers["Location"]) == (303, "/trainer/screen")
    assert (room.plan.key, room.at, room.typed, room.code) == ("info_120", 0, {}, code)
    assert room.version > version
    assert room.script[room.script.part(3)].phase == "story"
    assert phone.ask(code)[0] == 200
    assert len(room.devices) == 1
    assert trainer.ask("trainer/screen")[0] == 200


def test_the_plan_that_is_on_goes_on(held: Workshop) -> None:
    trainer = held.trainer()
    trainer.pieces("trainer/screen/do", {"do": "forward"})
    assert trainer.ask("trainer/start", {"name": "curves_45"})[0] == 303
    assert held.room.at == 1


@pytest.mark.parametrize("name", ["", "nothing", "../mine", "broken", "/etc/passwd"])
def test_what_is_no_plan_is_not_opened(held: Workshop, name: str) -> None:
    assert held.trainer().ask("trainer/start", {"name": name})[0] == 404
    assert held.room.plan.key == "curves_45"


def test_the_list_is_for_the_trainer(held: Workshop) -> None:
    stranger = Visitor(held.address)
    assert stranger.ask("trainer/start")[0] == stranger.ask("trainer/page/team_quarter")[0] == 403
    assert stranger.ask("trainer/start", {"name": "info_120"})[0] == 403


def test_a_room_without_a_chosen_plan_opens_at_the_list(held: Workshop) -> None:
    held.room.named = False
    _, _, headers = Visitor(held.address).ask(f"trainer?token={held.room.token}")
    assert headers["Location"] == "/trainer/start"


def test_only_pages_of_the_trainings_are_shown(held: Workshop) -> None:
    assert held.trainer().ask("trainer/page/cost_memo")[0] == 404
    assert issubclass(starting.Start, Trainer)


def test_the_command_writes_hand_out_and_sheets(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(handout, "BROWSERS", ("no-such-browser",))
    folder = tmp_path / "out"
    command = ["workshop", "practice_180", "--handout", str(folder), "--home", str(home), "--lang", "sv"]
    assert cli.main(command) == 0
    made = sorted(file.name for file in folder.iterdir())
    assert made == sorted(
        ["practice-180-sv.html"]
        + [f"{name}-sv.{form}" for name in ("development", "own-goal", "practice-log") for form in ("html", "xlsx")]
    )
    assert capsys.readouterr().out.count("\n") == len(made)


def test_a_plan_that_is_not_there_is_answered_with_those_that_are(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["workshop", "nothing", "--home", str(home), "--lang", "fi"]) != 0
    told = capsys.readouterr().err
    assert all(name in told for name in [*READY, "mine"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_menu_of_the_served_pages_tells_how_the_trainings_are_opened(lang: str) -> None:
    given = {"pages": ["team_quarter"], "ceiling": None, "person": None, "base": "/"}
    menu = unescape(handlers.fill("menu.html", Words(lang), **given))
    assert Words(lang)("trainings.menu.title") in menu
    assert "<code>fit workshop</code>" in menu
