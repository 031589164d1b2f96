"""A matrix becomes jobs: each once, public unless it says otherwise, nothing that it does not declare."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pytest

from fitlib import ROOT
from fitlib.errors import ParameterRefused
from fitlib.period import Period
from workbench import matrix, pages


@dataclass(frozen=True)
class Params:
    team: str
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "own"
    step: int = 1


@pytest.fixture(autouse=True)
def private_page(monkeypatch):
    monkeypatch.setattr(pages, "report", lambda name: SimpleNamespace(Params=Params))


def read(tmp_path: Path, text: str) -> list[matrix.Job]:
    file = tmp_path / "m.toml"
    file.write_text(text, "utf-8")
    return matrix.read(file, lambda: ["007", "B"])


def test_pages_times_teams_times_periods_times_languages(tmp_path) -> None:
    text = 'teams="*"\nperiods=["2024Q1","2024Q2"]\nlanguages=["fi","sv","en"]\n[[page]]\nname="p"\n[[page]]\nname="q"'
    jobs = read(tmp_path, text)
    assert len(jobs) == 2 * 2 * 2 * 3
    assert len({job.file for job in jobs}) == len(jobs)
    assert jobs[0].parameters == {"team": "007", "period": "2024Q1", "lang": "fi", "audience": "public", "step": 1}


def test_a_page_may_say_otherwise(tmp_path) -> None:
    page = '[[page]]\nname="p"\naudience="workshop"\nteams=["C"]\n[page.parameters]\nstep=3'
    text = 'teams=["A"]\naudience="internal"\n' + page
    (job,) = read(tmp_path, text)
    assert job.parameters | {"period": "all"} == job.parameters
    assert (job.parameters["team"], job.parameters["audience"], job.parameters["step"]) == ("C", "workshop", 3)


@pytest.mark.parametrize("every", ["*", "all"])
def test_all_teams_need_not_be_named(tmp_path, every) -> None:
    jobs = read(tmp_path, f'teams="{every}"\n[[page]]\nname="p"')
    assert [job.parameters["team"] for job in jobs] == ["007", "B"]


def test_everybody_together_is_one_page_of_its_own(tmp_path) -> None:
    (job,) = read(tmp_path, 'teams=["all"]\n[[page]]\nname="p"')
    assert job.parameters["team"] == "all"


def test_the_files_asked_for_are_in_one_order_and_html_is_always_made(tmp_path) -> None:
    text = 'teams=["A"]\noutputs=["pdf","xlsx"]\n[[page]]\nname="p"\n[[page]]\nname="p"\noutputs=["csv"]'
    (job,) = read(tmp_path, text)
    assert job.outputs == ("html", "xlsx", "csv", "pdf")


def test_the_same_page_twice_is_made_once(tmp_path) -> None:
    assert len(read(tmp_path, 'teams=["A","A"]\n[[page]]\nname="p"\n[[page]]\nname="p"')) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "matrix_key"), ("[[page]]\nteams=['A']", "matrix_key"), ("team='A'\n[[page]]\nname='p'", "matrix_key"),
        ("teams='A'\n[[page]]\nname='p'", "matrix_key"), ("teams=[]\n[[page]]\nname='p'", "matrix_key"),
        ("[[page]]\nname='p'\nteams=['A']\n[page.parameters]\n\"a;b\"=1", "param_unknown"),
        ("[[page]]\nname='p'\nteams=[7]", "param_type"), ("[[page]]\nname='p'", "param_missing"),
        ("[[page]]\nname='p'\nteams=['A']\nperiods=['2024Q9']", "period_form"), ("not toml", "matrix_unreadable"),
        ("outputs=['exe']\n[[page]]\nname='p'\nteams=['A']", "output_unknown"),
        ("outputs='pdf'\n[[page]]\nname='p'\nteams=['A']", "matrix_key"),
        ("a = !!python/object/apply:os.system ['touch pwned']", "matrix_unreadable"),
    ],
)  # fmt: skip
def test_attack_5_what_a_matrix_may_not_say(tmp_path, text, key) -> None:
    with pytest.raises(ParameterRefused) as caught:
        read(tmp_path, text)
    assert caught.value.key == key


def test_a_matrix_that_is_not_there(tmp_path) -> None:
    with pytest.raises(ParameterRefused) as caught:
        matrix.read(tmp_path / "none.toml", list)
    assert caught.value.key == "matrix_unreadable"


@pytest.mark.parametrize("file", sorted((ROOT / "templates" / "batch").glob("*.toml")), ids=lambda file: file.name)
def test_the_examples_can_be_read(file, monkeypatch) -> None:
    monkeypatch.undo()
    assert matrix.read(file, lambda: ["A", "B"])


@pytest.mark.parametrize(
    ("text", "period"),
    [("last-month", "2025-12"), ("last-quarter", "2025Q4"), ("last-half", "2025H2"), ("last-year", "2025")],
)
def test_the_last_whole_period_is_counted_from_the_day(tmp_path, text, period) -> None:
    file = tmp_path / "m.toml"
    file.write_text(f'teams=["A"]\nperiods=["{text}"]\n[[page]]\nname="p"', "utf-8")
    for day in (date(2026, 1, 1), date(2026, 1, 31)):
        assert [job.parameters["period"] for job in matrix.read(file, list, day)] == [period]
