"""Tables as a workbook that opens without running anything: text stays text, numbers stay numbers, same bytes twice."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NAME, WIDEST = 31, 60

Rows = Sequence[Sequence[Any]]


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A sheet per name; its first row is the head. Takes: texts, numbers and None."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        book.set_properties({"created": MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            _sheet(book.add_worksheet(name[:NAME]), rows, head)
    return kept.getvalue()


def _sheet(sheet: Any, rows: Rows, head: Any) -> None:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, *([head] if row == 0 else []))
            elif cell is not None:
                sheet.write_number(row, column, cell)
    for column, cells in enumerate(zip(*rows, strict=True)):
        sheet.set_column(column, column, min(WIDEST, 2 + max(len(str(cell or "")) for cell in cells)))
    sheet.freeze_panes(1, 1)
