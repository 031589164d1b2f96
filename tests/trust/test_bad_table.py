"""Five hundred files made by hand: a table of faults, each in every column and format where it can stand.

What each must lead to was decided beforehand: the row is refused by the rule named, the file by the error named, or
nothing is lost. A good row stands beside each bad one, and is kept.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from fitlib.errors import InputRefused
from fitlib.intake import read
from tests.unit.intake.rows import KEY, OPENFIT, TODAY, rules, session, text

PART = 0.15  # of the files in CI, always the same ones; all where FIT_TRUST is set
ITEMS = [f"{scale}Q{number}" for scale in ("ORS", "SRS") for number in (1, 2, 3, 4)]
NO_NUMBER, BEYOND, NO_DATE = "not a number", "out of range", "date not a date"
NUMBERS = {
    "abc": NO_NUMBER, "5..1": NO_NUMBER, "5,1,2": NO_NUMBER, "٥": NO_NUMBER, "=5+1": NO_NUMBER, "TRUE": NO_NUMBER,
    "#REF!": NO_NUMBER, "--5": NO_NUMBER, "5x": NO_NUMBER, "-0.1": BEYOND, "99": BEYOND,
}  # fmt: skip
DAYS = dict.fromkeys(
    ("2024-02-30", "2024-00-10", "30.2.2024", "31.4.2024", "2024-13-01", "03/04/2024", "2024/03/04", "32.1.2024",
     "4.13.2024", "2024-3", "yesterday", "4. maaliskuuta 2024", "=TODAY()"), NO_DATE,
) | dict.fromkeys(("2027-01-01", "1.12.2026"), "date in the future")  # fmt: skip
WORDS = {
    "Client_Group": "age group not known", "Episode_Status": "status not known", "ORS_Skip": "skip flag not known",
    "SRS_Skip": "skip flag not known", "Episode_ClosingType": "closing type not known",
}  # fmt: skip
UNKNOWN = ("Other kind", "?", "7", "adultt", "=1")
SESSIONS = {"abc": "not a whole number", "1.5": "not a whole number", "-1": BEYOND, "99999": BEYOND}
NEEDED = {"Service_Location", "Client_ID", "Case_ID", "Client_Group", "Case_Date", "Session_ID", "Session_Date",
          "ORS_Skip", "SRS_Skip", "Total_ORS", "Total_SRS", *ITEMS}  # fmt: skip
MAPPED = [*sorted(NEEDED), "Provider_ID", "Episode_Status", "Episode_ClosingType", "Episode_ClosingDate",
          "Episode_Service", "Client_BirthYear"]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One file: two rows, or a text; how it is written; and the rule that refuses its second line, or its error."""

    name: str
    rows: tuple[dict[str, str], ...]
    form: str = "csv"
    rule: str | None = None
    error: str | None = None
    separator: str = ","
    encoding: str = "utf-8"
    end: str = "\r\n"


def cells() -> Iterator[tuple[str, str, str | None]]:
    """Column, what stands in it, and the rule that it breaks."""
    for column, (value, rule) in product(ITEMS, (NUMBERS | {"10.1": BEYOND}).items()):
        yield column, value, f"item {rule}"
    for column, (value, rule) in product(("Total_ORS", "Total_SRS"), (NUMBERS | {"40.1": BEYOND}).items()):
        yield column, value, f"total {rule}"
    for column, (value, rule) in product(("Case_Date", "Session_Date", "Episode_ClosingDate"), DAYS.items()):
        yield column, value, rule
    for (column, rule), value in product(WORDS.items(), UNKNOWN):
        yield column, value, rule
    for value, rule in SESSIONS.items():
        yield "Session_ID", value, f"session number {rule}"
    for value in ("abc", "19", "80"):
        yield "Client_BirthYear", value, None  # it is for a check only: the row is kept


def bad_cells() -> Iterator[Case]:
    for (column, value, rule), form in product(cells(), ("csv", "xlsx")):
        row = session(1, case="1") | {column: value}
        if column == "Episode_ClosingDate":
            row |= {"Episode_Status": "Closed", "Episode_ClosingType": "Planned"}
        yield Case(f"{form} {column}={value}", (row, session(1, case="2")), form, rule)


def bad_heads() -> Iterator[Case]:
    """Every mapped column left out, misspelt and doubled."""
    rows = session(1, case="1"), session(1, case="2")
    for column in MAPPED:
        without = tuple({name: cell for name, cell in row.items() if name != column} for row in rows)
        misspelt = tuple({f"{name}_x" if name == column else name: cell for name, cell in row.items()} for row in rows)
        twice = tuple(row | {f" {column} ": row[column]} for row in rows)
        error = "intake_column_missing" if column in NEEDED else None
        yield Case(f"without {column}", without, error=error)
        yield Case(f"misspelt {column}", misspelt, error=error)
        yield Case(f"twice {column}", twice, error="intake_column_twice")


def written() -> Iterator[Case]:
    """However it was saved, it is read alike."""
    rows = session(1, case="1", Service_Location="Äijälä"), session(1, case="2", Service_Location="Äijälä")
    for encoding, separator, end in product(("utf-8", "utf-8-sig", "utf-16", "cp1252"), ",;\t", ("\r\n", "\n", "\r")):
        yield Case(f"{encoding} {separator!r} {end!r}", rows, encoding=encoding, separator=separator, end=end)


WHOLE = bool(os.environ.get("FIT_TRUST"))
CASES = [*bad_cells(), *bad_heads(), *written()]


def write(case: Case, folder: Path) -> Path:
    file = folder / f"export.{case.form}"
    if case.form == "csv":
        file.write_bytes(text(case.rows, case.separator, case.end).encode(case.encoding))
        return file
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(case.rows[0]))
        for number, row in enumerate(case.rows, 1):
            for place, cell in enumerate(row.values()):
                sheet.write_string(number, place, cell)
    return file


def test_there_are_five_hundred() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(CASES) + 22 >= 500, "with those of tests/bad_inputs"
    assert set(MAPPED) <= set(OPENFIT)


@pytest.mark.parametrize("form", ["bad_cells", "bad_heads", "written"])
def test_a_file_made_by_hand_leads_to_what_was_decided(tmp_path, form, record_property) -> None:
    cases = [case for case in globals()[form]() if WHOLE or Random(case.name).random() < PART]
    record_property("tried", len(cases))
    assert {case.name: found for case in cases if (found := told(case, tmp_path)) != wanted(case)} == {}


def wanted(case: Case) -> tuple:
    return (case.error,) if case.error else (2, 1 if case.rule else 2, [case.rule] if case.rule else [])


def told(case: Case, folder: Path) -> tuple:
    """The error, or how many rows there were and were kept, and the rules that refused the second line."""
    try:
        found = read(write(case, folder), KEY, TODAY)
    except InputRefused as refused:
        return (refused.key,)
    return found.rows, found.rows_kept, [rule for line, rule, _ in rules(found) if line == 2]
