"""Two periods side by side, and rows that are hidden everywhere."""

import re

import pytest

from fitlib import tables
from fitlib.words import Words
from tests.unit.charts.made import gated, mean, share

FI = Words("fi")
NOW, THEN = gated(share("improved", 35, 49), mean("mean_change", 4, 49)), gated(share("improved", 20, 40))


def test_a_row_per_figure_and_a_column_per_period() -> None:
    table = tables.beside([("Nyt", NOW), ("Ennen", THEN)], FI, "Luvut")
    assert re.findall(r'<th scope="col">([^<]*)</th>', table)[1:] == ["Nyt", "Ennen"]
    rows = table.split("<tr>")[2:]
    assert [("35/49" in row, "20/40" in row) for row in rows] == [(True, True), (False, False)]
    assert "–" in rows[1]


def test_only_what_the_gate_made_stands_beside() -> None:
    with pytest.raises(TypeError):
        tables.beside([("Nyt", NOW), ("Ennen", [share("improved", 1, 2)])], FI, "Luvut")


def test_a_row_that_is_hidden_in_every_group_becomes_a_name_below_the_table() -> None:
    few = [share("deteriorated", 2, 49), share("deteriorated", 1, 20, "adult")]
    facts = gated(share("crossed_reliably_of_below", 12, 30), share("crossed_reliably_of_below", 10, 20, "adult"), *few,
                  audience="internal")  # fmt: skip
    table = tables.facts(facts, FI, "Luvut")
    assert "Luotettava heikkeneminen" not in table.split("</table>")[0]
    assert "Peitetty kaikissa ryhmissä (..): Luotettava heikkeneminen." in table
    assert "koskee liian harvaa" in table


def test_where_every_row_is_hidden_the_rows_stay() -> None:
    facts = gated(share("deteriorated", 2, 49), share("deteriorated", 1, 20, "adult"), audience="internal")
    assert "Luotettava heikkeneminen" in tables.facts(facts, FI, "Luvut").split("</table>")[0]
