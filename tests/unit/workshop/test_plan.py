"""Plans: the ready ones are whole, and a faulty one is refused with the part and the field that is wrong."""

from pathlib import Path

import pytest

from fitlib.errors import FitError, InputRefused, ParameterRefused
from fitlib.synthetic import case, families
from fitlib.words import LANGUAGES, Words
from workbench.workshop import plan

TALK = {"kind": "talk", "name": "welcome", "minutes": 5}
CASE = {"kind": "case", "family": "steady", "minutes": 10}


def checked(*parts: dict, **more: object) -> plan.Plan:
    return plan.checked({"title": "Oma", "part": list(parts)} | more, "oma.toml", "oma")


@pytest.mark.parametrize(("name", "minutes"), [("curves_120", 120), ("curves_45", 45)])
def test_a_ready_plan_takes_the_time_in_its_name(tmp_path: Path, name: str, minutes: int) -> None:
    found = plan.find(name, tmp_path)
    assert found.minutes == minutes
    assert len({found.title(Words(lang)) for lang in LANGUAGES}) == 3


@pytest.mark.parametrize("name", sorted(plan.names(Path("nowhere"))))
def test_the_votes_of_a_ready_plan_come_while_its_case_lasts(tmp_path: Path, name: str) -> None:
    for part in plan.find(name, tmp_path).parts:
        if part.kind == plan.CASE:
            sessions = max(
                point.session_no for curve in case(part.family, part.number).curves for point in curve.points
            )
            assert all(1 <= vote.step <= sessions for vote in part.votes)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (TALK | {"kind": "song"}, "kind"), (TALK | {"minutes": 0}, "minutes"), (TALK | {"minutes": True}, "minutes"),
        (TALK | {"name": "nobody"}, "name"), (TALK | {"family": "steady"}, "family"), ("talk", "kind"),
        (CASE | {"family": "nobody"}, "family"),
        (CASE | {"family": "couple", "vote": [{"ask": "change", "step": 2}]}, "ask"),
        (CASE | {"number": -1}, "number"), (CASE | {"patterns": ["nothing"]}, "patterns"),
        (CASE | {"vote": [{"ask": "change"}]}, "vote"), (CASE | {"vote": [{"ask": "mood", "step": 1}]}, "vote"),
        (CASE | {"vote": [{"ask": "pattern", "step": 1}]}, "patterns"),
        (CASE | {"vote": [{"ask": "change", "step": 3}, {"ask": "change", "step": 2}]}, "step"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_part_and_field(part: dict, field: str) -> None:
    with pytest.raises(InputRefused) as refused:
        checked(TALK, part)
    assert refused.value.values == {"file": "oma.toml", "place": 2, "field": field}
    for lang in LANGUAGES:
        assert "oma.toml" in refused.value.in_words(Words(lang))


@pytest.mark.parametrize(("ask", "step", "fine"), [
    ("change", 0, False), ("change", 1, True), ("change", 7, True), ("change", 8, False),
    ("next", 6, True), ("next", 7, False),
])  # fmt: skip
def test_a_vote_comes_within_the_shortest_case_of_its_family(ask: str, step: int, fine: bool) -> None:
    assert next(kind for kind in families() if kind.key == "steady").sessions[0] == 7
    part = CASE | {"vote": [{"ask": ask, "step": step}]}
    if fine:
        assert checked(part).parts[0].votes == (plan.Vote(ask, step),)
    else:
        with pytest.raises(InputRefused, match="step"):
            checked(part)


@pytest.mark.parametrize(
    "table",
    [
        {}, {"title": "x"}, {"title": "x", "part": []}, {"title": 5, "part": [TALK]},
        {"title": "x", "part": [TALK], "more": 1}, {"title": {"sv": "x"}, "part": [TALK]},
    ],
)  # fmt: skip
def test_a_plan_has_a_title_and_parts_and_nothing_else(table: dict) -> None:
    with pytest.raises(InputRefused):
        plan.checked(table, "oma.toml", "oma")


def test_a_trainers_own_plan_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    text = 'title = "Oma paja"\n[[part]]\nkind = "talk"\nname = "close"\nminutes = 3\n'
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mine.toml").write_text(text, "utf-8")
    assert plan.find("mine", tmp_path).title(Words("sv")) == "Oma paja"
    assert plan.find(str(tmp_path / "plans" / "mine.toml"), Path("nowhere")).minutes == 3


def test_no_plan_and_no_toml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterRefused, match="curves_45"):
        plan.find("nothing", tmp_path)
    (tmp_path / "broken.toml").write_bytes(b"\xff[")
    with pytest.raises(FitError, match="workshop_plan_unreadable"):
        plan.find(str(tmp_path / "broken.toml"), tmp_path)
