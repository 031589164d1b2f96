"""Ids over a whole file: one that is spelled in two ways gets one number, as does one that is an id within others."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from fitlib.intake.ids import CASE, Ids, Told, Within, first_of_equal, numbered
from fitlib.intake.layout import Column, Layout
from fitlib.intake.packed import joined

Pieces = list[pl.DataFrame]


def own(layout: Layout, column: Column) -> str:
    """Where measurements have the number that a column's text has by itself."""
    return CASE if layout.kind == "scores" and column.target == "episode" else column.target


def with_ids(pieces: Pieces, layout: Layout, told: Mapping[str, Told]) -> tuple[Pieces, dict[str, Ids]]:
    """The pieces with one number per id, and the ids of each column of numbers.

    Takes: rows whose ids are numbers of the texts that `told` knows.
    """
    columns = [column for column in layout.columns if column.type == "id"]
    texts = {own(layout, column): told[column.target] for column in columns}
    for name, ids in texts.items():
        if (first := first_of_equal(ids)) is not None:
            pieces = [rows.with_columns(first.gather(rows[name].cast(pl.UInt32)).alias(name)) for rows in pieces]
    found: dict[str, Ids] = dict(texts)
    for column in columns:
        if column.within:
            pieces, found[column.target] = _within(pieces, column, own(layout, column), texts)
    return pieces, found


def _within(pieces: Pieces, column: Column, name: str, texts: Mapping[str, Told]) -> tuple[Pieces, Within]:
    """Rows that follow each other often have the same one: only where one begins it is looked for."""
    columns = [*column.within, name]
    begins = [_begins(rows, columns) for rows in pieces]
    number, parts = numbered(joined([rows.select(columns).filter(at) for rows, at in zip(pieces, begins, strict=True)]))
    ids = Within(column.idtype, parts, texts)
    if (first := first_of_equal(ids)) is not None:
        number = first.gather(number)
    made, before = [], 0
    for rows, at in zip(pieces, begins, strict=True):
        made.append(rows.with_columns(number.slice(before).gather(at.cum_sum() - 1).alias(column.target)))
        before += at.sum()
    return made, ids


def _begins(rows: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    changed = [pl.col(one).ne_missing(pl.col(one).shift(1)) for one in columns]
    return rows.select(pl.any_horizontal(pl.int_range(pl.len()) == 0, *changed)).to_series()


def parted(pieces: Pieces, by: str, columns: Sequence[str], most: int) -> Iterator[pl.DataFrame]:
    """Some columns of all rows in frames of about `most` rows; rows with one number in `by` are in one frame."""
    count = -(-sum(rows.height for rows in pieces) // most)
    if count < 2:
        yield joined([rows.select(columns) for rows in pieces])
        return
    step = -(-(max(rows[by].max() or 0 for rows in pieces) + 1) // count)
    for low in range(0, step * count, step):
        inside = pl.col(by).is_between(low, low + step, closed="left")
        yield joined([rows.lazy().filter(inside).select(columns).collect() for rows in pieces])
