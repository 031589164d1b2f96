"""Two runs side by side: what they were made of first, then what differs; hidden stays hidden, and nobody is ranked."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from fitlib import reference
from fitlib.words import LANGUAGES, Words
from workbench import cli, compare, comparison, record
from workbench.record import MADE, Record, Versions

OLD, NEW = Versions("d1", "2024-06-30", "c", "f"), Versions("d2", "2024-09-30", "c", "f")


def fact(name: str, value: float | None, n: int | None, *ends: float, **more: object) -> dict[str, object]:
    low, high = ends or (None, None)
    plain = {
        "group": "all",
        "k": None,
        "unit": "points",
        "denominator": "two_measures",
        "method": "mean",
        "hidden": None,
    }
    return {"name": name, "value": value, "n": n, "low": low, "high": high} | plain | more


def page(folder: Path, team: str, period: str, versions: Versions, *facts: dict, lang: str = "fi") -> None:
    parameters = {"team": team, "period": period, "lang": lang, "audience": "internal"}
    file = f"team_quarter-{team}-{period}-{lang}.html"
    record.write(Record("team_quarter", file, parameters, "k", MADE, 1.0, versions, "0", facts=list(facts)), folder)


@pytest.fixture
def two(tmp_path: Path) -> compare.Comparison:
    old, new = tmp_path / "old", tmp_path / "new"
    same, better = fact("intake_ors", 20.0, 40, 18.0, 22.0), fact("latest_ors", 30.0, 40, 29.0, 31.0)
    page(old, "B", "2024Q2", OLD, same, fact("latest_ors", 25.0, 40, 24.0, 26.0))
    page(new, "B", "2024Q3", NEW, same, better)
    page(new, "B", "2024Q3", NEW, same, better, lang="sv")
    page(old, "A", "2024Q2", OLD, same, fact("latest_ors", None, None, hidden="small_group"))
    page(new, "A", "2024Q3", NEW, same, better)
    page(old, "Gone", "2024Q2", OLD, same)
    page(new, "Added", "2024Q3", NEW, same)
    return compare.compare(compare.read(old), compare.read(new))


def test_pages_match_when_only_the_period_differs(two) -> None:
    assert [(pair.old.parameters["team"], len(pair.lines), pair.same) for pair in two.pairs] == [
        ("A", 1, 1),
        ("B", 1, 1),
    ]
    assert [one.parameters["team"] for one in two.gone] == ["Gone"]
    assert [one.parameters["team"] for one in two.added] == ["Added"]


def test_pages_of_several_periods_match_only_by_period(tmp_path) -> None:
    for period in ("2024Q1", "2024Q2"):
        page(tmp_path / "old", "A", period, OLD, fact("intake_ors", 1.0, 9))
    page(tmp_path / "new", "A", "2024Q3", OLD, fact("intake_ors", 1.0, 9))
    found = compare.compare(compare.read(tmp_path / "old"), compare.read(tmp_path / "new"))
    assert (len(found.pairs), len(found.gone), len(found.added)) == (0, 2, 1)


def test_it_says_first_what_the_runs_were_made_of(two) -> None:
    assert [two.changed(part) for part in compare.PARTS] == [True, False, False, False]
    text = comparison.html(two, Words("fi"))
    assert text.index("Aineisto ei ole sama") < text.index("Määritelmät ovat samat") < text.index("Viimeisin")


@pytest.mark.parametrize(
    ("low", "apart"), [(25.9, False), (26.0, False), (26.1, True)]
)  # fmt: skip
def test_intervals_are_apart_only_where_they_do_not_meet(two, low, apart) -> None:
    line = two.pairs[1].lines[0]
    line.new.low = low
    assert line.apart is apart


def test_a_hidden_figure_stays_hidden_and_nothing_is_subtracted(two) -> None:
    rows = list(csv.DictReader(StringIO(comparison.csv(two, Words("fi")).decode("utf-8-sig")), delimiter=";"))
    assert [(row["Tiimi"], row["Vanha ajo"], row["Uusi ajo"]) for row in rows] == [
        ("A", "..", "30,0"),
        ("B", "25,0", "30,0"),
    ]
    assert "5,0" not in comparison.html(two, Words("fi")).partition("<main")[2].replace("25,0", "")


def test_a_page_and_a_table_in_every_language(two, tmp_path) -> None:
    made = comparison.write(two, tmp_path / "out", reference.load())
    assert len(made) == 2 * len(LANGUAGES)
    first = {file.name: file.read_bytes() for file in made}
    assert {file.name: file.read_bytes() for file in comparison.write(two, tmp_path / "o2", reference.load())} == first
    assert b'<html lang="sv">' in first["comparison.sv.html"]


def test_the_same_run_twice_has_no_differences(two) -> None:
    found = compare.compare(two.new, replace(two.new, name="x"))
    assert [pair.lines for pair in found.pairs] == [()] * 3


def test_a_folder_without_pages_is_refused(tmp_path, capsys) -> None:
    assert cli.main(["compare", str(tmp_path), "none", "--home", str(tmp_path), "--lang", "fi"]) == 3
    assert "ei ole ajon sivuja" in capsys.readouterr().err
