"""The table of figures: value, k/n and interval in each cell, signs explained, nothing that the gate did not make."""

import re

import pytest

from fitlib import tables
from fitlib.indicators import Measured
from fitlib.words import LANGUAGES, Words
from tests.unit.charts.made import EVIL, gated, mean, share

FI = Words("fi")


def cells(table: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "|", cell).strip("|") for cell in re.findall(r"<td>(.*?)</td>", table)]


def test_a_cell_holds_value_count_and_interval() -> None:
    table = tables.facts(gated(share("improved", 35, 49, low=0.576, high=0.822)), FI, "Luvut")
    assert cells(table) == ["71\u00a0%||35/49 · 58–82\u00a0%"]


def test_groups_are_columns_and_what_is_missing_is_a_dash() -> None:
    facts = gated(mean("intake_ors", 28.84, 62), mean("intake_ors", 27.14, 20, "adult"), share("improved", 35, 49))
    table = tables.facts(facts, FI, "Luvut")
    assert re.findall(r'<th scope="col">([^<]*)</th>', table)[1:] == ["Kaikki", "Aikuiset"]
    assert cells(table)[:2] == ["28,8||n = 62 · 27,3–30,3", "27,1||n = 20 · 25,6–28,6"]
    assert cells(table)[3] == "–"


def test_a_plain_count_is_not_told_as_all_of_all() -> None:
    count = Measured("clients", "all", "clients", 55, 55, 55, None, None, "clients", "count")
    assert cells(tables.facts(gated(count), FI, "Luvut")) == ["55"]


def test_a_share_of_a_small_base_is_told_as_k_of_n() -> None:
    (fact,) = gated(share("improved", 8, 15), audience="internal")
    assert (fact.value, fact.k) == (None, 8)
    assert cells(tables.facts([fact], FI, "Luvut"))[0].startswith("8/15")


def test_each_row_says_of_whom_it_is_counted() -> None:
    table = tables.facts(gated(share("improved", 35, 49)), FI, "Luvut")
    assert "päättyneet jaksot, joissa on vähintään kaksi omaa ORS-mittausta" in table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hidden_cell_is_two_dots_with_one_line_why(lang) -> None:
    table = tables.facts(gated(share("deteriorated", 3, 49), audience="internal"), Words(lang), "Luvut")
    assert cells(table)[0].startswith("..")
    assert "3/49" not in table
    assert table.count('class="fit-signs"') == 1
    assert "release.reason" not in table


def test_where_nothing_is_hidden_no_sign_is_explained() -> None:
    assert "fit-signs" not in tables.facts(gated(share("improved", 35, 49)), FI, "Luvut")


def test_names_from_the_data_are_text() -> None:
    table = tables.facts(gated(share("improved", 30, 49, f"export:{EVIL}")), FI, EVIL)
    assert "<script" not in table
    assert "&lt;script&gt;" in table
    assert "<script" not in tables.pairs([(EVIL, EVIL)], EVIL, FI)


def test_what_the_gate_did_not_make_is_refused() -> None:
    for refused in (lambda thing: tables.facts([thing], FI, "x"), lambda thing: tables.csv([thing], FI)):
        with pytest.raises(TypeError, match="gate"):
            refused(share("improved", 35, 49))
