"""CSV text → rows with their true line numbers. A line that is no row is refused by itself and never swallows the next.

A cell in quotes may hold separators and line breaks. A quote that is never closed would eat the rest of the file, so
lines are joined only where the joined text is one row of the right width and no line of it looks like a row.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake.chunk import BROKEN, Chunk
from fitlib.intake.layout import Placed, fold
from fitlib.intake.quotes import marked, outside, pair

SEPARATORS = (";", ",", "\t")
PIECE = 12_000_000


@dataclass(frozen=True)
class CsvTable:
    """CSV text with one way of reading its header. `first` is the line after the header, `start` its first byte."""

    data: bytes
    separator: str
    header: list[str]
    first: int
    start: int
    others: tuple[str, ...] = ()

    def chunks(self, placed: Placed, limits: Mapping[str, Any]) -> Iterator[Chunk]:
        """The rows in pieces that end at a row's end."""
        start, line, rest = self.start, self.first, b""
        while start < len(self.data):
            end = self.data.find(b"\n", start + PIECE) + 1 or len(self.data)
            piece = rest + self.data[start:end]
            lines = marked(pl.read_lines(io.BytesIO(piece)), self.separator, line)
            paired = pair(lines, self.separator, placed.width, limits["csv.quote_lines"], last=end == len(self.data))
            known = piece if paired.done == lines.height else None
            yield _chunk(self, placed, outside(lines.head(paired.done), self.separator, paired), known, end)
            rest = _text(lines["text"].slice(paired.done))
            start, line = end, line + paired.done


def tables(data: bytes, file: str) -> list[CsvTable]:
    """The ways to read the header of a CSV file, one for each separator.

    Raises: InputRefused where the file has no line with text in it.
    """
    start, line = 0, 1
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        text = data[start:end].decode().strip("\r\n")
        if text.strip() and not fold(text).strip('"').startswith("sep="):  # Excel's own first line says less
            return [CsvTable(data, one, _cells(text, one), line + 1, end) for one in SEPARATORS]
        start, line = end, line + 1
    raise InputRefused("intake_empty", file=file)


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return []


def _chunk(table: CsvTable, placed: Placed, lines: pl.DataFrame, piece: bytes | None, end: int) -> Chunk:
    """Takes: `piece`, the bytes of exactly these lines, where they are at hand."""
    whole = (pl.col("separators") == placed.width - 1) & ~pl.col("stray")
    text = ~pl.col("inside") & ~pl.col("blank")
    rows = lines.filter(text & whole)
    known = piece if piece is not None and rows.height == lines.height else _text(rows["text"])
    return Chunk(
        rows=_parse(table, placed, known, rows["line"]),
        broken=_broken(lines.filter(text & ~whole), table, placed),
        blank=tuple(lines.filter(pl.col("blank") & ~pl.col("inside"))["line"]),
        share=end / len(table.data),
    )


def _text(lines: pl.Series) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _parse(table: CsvTable, placed: Placed, text: bytes, lines: pl.Series) -> pl.DataFrame:
    """The cells of rows that are known to be whole; only the columns of the layout are read at all."""
    positions = dict(sorted(placed.positions.items(), key=lambda one: one[1]))
    schema = dict.fromkeys(positions, pl.String)
    if lines.is_empty():
        return pl.DataFrame(schema={"line": pl.Int32} | schema)
    cells = pl.read_csv(
        text, has_header=False, infer_schema=False, separator=table.separator, columns=list(positions.values())
    )
    if cells.height != lines.len():
        raise RuntimeError(f"{lines.len()} lines were read as {cells.height} rows")
    cells.columns = list(positions)
    return cells.insert_column(0, lines.alias("line"))


def _broken(lines: pl.DataFrame, table: CsvTable, placed: Placed) -> pl.DataFrame:
    """The lines that are no row, each with its rule. A summary row that is too short is still called a summary row."""
    summary = placed.layout.summary
    first = [fold(text.split(table.separator)[0].strip('"')).rstrip(":") for text in lines["text"]]
    found = pl.Series([summary.get(word, "") for word in first], dtype=pl.String)
    cells = pl.format("{}/{}", pl.col("separators") + 1, pl.lit(placed.width))
    rule = (
        pl.when(found != "").then(pl.lit("summary row"))
        .when(pl.col("unclosed")).then(pl.lit("line with an unclosed quote"))
        .when(pl.col("stray")).then(pl.lit("line with a stray quote"))
        .otherwise(pl.lit("line with another number of cells"))
    )  # fmt: skip
    detail = pl.when(found != "").then(found).when(pl.col("stray")).then(pl.lit("")).otherwise(cells)
    return lines.select(pl.col("line"), rule=rule, column=pl.lit(""), detail=detail).match_to_schema(BROKEN)
