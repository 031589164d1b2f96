"""A workbook runs nothing that a cell says, keeps numbers as numbers, and is the same bytes twice."""

from io import BytesIO

import openpyxl
import pytest

from fitlib.tables.workbook import xlsx

NASTY = ["=1+1", "+1", "-1+2", "@SUM(A1)", "{=1}", "=HYPERLINK(1)", "https://x", "\t=1", "＝1"]


@pytest.fixture
def book():
    content = xlsx({"Tulos": [["head", "n"], *([text, 1.5] for text in NASTY), ["–", None]], "x" * 40: [["a"], [1]]})
    return openpyxl.load_workbook(BytesIO(content))


def test_no_text_becomes_a_formula_or_a_link(book) -> None:
    cells = [cell for row in book["Tulos"].iter_rows(min_row=2, max_col=1) for cell in row]
    assert [cell.value for cell in cells] == [*NASTY, "–"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_numbers_stay_numbers_and_nothing_stays_empty(book) -> None:
    values = [row[1].value for row in book["Tulos"].iter_rows(min_row=2)]
    assert values == [1.5] * len(NASTY) + [None]


def test_a_long_sheet_name_is_cut(book) -> None:
    assert book.sheetnames == ["Tulos", "x" * 31]


def test_the_same_rows_give_the_same_bytes() -> None:
    sheets = {"a": [["x"], [1]], "b": [["y"], ["z"]]}
    assert xlsx(sheets) == xlsx(sheets)
