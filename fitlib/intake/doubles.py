"""Rows that say the same twice and rows that contradict each other, within one file."""

import polars as pl

KEYS = {
    "scores": ("episode", "session_no", "rater"),
    "visits": (),
    "nomad": ("team", "round_date", "respondent"),
}
CONFLICT = {"scores": "scores in conflict", "nomad": "answers in conflict"}
SHOWN = 5


def part(kind: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.Series]:
    """The rows that are there once.

    Takes: the rows that passed all row checks. Gives: kept, refused (line, rule, column, detail), lines of duplicates.
    Rule: equal rows count once, the first line stays; rows of one key with different content are all refused.
    """
    content = [name for name in rows.columns if name != "line"]
    key = list(KEYS[kind] or content)
    alike = rows.filter(pl.struct(key).hash().is_duplicated())  # few rows, and all that are equal are among them
    twins = alike.filter(pl.struct(key).is_duplicated())
    again = twins.sort("line").with_columns(
        again=~pl.struct(content).is_first_distinct(),
        different=pl.struct(content).n_unique().over(key) > 1,
    )  # fmt: skip
    refused = _conflicts(kind, again.filter("different"), key)
    duplicates = again.filter(pl.col("again") & ~pl.col("different"))["line"]
    gone = pl.concat([refused["line"], duplicates])
    return rows.filter(~pl.col("line").is_in(gone.implode())) if gone.len() else rows, refused, duplicates


def _conflicts(kind: str, rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The rows of each key with the lines of all of them, so that a reader finds the pair."""
    lines = rows.group_by(key).agg(lines=pl.col("line").sort())
    detail = pl.col("lines").list.head(SHOWN).list.eval(pl.element().cast(pl.String)).list.join(", ")
    found = rows.join(lines, on=key, nulls_equal=True)
    return found.select("line", rule=pl.lit(CONFLICT.get(kind, "")), column=pl.lit(""), detail=detail)
