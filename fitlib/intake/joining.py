"""Ids over a whole file: one that is spelled in two ways gets one number, as does one that is an id within others."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from fitlib.intake.ids import CASE, Told, Within, first_of_equal, hashes, numbered
from fitlib.intake.layout import Column, Layout
from fitlib.intake.packed import joined

Pieces = list[pl.DataFrame]


def own(layout: Layout, target: str) -> str:
    """Where measurements have the number that a column's text has by itself."""
    return CASE if layout.kind == "scores" and target == "episode" else target


def one_number(pieces: Pieces, name: str, ids: Told, hashes: pl.Series) -> Pieces:
    """The pieces with one number per id, where a column has numbers of texts."""
    first = first_of_equal(ids, hashes)
    if first is None:
        return pieces
    return [rows.with_columns(first.gather(rows[name].cast(pl.UInt32)).alias(name)) for rows in pieces]


def inner(layout: Layout) -> tuple[Column, ...]:
    """The columns whose ids are ids within others, and a case of scores, which has its own number beside."""
    return tuple(one for one in layout.columns if one.within or own(layout, one.target) != one.target)


def within(pieces: Pieces, layout: Layout, column: Column, told: Mapping[str, Told]) -> tuple[Pieces, Within]:
    """The pieces with a number of the id that is an id within others, and these ids.

    Takes: rows with one number per id. Rule: rows that follow each other often have the same: only where one begins it
    is looked for.
    """
    columns = [*column.within, own(layout, column.target)]
    begins = [_begins(rows, columns) for rows in pieces]
    number, parts = numbered(joined([rows.select(columns).filter(at) for rows, at in zip(pieces, begins, strict=True)]))
    ids = Within(column.idtype, parts, {own(layout, target): ids for target, ids in told.items()})
    if not ids.apart and (first := first_of_equal(ids, hashes(ids))) is not None:
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
        inside = pl.col(by).fill_null(0).is_between(low, low + step, closed="left")
        yield joined([rows.lazy().filter(inside).select(columns).collect() for rows in pieces])
