"""Figures for a spreadsheet: nothing in them runs when the file is opened."""

import csv
from io import StringIO

import pytest

from fitlib import tables
from fitlib.tables.export import safe
from fitlib.words import Words
from tests.unit.charts.made import gated, mean, share

FORMULAS = [
    "=1+1", "+1", "-1+2", "@SUM(A1)", "=HYPERLINK(\"x\")", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\0=1",
    "＝1", " =1", "\n=1", "＋1", "＠x", "－1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Tiimi", "Hehku = hyvä", "1-2", "", "–", "..", "{=1}", "é"])
def test_other_texts_stay_as_they_are(text) -> None:
    assert safe(text) == text


def lines(facts, lang="fi") -> list[dict[str, str]]:
    text = tables.csv(facts, Words(lang)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_numbers_stay_numbers_with_the_mark_of_the_language() -> None:
    facts = gated(mean("mean_change", -3.25, 49))
    assert tables.csv(facts, Words("fi")).startswith(b"\xef\xbb\xbf")
    assert lines(facts)[0]["Arvo"] == "-3,25"
    assert lines(facts, "en")[0]["Value"] == "-3.25"


def test_a_file_named_like_a_formula_is_a_text() -> None:
    assert lines(gated(share("improved", 3, 9, "export:=cmd")))[0]["Ryhmä"] == "Tiedosto =cmd"


def test_a_hidden_value_is_two_dots() -> None:
    line = lines(gated(share("deteriorated", 3, 49), audience="internal"))[0]
    assert (line["Arvo"], line["k"], line["Väli, alaraja"]) == ("..", "..", "")
