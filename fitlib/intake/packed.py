"""Rows as small numbers: what a file takes in memory from its last line to the store.

A row has some 60 bytes so, where its texts alone have 190: words are codes, dates and points the smallest numbers that
hold them, ids are numbers. Texts are written out piece by piece, when somebody asks for rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from fitlib.intake.ids import Pseudonyms
from fitlib.intake.layout import Layout
from fitlib.intake.measurement import finished
from fitlib.intake.outcome import SCHEMAS


@dataclass(frozen=True)
class Packed:
    """The measurements of a file, in its order. `rows`: a row per row of the file, ids as the numbers of `names`."""

    layout: Layout
    rows: Sequence[pl.DataFrame]
    names: Mapping[str, Pseudonyms]

    @property
    def height(self) -> int:
        """How many rows of the file are in here."""
        return sum(rows.height for rows in self.rows)

    def pieces(self, rows: int) -> Iterator[pl.DataFrame]:
        """The measurements, so many at a time, as SCHEMAS[kind] says; one empty piece where there are none."""
        each = len(self.layout.of_type("answer")) if self.layout.kind == "nomad" else 1
        for parts in _slices(self.rows, max(rows // each, 1)):
            yield finished(joined(parts), self.layout, self.names)
        if not self.height:
            yield pl.DataFrame(schema=SCHEMAS[self.layout.kind])


def small(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows in as few bytes as they need: whole numbers by their size, nothing for a column of nothing."""
    return pl.DataFrame([_small(column) for column in rows.get_columns()])


def joined(rows: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Small rows of several pieces below each other."""
    return pl.concat(rows, how="vertical_relaxed") if len(rows) > 1 else rows[0]


def _small(column: pl.Series) -> pl.Series:
    if column.null_count() == column.len():
        return pl.repeat(None, column.len(), dtype=pl.Null, eager=True).alias(column.name)
    return column.shrink_dtype() if column.dtype.is_integer() else column


def _slices(pieces: Sequence[pl.DataFrame], rows: int) -> Iterator[list[pl.DataFrame]]:
    """The rows of all pieces, so many at a time."""
    found, lacking = [], rows
    for piece in pieces:
        at = 0
        while at < piece.height:
            found.append(piece.slice(at, lacking))
            at, lacking = at + found[-1].height, lacking - found[-1].height
            if not lacking:
                yield found
                found, lacking = [], rows
    if found:
        yield found
