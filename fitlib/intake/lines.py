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
from fitlib.intake.numbers import at_once
from fitlib.intake.quotes import Flags, Lines, Outside, Places, Scratch, marked, outside, pair
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
        line, rest, parser, scratch = self.first, b"", Parser(self.separator, placed), Scratch()
        for piece, share in self.text.pieces(self.start):
            ends = share == 1.0
            lines = marked(rest + piece, self.separator, scratch)
            paired = pair(lines, self.separator, placed.width, limits["csv.quote_lines"], last=ends)
            yield _chunk(self, parser, lines, outside(lines, self.separator, paired), line, share)
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


class Parser:
    """Text of rows that are known to be whole → cells; only the columns of the layout are read at all.

    Rule: numbers are read as such until a piece has a cell in their columns that is none; from then on all is text.
    """

    def __init__(self, separator: str, placed: Placed) -> None:
        self.separator, self.placed = separator, placed
        self._positions = dict(sorted(placed.positions.items(), key=lambda one: one[1]))
        self._numbers = {placed.positions[one] for one in at_once(placed.layout) if one in placed.positions}

    def rows(self, text: bytes, lines: Places) -> pl.DataFrame:
        """Takes: the text, the line of each row."""
        if not len(lines):
            return pl.DataFrame(schema={"line": pl.Int32} | dict.fromkeys(self._positions, pl.String))
        cells = self._cells(text)
        if cells.height != len(lines):
            raise RuntimeError(f"{len(lines)} lines were read as {cells.height} rows")
        cells.columns = list(self._positions)
        return cells.insert_column(0, pl.Series("line", lines, dtype=pl.Int32))

    def _cells(self, text: bytes) -> pl.DataFrame:
        if self._numbers:
            try:
                cells = self._read(text)
                if cells.select(pl.all_horizontal(pl.col(pl.Float64).is_finite().all())).item():
                    return cells
            except pl.exceptions.ComputeError:
                pass
            self._numbers = set()
        return self._read(text)

    def _read(self, text: bytes) -> pl.DataFrame:
        kinds = {str(at): pl.Float64 if at in self._numbers else pl.String for at in range(self.placed.width)}
        columns = list(self._positions.values())
        return pl.read_csv(text, has_header=False, schema=kinds, separator=self.separator, columns=columns)


def _chunk(table: CsvTable, parser: Parser, lines: Lines, told: Outside, first: int, share: float) -> Chunk:
    whole = (told.separators == parser.placed.width - 1) & ~told.stray
    text = ~told.inside & ~told.blank
    rows, broken = text & whole, np.flatnonzero(text & ~whole)
    return Chunk(
        rows=parser.rows(_rows(lines, rows, told.last), np.flatnonzero(rows) + first),
        broken=_broken(lines, told, broken, first, table, parser.placed),
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
