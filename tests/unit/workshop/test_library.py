"""The case library and a plan of one's own: what the form keeps can be held as a workshop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from fitlib.errors import InputRefused
from fitlib.synthetic import families
from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Workshop, workshop
from workbench.workshop import library, plan
from workbench.workshop.library import Chosen
from workbench.workshop.plan import Vote


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home) as found:
        yield found


def read(made: str, tmp_path: Path) -> plan.Plan:
    (tmp_path / "x.toml").write_text(made, "utf-8")
    return plan.read(tmp_path / "x.toml")


def test_a_plan_has_the_cases_in_order_between_welcome_and_close(tmp_path: Path) -> None:
    made = read(library.text('Oma "paja" \\ ä', [Chosen("zigzag", "change"), Chosen("steady", "next")], 9), tmp_path)
    assert made.title(Words("fi")) == 'Oma "paja" \\ ä'
    assert [part.name or part.family for part in made.parts] == ["welcome", "zigzag", "steady", "close"]
    assert made.minutes == 5 + 9 + 9 + 5
    assert made.parts[1].votes == (Vote("change", 4), Vote("change", 9))
    assert made.parts[2].votes == (Vote("next", 3), Vote("next", 6))


@pytest.mark.parametrize("kind", families(), ids=lambda kind: kind.key)
def test_every_family_can_be_chosen_with_every_question(kind, tmp_path: Path) -> None:
    for ask in library.ASKS:
        assert read(library.text("x", [Chosen(kind.key, ask)], 5), tmp_path).parts[1].family == kind.key


def test_a_plan_without_minutes_is_refused() -> None:
    with pytest.raises(InputRefused):
        library.text("x", [Chosen("steady", "change")], 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_library_shows_every_family_with_its_story(held: Workshop, lang: str) -> None:
    _, body, _ = held.trainer().ask(f"trainer/library?lang={lang}")
    words = Words(lang)
    for kind in families():
        assert escape(words(f"cases.{kind.key}.story")) in body
    assert body.count('name="order-') == len(families())
    assert len(re.findall(r'stroke-dasharray="5,3"', body)) == len(families())  # a cutoff in each small panel


def test_the_form_keeps_a_plan_that_opens_by_its_name(held: Workshop, home: Path) -> None:
    wish = {"title": "Syksyn paja!", "minutes": 10, "order-steady": 2, "order-decline": 1, "ask-steady": "none"}
    for name in ("syksyn-paja", "syksyn-paja-2"):
        status, body, _ = held.trainer().ask("trainer/library", wish)
        assert status == 200
        assert f"fit workshop {name}<" in body
        found = plan.find(name, home)
        assert [part.family for part in found.parts if part.family] == ["decline", "steady"]
        assert found.parts[2].votes == ()


@pytest.mark.parametrize("wish", [
    {}, {"title": "x", "minutes": 10}, {"title": " ", "minutes": 10, "order-steady": 1},
    {"title": "x", "minutes": 0, "order-steady": 1}, {"title": "x", "minutes": 5, "order-steady": "first"},
    {"title": "x", "minutes": 5, "order-steady": 1, "ask-steady": "mood"},
])  # fmt: skip
def test_what_cannot_be_held_is_not_kept(held: Workshop, home: Path, wish: dict) -> None:
    before = sorted(home.rglob("*"))
    assert held.trainer().ask("trainer/library", wish)[0] == 400
    assert sorted(home.rglob("*")) == before


def test_a_name_leads_nowhere_but_to_the_plans(held: Workshop, home: Path) -> None:
    held.trainer().ask("trainer/library", {"title": "../../evil", "minutes": 5, "order-steady": 1})
    assert (home / "plans" / "evil.toml").is_file()
    held.trainer().ask("trainer/library", {"title": "curves_120", "minutes": 5, "order-steady": 1})
    assert plan.find("curves_120", home).minutes == 120
