"""Rows that say the same twice and rows that contradict each other, within one file."""

from collections.abc import Sequence

import polars as pl

KEYS = {
    "scores": ("episode", "session_no", "rater"),
    "visits": (),
    "nomad": ("team", "round_date", "respondent"),
}
TOGETHER = {"scores": "episode", "visits": "client", "nomad": "respondent"}  # rows of one key have one number in it
CONFLICT = {"scores": "scores in conflict", "nomad": "answers in conflict"}
SHOWN = 5


def alike(kind: str, rows: pl.DataFrame) -> pl.Series:
    """The lines of rows that may be there more than once: all that are, and hardly any other.

    Takes: rows of scores in the order of `sequence`, where those of one key are neighbours; others in any order.
    """
    key = KEYS[kind] or _content(rows)
    if kind != "scores":
        return rows.filter(pl.struct(key).hash().is_duplicated())["line"]
    again = rows.select(pl.all_horizontal(pl.col(one).eq_missing(pl.col(one).shift(1)) for one in key)).to_series()
    twins = again | again.shift(-1, fill_value=False)
    return rows.filter(twins)["line"]


def part(kind: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """What is there more than once.

    Takes: whole rows that passed all row checks, those that are `alike`.
    Gives: refused (line, rule, column, detail), lines of duplicates.
    Rule: equal rows count once, the first line stays; rows of one key with different content are all refused.
    """
    content = _content(rows)
    key = list(KEYS[kind] or content)
    twins = rows.filter(pl.struct(key).is_duplicated())
    again = twins.sort("line").with_columns(
        again=~pl.struct(content).is_first_distinct(),
        different=pl.struct(content).n_unique().over(key) > 1,
    )  # fmt: skip
    duplicates = again.filter(pl.col("again") & ~pl.col("different"))["line"]
    return _conflicts(kind, again.filter("different"), key), duplicates


def without(rows: pl.DataFrame, lines: Sequence[pl.Series]) -> pl.DataFrame:
    """The rows of all other lines."""
    gone = pl.concat(lines)
    return rows.filter(~pl.col("line").is_in(gone.implode())) if gone.len() else rows


def _content(rows: pl.DataFrame) -> list[str]:
    return [name for name in rows.columns if name != "line"]


def _conflicts(kind: str, rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The rows of each key with the lines of all of them, so that a reader finds the pair."""
    lines = rows.group_by(key).agg(lines=pl.col("line").sort())
    detail = pl.col("lines").list.head(SHOWN).list.eval(pl.element().cast(pl.String)).list.join(", ")
    found = rows.join(lines, on=key, nulls_equal=True)
    return found.select("line", rule=pl.lit(CONFLICT.get(kind, "")), column=pl.lit(""), detail=detail)
