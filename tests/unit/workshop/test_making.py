"""The form of a case of one's own: preview, keep, open again, change, take away; in library, plan and room."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.workshop.rooms import JSON, Visitor, Workshop, workshop
from workbench.workshop import library, plan, shelf
from workbench.workshop.exhibits import exhibits
from workbench.workshop.library import Chosen

EVIL = "<script>alert(1)</script>"
TALK = 'title = "Puhe"\n[[part]]\nkind = "talk"\nname = "welcome"\nminutes = 5\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A FIT_HOME with a plan of one talk: what is put into the room is all there is."""
    (tmp_path / "home" / "plans").mkdir(parents=True)
    (tmp_path / "home" / "plans" / "talk.toml").write_text(TALK, "utf-8")
    return tmp_path / "home"


@pytest.fixture
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home, "talk") as found:
        yield found


def form(body: str) -> dict[str, str]:
    """The form as a browser would send it."""
    body = body.split("data-preview")[1]
    values = dict(re.findall(r'<input (?:type="\w+" )?name="([^"]+)"[^>]*?value="([^"]*)"', body))
    values |= {"story": re.search(r"<textarea[^>]*>(.*?)</textarea>", body, re.DOTALL)[1]}
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', body):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]
    values |= dict.fromkeys(re.findall(r'name="(with-\w+)" checked', body), "on")
    return {name: html.unescape(value) for name, value in values.items()}


def opened(trainer: Visitor, query: str) -> dict[str, str]:
    status, body, _ = trainer.ask(f"trainer/case?{query}")
    assert status == 200
    return form(body)


def kept(trainer: Visitor, values: dict[str, str]) -> str:
    status, _, headers = trainer.ask("trainer/case", values | {"do": "save"})
    assert status == 303
    return re.search(r"key=([^&]+)", headers["Location"])[1]


@pytest.mark.parametrize("base", ["one_bad_day", "network_meeting", "couple", "group", "srs_forty", "single_visit"])
def test_a_case_begins_from_any_family_and_comes_back_as_it_was_kept(
    held: Workshop, home: Path, constants, base: str
) -> None:
    trainer = held.trainer()
    values = opened(trainer, f"base={base}")
    key = kept(trainer, values)
    again = opened(trainer, f"key={key}")
    assert again | {"key": ""} == values
    one = shelf.open_case(home, key, constants)
    assert kept(trainer, again) == key
    assert shelf.open_case(home, key, constants) == one
    assert len(list((home / "cases").iterdir())) == 1


def test_the_preview_follows_the_sliders_and_keeps_nothing(held: Workshop, home: Path) -> None:
    trainer = held.trainer()
    values = opened(trainer, "base=steady") | {"do": "preview", "seed": "5"}
    drawn = [
        json.loads(trainer.ask("trainer/case", values | {"ors-100": end}, **JSON)[1])["preview"] for end in ("8", "38")
    ]
    assert "<svg" in drawn[0]
    assert drawn[0] != drawn[1]
    assert not (home / "cases").exists()


@pytest.mark.parametrize(("wrong", "field"), [
    ({"title": " "}, "title"), ({"story": "x" * 601}, "story"), ({"ors-50": "41"}, "ors"), ({"seed": "-1"}, "seed"),
    ({"ors-0": "nan"}, "ors-0"), ({"kind": "crowd"}, "kind"), ({"age_group": ""}, "age_group"),
    ({"sessions": "41"}, "sessions"), ({"noise_ors": "9"}, "noise"), ({"closing": "x"}, "closing"),
    ({"event1": "party"}, "event"),
])  # fmt: skip
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_kept(
    held: Workshop, home: Path, wrong: dict, field: str
) -> None:
    trainer = held.trainer()
    status, body, _ = trainer.ask("trainer/case", opened(trainer, "base=steady") | wrong | {"do": "save"})
    assert status == 400
    assert f"kohdassa ”{field}” on virhe" in re.search(r'role="alert">(.*?)<', body)[1]
    assert not (home / "cases").exists()


def test_a_story_is_text_and_never_a_page(held: Workshop) -> None:
    trainer = held.trainer()
    values = opened(trainer, "base=steady") | {"title": EVIL, "story": EVIL}
    trainer.ask("trainer/case", values | {"do": "show"})
    while held.room.moment.phase != "truth":
        assert "<script>alert" not in trainer.pieces("trainer/screen/do", {"do": "forward"})["main"]
    told = trainer.pieces("trainer/screen/now")["main"]
    assert "&lt;script&gt;" in told
    for path in ("trainer/case?key=own-script-alert-1-script", "trainer/notes", "trainer/rules",
                 "trainer/handout.html"):  # fmt: skip
        status, body, _ = trainer.ask(path)
        assert (status, "<script>alert" in body) == (200, False)


def test_a_kept_case_is_in_the_library_a_plan_and_the_room(held: Workshop, home: Path, constants) -> None:
    trainer = held.trainer()
    key = kept(trainer, opened(trainer, "base=decline") | {"title": "Pekan <b>syksy"})
    assert "Pekan &lt;b&gt;syksy" in trainer.ask("trainer/library")[1]
    wish = {"title": "Paja", "minutes": 9, f"order-{key}": 1, f"ask-{key}": "change"}
    assert trainer.ask("trainer/library", wish)[0] == 200
    found = plan.find("paja", home)
    (one,) = exhibits(found, constants, home).values()
    assert one.told.title == "Pekan <b>syksy"
    assert trainer.ask("trainer/library", {"show": key})[0] == 303
    assert held.room.moment.phase == "story"
    assert held.room.exhibit.seen.label == "A"
    assert "Pekan" not in trainer.pieces("trainer/screen/now")["main"]


def test_a_case_that_is_taken_away_is_gone(held: Workshop, home: Path) -> None:
    trainer = held.trainer()
    key = kept(trainer, opened(trainer, "base=steady"))
    assert trainer.ask("trainer/case", {"do": "delete", "key": key})[0] == 303
    assert list((home / "cases").iterdir()) == []
    assert trainer.ask(f"trainer/case?key={key}")[0] == 404


def test_no_name_leads_out_of_the_folder_of_cases(held: Workshop, home: Path) -> None:
    outside = home.parent / "secret.toml"
    outside.write_text("version = 1", "utf-8")
    trainer = held.trainer()
    for key in ("../../secret", "own-../../secret", str(outside)):
        assert trainer.ask(f"trainer/case?key={key}")[0] == 404
        trainer.ask("trainer/case", {"do": "delete", "key": key})
    assert outside.exists()


def test_a_faulty_file_is_told_of_and_stops_nothing(held: Workshop, home: Path, constants) -> None:
    (home / "cases").mkdir(parents=True)
    (home / "cases" / "broken.toml").write_text("version = 9", "utf-8")
    status, body, _ = held.trainer().ask("trainer/library")
    assert status == 200
    assert "own-broken" in body
    assert shelf.own(home, constants) == {}


def test_the_form_is_for_the_trainer(held: Workshop) -> None:
    assert Visitor(held.address).ask("trainer/case")[0] == 403
    assert Visitor(held.address).ask("trainer/case", {"do": "save"})[0] == 403
    assert held.trainer().ask("trainer/case?base=nothing")[0] == 404


def test_a_plan_may_ask_of_a_case_of_ones_own(constants, held: Workshop, home: Path) -> None:
    trainer = held.trainer()
    key = kept(trainer, opened(trainer, "base=steady") | {"sessions": "6"})
    made = library.text("x", [Chosen(key, "next")], 5, shelf.kinds(home, constants))
    assert f'family = "{key}"' in made
    assert "step = 5" in made
