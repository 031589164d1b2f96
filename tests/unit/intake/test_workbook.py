"""Workbooks: the same rows as CSV, Excel's row numbers, and what is refused before it is parsed."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from fitlib.errors import InputRefused
from fitlib.intake.extent import TOO_FAR, extent, text_size
from fitlib.intake.sheet import RELATIONS, _errors, _first_sheet
from tests.unit.intake.rows import column, noticed, rules, session, taken, taken_text


def workbook(rows, top=0, left=0, more=(), change=lambda sheet: None, beside=lambda book, sheet: None):
    """A workbook with these rows: numbers as numbers, dates as dates, the rest as text."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d.m.yyyy"})
        sheet = book.add_worksheet("Scores")
        for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for place, cell in enumerate(cells):
                write(sheet, top + number, left + place, cell, day)
        change(sheet)
        beside(book, sheet)
        for name in more:
            book.add_worksheet(name)
    return packed.getvalue()


def write(sheet, row, place, cell, day):
    try:
        sheet.write_datetime(row, place, datetime.fromisoformat(cell), day)
    except ValueError:
        try:
            sheet.write_number(row, place, float(cell))
        except ValueError:
            sheet.write_string(row, place, cell)


def with_member(packed, name, content):
    """The workbook with one more or one other part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.namelist():
            if one != name:
                after.writestr(one, before.read(one))
        after.writestr(name, content)
    return out.getvalue()


ROWS = [session(n) for n in range(1, 4)]


def refused_key(folder, content, name="export.xlsx"):
    with pytest.raises(InputRefused) as refused:
        taken_text(folder, content, name)
    return refused.value.key


def test_a_workbook_gives_the_rows_of_the_csv(tmp_path):
    found = taken_text(tmp_path, workbook(ROWS), "export.xlsx")
    assert found.kept.equals(taken(tmp_path, *ROWS).kept)


def test_lines_are_excels_rows_also_below_a_gap(tmp_path):
    rows = [*ROWS, session(4, ORSQ1="11")]
    found = taken_text(tmp_path, workbook(rows, top=3, left=2), "export.xlsx")
    assert column(found, "line") == [5, 6, 7]
    assert rules(found) == [(8, "item out of range", "ORSQ1")]


def test_a_blank_row_is_told_and_other_sheets_are_named(tmp_path):
    rows = [session(1), dict.fromkeys(session(1), ""), session(2)]
    found = taken_text(tmp_path, workbook(rows, more=["Notes of Mary"]), "export.xlsx")
    assert noticed(found) == {"blank line": 1, "sheet not read": 1}
    assert column(found, "line") == [2, 4]


def test_a_cell_with_an_error_refuses_its_row(tmp_path):
    """A formula's #N/A would be read as blank, and a blank date is a value of its own."""
    place = list(session()).index("Episode_ClosingDate")
    found = taken_text(
        tmp_path,
        workbook(ROWS, change=lambda sheet: sheet.write_formula(2, place, "=NA()", None, "#N/A")),
        "export.xlsx",
    )
    assert rules(found) == [(3, "cell with an error", "")]
    assert found.refused["detail"].to_list() == ["AD3"]


def test_a_formula_is_its_value(tmp_path):
    found = taken_text(
        tmp_path, workbook(ROWS, change=lambda s: s.write_formula(1, 16, "=1+2", None, 3)), "export.xlsx"
    )
    assert column(found, "ors1") == [30, 51, 51]


def test_an_error_in_another_sheet_refuses_nothing(tmp_path):
    def two(book, _):
        book.add_worksheet("Notes").write_formula(2, 0, "=NA()", None, "#N/A")

    found = taken_text(tmp_path, workbook(ROWS, beside=two), "export.xlsx")
    assert rules(found) == []
    assert found.kept.height == len(ROWS)


def test_a_workbook_that_does_not_say_which_sheet_is_first_is_looked_at_whole(tmp_path):
    """Without the list of parts nobody knows in which sheet the error is: its row is refused, not read as blank."""
    place = list(session()).index("Episode_ClosingDate")
    packed = workbook(ROWS, change=lambda sheet: sheet.write_formula(2, place, "=NA()", None, "#N/A"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert _first_sheet(archive) == ["xl/worksheets/sheet1.xml"]
    unsaid = with_member(packed, RELATIONS, b"<Relationships/>")
    with zipfile.ZipFile(io.BytesIO(unsaid)) as archive:
        assert _first_sheet(archive) == ["xl/worksheets/sheet1.xml"]
        assert _errors(unsaid) == {3: "AD3"}


def test_a_workbook_without_a_word_is_empty(tmp_path):
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        book.add_worksheet().write_string(3, 2, "  ")
    assert refused_key(tmp_path, packed.getvalue()) == "intake_empty"


def test_a_sheet_that_the_parser_cannot_read_is_named_as_broken(tmp_path):
    packed = with_member(workbook(ROWS), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row></c></worksheet>")
    assert refused_key(tmp_path, packed) == "intake_xlsx_broken"


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 99])
def test_a_broken_archive_is_refused(tmp_path, content):
    assert refused_key(tmp_path, content) == "intake_xlsx_broken"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_cut_workbook_is_refused(tmp_path, keep):
    packed = workbook(ROWS)
    assert refused_key(tmp_path, packed[: int(len(packed) * keep)]) == "intake_xlsx_broken"


def test_a_zip_of_something_else_is_no_workbook(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.zip", b"PK\x03\x04")
    assert refused_key(tmp_path, packed.getvalue()) == "intake_not_xlsx"


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "[Content_Types].xml"])
def test_macros_are_refused(tmp_path, name):
    packed = workbook(ROWS)
    content = (
        zipfile.ZipFile(io.BytesIO(packed))
        .read("[Content_Types].xml")
        .replace(b"sheet.main", b"sheet.macroEnabled.main")
    )
    assert refused_key(tmp_path, with_member(packed, name, content)) == "intake_not_xlsx"


@pytest.mark.parametrize(("name", "size"), [("xl/media/a.bin", 101_000_000), ("docProps/thin.xml", 20_000_000)])
def test_a_bomb_is_refused_before_it_is_parsed(tmp_path, name, size):
    """More than 100 MB inside, or packed more than a hundred times."""
    assert refused_key(tmp_path, with_member(workbook(ROWS), name, bytes(size))) == "intake_xlsx_bomb"


def test_a_thousand_parts_are_too_many(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(1001):
            archive.writestr(f"xl/part{number}", b"")
    assert refused_key(tmp_path, out.getvalue()) == "intake_xlsx_bomb"


@pytest.mark.parametrize(("row", "place"), [(1_048_575, 0), (5, 16_383), (200_001, 0), (5, 100)])
def test_a_cell_far_out_is_refused_before_memory_is_taken(tmp_path, row, place):
    packed = workbook(ROWS, change=lambda sheet: sheet.write_number(row, place, 1))
    assert refused_key(tmp_path, packed) == "intake_xlsx_bomb"


def test_a_cell_at_the_limit_is_read(tmp_path):
    found = taken_text(tmp_path, workbook(ROWS, change=lambda sheet: sheet.write_number(5, 99, 1)), "export.xlsx")
    assert rules(found) == [(6, "client missing", "Client_ID")]


def test_one_long_text_in_many_cells_is_refused(tmp_path):
    """A shared text of 32,000 signs in 30,000 cells would be a gigabyte."""

    def many(sheet):
        for number in range(30_000):
            sheet.write_string(10 + number, 0, "x" * 32_000)

    assert refused_key(tmp_path, workbook(ROWS, change=many)) == "intake_xlsx_bomb"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (b'<row r="12"><c r="B12"/><c r="AA3" s="1"/></row>', (12, 27)),
        (b"<row r='7'><c r='XFD7'/></row>", (7, 16384)),
        (b"<c/>", (0, 0)), (b'<c rx"ZZ99" r="C4"/>', (4, 3)), (b'<c r=ZZ99 r="C4"/>', (4, 3)),
        (b'<c r = "A1"/>', TOO_FAR), (b'<c xr="ZZ99" r="C4', (4, 3)),
    ],
)  # fmt: skip
def test_extent(sheet, expected):
    assert extent(sheet) == expected


def test_text_size_is_a_bound_or_exact():
    strings = b"<sst><si>aaaa</si><si>" + b"b" * 90 + b"</si></sst>"
    sheet = b'<c t="s"><v>0</v></c>' * 5 + b'<c t="s"><v>1</v></c>'
    assert text_size(sheet, strings, most=10_000) < 10_000
    assert text_size(sheet, strings, most=300) <= 300
    assert text_size(sheet, strings, most=100) > 100
    assert text_size(sheet.replace(b't="s"', b"t='s'"), strings, most=300) > 300


def test_the_ending_must_fit_the_content(tmp_path):
    assert refused_key(tmp_path, workbook(ROWS), "export.csv") == "intake_type"
    assert refused_key(tmp_path, b"a,b\n1,2\n") == "intake_not_xlsx"
