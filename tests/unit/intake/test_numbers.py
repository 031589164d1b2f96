"""Numbers are read as such where every cell of a piece is one: that gives what reading their text gives."""

import importlib

import polars as pl
import pytest

from fitlib.intake.lines import Parser
from tests.unit.intake.rows import session, taken

ODD = [
    *(
        "5.1",
        " 5",
        "5 ",
        "+5",
        "5.",
        ".5",
        "1_0",
        "0x5",
        "inf",
        "-inf",
        "nan",
        "Infinity",
        "1e1",
        "1E-2",
        "5,5",
        "",
        "-",
    ),
    *("--1", "9" * 40, "٣", "−5", "5\u00a0", "1e400", "0.1e", "TRUE", "00010", "-0", "\t5", "NA", "na", '"', "5.05"),
]


def told(found) -> tuple:
    return found.kept.rows(), found.refused.rows(), found.notices, found.duplicates


@pytest.mark.parametrize("column", ["ORSQ1", "Total_SRS", "Session_ID", "Client_BirthYear"])
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_number_is_the_same_number_read_at_once_or_as_text(tmp_path, monkeypatch, column: str, odd: str) -> None:
    rows = [session(1), session(2) | {column: odd}, session(3)]
    at_once = taken(tmp_path, *rows)
    monkeypatch.setattr(importlib.import_module("fitlib.intake.lines"), "at_once", lambda layout: ())
    assert told(taken(tmp_path, *rows)) == told(at_once)


def test_after_a_cell_that_is_no_number_all_is_read_as_text(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(importlib.import_module("fitlib.intake.text"), "PIECE", 900)
    kinds = []
    read = Parser.rows
    monkeypatch.setattr(Parser, "rows", lambda *all_: kinds.append((found := read(*all_))["ors1"].dtype) or found)
    found = taken(
        tmp_path, *(session(n) for n in range(1, 6)), session(6, ORSQ1="5,1"), *(session(n) for n in range(7, 12))
    )
    assert found.rows_kept == 11
    assert (kinds[0], kinds[-1]) == (pl.Float64, pl.String)
    assert sorted(kinds, key=[pl.Float64, pl.String].index) == kinds
