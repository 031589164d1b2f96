"""Making a plan in the form: what is sent becomes a plan that can be held, or a fault that names part and field."""

import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fitlib.synthetic import families
from fitlib.words import LANGUAGES, Words
from tests.unit.workshop.rooms import Visitor, Workshop, workshop
from workbench.workshop import checking, plan, plan_form
from workbench.workshop.parts import Vote

READY = sorted(plan.names(Path("nowhere")))
KINDS = {one.key: one for one in families()}
GOOD = {"title": "Oma päivä", "audience": "staff", "rows": 2,
        "order-1": 2, "what-1": "case:steady", "minutes-1": 15, "ask1-1": "next", "step1-1": 3, "text1-1": "Entä nyt?",
        "ask2-1": "pattern", "step2-1": 6,
        "order-2": 1, "what-2": "vote:own", "minutes-2": 4, "text-2": "Mitä odotat?",
        "choices-2": "Paljon\nVähän"}  # fmt: skip


@pytest.fixture
def held(constants, tmp_path: Path) -> Iterator[Workshop]:
    with workshop(constants, tmp_path) as found:
        yield found


def sent(name: str) -> dict[str, object]:
    """A ready plan as a browser would send its form."""
    form: dict[str, object] = {}
    rows = plan_form.lines(plan.find(name, Path("nowhere")))
    for place, line in enumerate(rows, 1):
        form |= {f"{field}-{place}": getattr(line, field) for field in ("order", "what", "minutes", "number", "text")}
        form |= {f"choices-{place}": line.choices, f"covers-{place}": " ".join(line.covers)}
        for turn, (ask, step, text) in enumerate(line.votes, 1):
            form |= {f"ask{turn}-{place}": ask, f"step{turn}-{place}": step, f"text{turn}-{place}": text}
        form |= {f"pattern-{place}": line.patterns}
    return form | {"rows": len(rows)}


def table(form: dict[str, object]) -> dict:
    def get(name: str) -> str:
        return str(form.get(name, ""))

    rows = plan_form.written(get, lambda name: list(form.get(name, ())), int(str(form["rows"])))
    return plan_form.table("Sama", "any", rows, KINDS)


@pytest.mark.parametrize("name", READY)
def test_a_plan_comes_out_of_the_form_as_it_went_in(name: str) -> None:
    before = plan.find(name, Path("nowhere"))
    made = checking.checked(tomllib.loads(plan_form.toml(table(sent(name)))), "x", "x")
    assert made.parts == before.parts


def test_the_order_is_that_of_the_numbers_and_a_row_without_one_is_left_out() -> None:
    form = sent("curves_45") | {"order-1": "", "order-5": 1}
    made = checking.checked(table(form), "x", "x")
    assert [part.name or part.family for part in made.parts] == [
        "close", "one_bad_day", "srs_before_ors", "network_meeting",
    ]  # fmt: skip


@pytest.mark.parametrize("family", families(), ids=lambda family: family.key)
def test_every_case_has_patterns_to_offer_and_its_own_are_among_them(family) -> None:
    offered = plan_form.offered(family)
    assert len(offered) in checking.CHOICES
    assert len(set(offered)) == len(offered)
    assert set(family.shows) <= set(offered)


def test_a_kept_plan_is_a_file_that_opens_in_the_room_and_can_be_changed(held: Workshop, tmp_path: Path) -> None:
    trainer = held.trainer()
    status, body, _ = trainer.ask("trainer/plan", GOOD)
    assert status == 200
    assert "Oma päivä" in body
    made = plan.find("oma-paiva", tmp_path)
    assert (made.minutes, made.audience, [part.kind for part in made.parts]) == (19, "staff", ["vote", "case"])
    assert made.parts[0].choices == ("Paljon", "Vähän")
    assert made.parts[1].votes == (Vote("next", 3, "Entä nyt?"), Vote("pattern", 6))
    assert trainer.ask("trainer/start", {"name": "oma-paiva"})[0] == 303
    assert held.room.plan.key == "oma-paiva"

    shown = unescape(trainer.ask("trainer/plan?name=oma-paiva")[1])
    assert all(text in shown for text in ("Entä nyt?", "Mitä odotat?", 'name="name" value="oma-paiva"'))
    trainer.ask("trainer/plan", GOOD | {"name": "oma-paiva", "minutes-2": 10})
    assert [file.name for file in (tmp_path / "plans").iterdir()] == ["oma-paiva.toml"]
    assert plan.find("oma-paiva", tmp_path).minutes == 25
    assert held.room.plan.minutes == 19
    trainer.ask("trainer/start", {"name": "oma-paiva", "anew": 1})
    assert held.room.plan.minutes == 25


def test_a_ready_plan_is_never_written_over(held: Workshop, tmp_path: Path) -> None:
    trainer = held.trainer()
    assert 'name="name" value=""' in trainer.ask("trainer/plan?name=curves_45")[1]
    for name in ("curves_45", "../evil", "/etc/passwd"):
        assert trainer.ask("trainer/plan", GOOD | {"name": name, "title": "curves_45"})[0] == 200
    files = sorted(file.name for file in tmp_path.rglob("*.toml"))
    assert files == ["curves-45-2.toml", "curves-45-3.toml", "curves-45.toml"]
    assert plan.find("curves_45", tmp_path).minutes == 45


@pytest.mark.parametrize(
    ("wrong", "field", "place"),
    [
        ({"title": " "}, "title", 0), ({"order-1": "", "order-2": ""}, "part", 0), ({"rows": 0}, "part", 0),
        ({"what-2": ""}, "kind", 1), ({"minutes-1": "kymmenen"}, "minutes", 2), ({"minutes-1": "0"}, "minutes", 2),
        ({"what-1": "talk:nothing"}, "name", 2), ({"what-1": "case:nothing"}, "family", 2),
        ({"step1-1": ""}, "step", 2), ({"step1-1": "7"}, "step", 2), ({"step1-1": "6", "step2-1": "3"}, "step", 2),
        ({"pattern-1": "plateau"}, "patterns", 2), ({"number-1": "x"}, "number", 2),
        ({"what-1": "case:couple"}, "ask", 2), ({"choices-2": "Vain yksi"}, "choices", 1), ({"text-2": ""}, "text", 1),
        ({"audience": "everybody"}, "audience", 0), ({"ask1-1": "mood"}, "vote", 2),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_part_and_nothing_is_kept(
    held: Workshop, tmp_path: Path, wrong: dict, field: str, place: int
) -> None:
    lang = LANGUAGES[place]
    status, body, _ = held.trainer().ask(f"trainer/plan?lang={lang}", GOOD | wrong)
    assert status == 400
    assert Words(lang)(f"trainings.form.fault.{field}", n=place) in unescape(body)
    assert list(tmp_path.iterdir()) == []
    if not {"text-2", "rows"} & wrong.keys():
        assert "Mitä odotat?" in unescape(body)  # what was written is not lost


def test_what_is_written_is_text_and_nothing_else(held: Workshop, tmp_path: Path) -> None:
    evil = '"]\n[[part]]\nkind = "x" <b>\x00'
    held.trainer().ask("trainer/plan", GOOD | {"title": evil, "text-2": evil})
    (file,) = (tmp_path / "plans").iterdir()
    made = plan.find(file.stem, tmp_path)
    assert len(made.parts) == 2
    assert "<b>" in made.parts[0].text
    start = held.trainer().ask("trainer/start")[1]
    assert "<b>" not in start
    assert "&lt;b&gt;" in start


def test_the_form_is_for_the_trainer(held: Workshop, tmp_path: Path) -> None:
    stranger = Visitor(held.address)
    assert stranger.ask("trainer/plan")[0] == stranger.ask("trainer/plan", GOOD)[0] == 403
    assert list(tmp_path.iterdir()) == []
