"""A workbook's first sheet → rows as text, with the row numbers that Excel shows."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import fastexcel
import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake.chunk import BROKEN, Chunk
from fitlib.intake.content import Content
from fitlib.intake.layout import Placed
from fitlib.intake.workbook import unpacked

ERROR_CELL = re.compile(rb'<c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]+([0-9]+))"')
SHEET_ID = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"')
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


@dataclass(frozen=True)
class SheetTable:
    """The rows below the header: `line` is Excel's row number. `errors`: row → a cell of it with an error, as #N/A."""

    header: list[str]
    rows: pl.DataFrame
    errors: Mapping[int, str]
    others: tuple[str, ...]

    def chunks(self, placed: Placed, limits: Mapping[str, Any]) -> Iterator[Chunk]:
        """All rows in one piece: a workbook is small by its limits."""
        cells, wrong = self.rows.columns[1:], pl.col("line").is_in(list(self.errors))
        lines = self.rows.with_columns(blank=pl.all_horizontal(pl.col(cells).is_null()))
        broken = [(row, "cell with an error", "", self.errors[row]) for row in lines.filter(wrong)["line"]]
        yield Chunk(
            rows=lines.filter(~pl.col("blank") & ~wrong).select(
                "line", **{target: pl.col(cells[position]) for target, position in placed.positions.items()}
            ),
            broken=pl.DataFrame(broken, schema=BROKEN, orient="row"),
            blank=tuple(lines.filter(pl.col("blank") & ~wrong)["line"]),
            share=1.0,
        )


def tables(content: Content, limits: Mapping[str, Any]) -> list[SheetTable]:
    """The first sheet of a workbook. Raises: InputRefused where the parser cannot read it, or it is empty."""
    packed = unpacked(content, limits)
    names, cells = _parsed(packed, content)
    texts = cells.with_columns(pl.all().str.strip_chars().replace("", None))
    filled = texts.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    if filled.is_empty():
        raise InputRefused("intake_empty", file=content.file)
    top = filled[0]
    header = [name or "" for name in texts.row(top)]
    line = pl.int_range(top + 2, texts.height + 1, dtype=pl.Int32, eager=True).alias("line")
    rows = texts.slice(top + 1).insert_column(0, line)
    return [SheetTable(header, rows, _errors(packed), tuple(names[1:]))]


def _parsed(packed: bytes, content: Content) -> tuple[list[str], pl.DataFrame]:
    try:
        book = fastexcel.read_excel(packed)
        sheet = book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
        frame = sheet.to_polars()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise InputRefused("intake_xlsx_broken", file=content.file) from None
        raise
    return book.sheet_names, frame


def _errors(packed: bytes) -> dict[int, str]:
    """Rows with a cell that holds an error, which the parser would give as blank."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        sheets = [archive.read(name) for name in _first_sheet(archive)]
    found = [match for sheet in sheets if b't="e"' in sheet for match in ERROR_CELL.finditer(sheet)]
    return {int(match[2]): match[1].decode("ascii") for match in reversed(found)}


def _first_sheet(archive: zipfile.ZipFile) -> list[str]:
    """The part of the first sheet; all sheets where the workbook does not say which it is."""
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    wanted = SHEET_ID.search(archive.read("xl/workbook.xml"))
    relations = archive.read(RELATIONS) if RELATIONS in archive.namelist() else b""
    for relation in RELATION.findall(relations):
        if wanted and b'"' + wanted[1] + b'"' in relation:
            return [name for name in sheets if b"/" + name.rpartition("/")[2].encode() + b'"' in relation] or sheets
    return sheets
