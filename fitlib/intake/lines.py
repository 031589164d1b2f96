"""CSV text → rows with their true line numbers. A line that is no row is refused by itself and never swallows the next.

A cell in quotes may hold separators and line breaks. A quote that is never closed would eat the rest of the file, so
lines are joined only where the joined text is one row of the right width and no line of it looks like a row.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake.chunk import BROKEN, Chunk
from fitlib.intake.layout import Placed, fold
from fitlib.intake.quotes import Flags, Lines, Outside, Places, marked, outside, pair
from fitlib.intake.text import Text

SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True)
class CsvTable:
    """CSV text with one way of reading its header. `first` is the line after the header, `start` its first byte."""

    text: Text
    separator: str
    header: list[str]
    first: int
    start: int
    others: tuple[str, ...] = ()

    def chunks(self, placed: Placed, limits: Mapping[str, Any]) -> Iterator[Chunk]:
        """The rows in pieces that end at a row's end."""
        line, rest, pieces = self.first, b"", self.text.pieces(self.start)
        for piece, share in pieces:
            ends = share == 1.0
            lines = marked(rest + piece, self.separator)
            paired = pair(lines, self.separator, placed.width, limits["csv.quote_lines"], last=ends)
            yield _chunk(self, placed, lines, outside(lines, self.separator, paired), line, share)
            rest = lines.text(paired.done, -1) + b"\n" if paired.done < len(lines.starts) else b""
            line += paired.done


def tables(text: Text) -> list[CsvTable]:
    """The ways to read the header of a CSV file, one for each separator.

    Raises: InputRefused where the file has no line with text in it.
    """
    start, line = 0, 1
    while start < len(text.head):
        end = text.head.find(b"\n", start) + 1
        cells = text.head[start:end].decode().strip("\r\n")
        if cells.strip() and not fold(cells).strip('"').startswith("sep="):  # Excel's own first line says less
            return [CsvTable(text, one, _cells(cells, one), line + 1, end) for one in SEPARATORS]
        start, line = end, line + 1
    raise InputRefused("intake_empty", file=text.file)


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return []


def _chunk(table: CsvTable, placed: Placed, lines: Lines, told: Outside, first: int, share: float) -> Chunk:
    whole = (told.separators == placed.width - 1) & ~told.stray
    text = ~told.inside & ~told.blank
    rows, broken = text & whole, np.flatnonzero(text & ~whole)
    return Chunk(
        rows=_parse(table, placed, _rows(lines, rows, told.last), np.flatnonzero(rows) + first),
        broken=_broken(lines, told, broken, first, table, placed),
        blank=tuple((np.flatnonzero(told.blank & ~told.inside) + first).tolist()),
        share=share,
    )


def _rows(lines: Lines, rows: Flags, last: Places) -> bytes:
    """The text of some rows: as it stands where it is all there is, else without the lines that are none."""
    if rows.all():
        return lines.data if len(rows) == len(lines.starts) else lines.text(0, len(rows) - 1) + b"\n"
    kept = rows.copy()
    for start in np.flatnonzero(rows & (last > np.arange(len(rows)))):
        kept[start : last[start] + 1] = True
    edges = np.flatnonzero(np.diff(kept, prepend=False, append=False))
    return b"".join(lines.text(one, next_ - 1) + b"\n" for one, next_ in edges.reshape(-1, 2).tolist())


def _parse(table: CsvTable, placed: Placed, text: bytes, lines: Places) -> pl.DataFrame:
    """The cells of rows that are known to be whole; only the columns of the layout are read at all."""
    positions = dict(sorted(placed.positions.items(), key=lambda one: one[1]))
    schema = dict.fromkeys(positions, pl.String)
    if not len(lines):
        return pl.DataFrame(schema={"line": pl.Int32} | schema)
    cells = pl.read_csv(
        text, has_header=False, infer_schema=False, separator=table.separator, columns=list(positions.values())
    )
    if cells.height != len(lines):
        raise RuntimeError(f"{len(lines)} lines were read as {cells.height} rows")
    cells.columns = list(positions)
    return cells.insert_column(0, pl.Series("line", lines, dtype=pl.Int32))


def _broken(lines: Lines, told: Outside, places: Places, first: int, table: CsvTable, placed: Placed) -> pl.DataFrame:
    """The lines that are no row, each with its rule. A summary row that is too short is still called a summary row."""
    found = []
    for place in places.tolist():
        text = lines.text(place, told.last[place]).decode()
        word = placed.layout.summary.get(fold(text.split(table.separator)[0].strip('"')).rstrip(":"), "")
        rule, detail = _fault(told, place, placed.width)
        found.append((first + place, "summary row", "", word) if word else (first + place, rule, "", detail))
    return pl.DataFrame(found, schema=BROKEN, orient="row")


def _fault(told: Outside, place: int, width: int) -> tuple[str, str]:
    if told.unclosed[place]:
        return "line with an unclosed quote", ""
    if told.stray[place]:
        return "line with a stray quote", ""
    return "line with another number of cells", f"{told.separators[place] + 1}/{width}"
