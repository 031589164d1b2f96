"""A generic questionnaire's table, one row per respondent, turned into answers; other columns stay out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from fitlib.implementation.questionnaire import Questionnaire

PLACE = ("team", "round_date", "respondent")


@dataclass(frozen=True)
class Answers:
    """`kept`: one row per respondent × round × item (answer null = not relevant). `refused`: one row per bad cell.

    Columns of kept: team, round_date, respondent, item, answer, line. Of refused: line, item, rule.
    """

    kept: pl.DataFrame
    refused: pl.DataFrame


def answers(
    table: pl.DataFrame, form: Questionnaire, pseudonym: Callable[[str], str], not_relevant: Sequence[str] = ("", "NA")
) -> Answers:
    """Answers of a table with columns team, round_date, respondent and the item codes, all text.

    Takes: the keyed pseudonym function of the intake gate; a respondent's name differs by team and round.
    Rule: a cell that is no whole number of its scale is refused, the respondent's other cells are kept.
    Raises: KeyError naming the columns that are missing.
    """
    codes = [code for code in form.of_item if code in table.columns]
    missing = [name for name in (*PLACE, *form.of_item) if name not in table.columns]
    if missing:
        raise KeyError(", ".join(missing))
    long = (
        table.with_row_index("line", offset=2)
        .select("line", *PLACE, *codes)
        .unpivot(codes, index=["line", *PLACE], variable_name="item", value_name="cell")
        .with_columns(pl.col("cell").str.strip_chars())
        .with_columns(irrelevant=pl.col("cell").is_null() | pl.col("cell").is_in(list(not_relevant)))
        .with_columns(answer=pl.col("cell").cast(pl.Int16, strict=False), day=_day())
    )
    judged = long.with_columns(rule=_rule(form))
    kept = judged.filter(pl.col("rule").is_null()).with_columns(
        round_date=pl.col("day"),
        answer=pl.when(~pl.col("irrelevant")).then("answer"),
        respondent=_under(pseudonym, judged),
    )
    refused = judged.filter(pl.col("rule").is_not_null()).select("line", "item", "rule")
    return Answers(kept.select(*PLACE, "item", "answer", pl.col("line").cast(pl.Int32)), refused)


def _under(pseudonym: Callable[[str], str], rows: pl.DataFrame) -> pl.Expr:
    who = pl.concat_str("team", "round_date", "respondent", separator="\x1f", ignore_nulls=True)
    return who.replace_strict({name: pseudonym(name) for name in rows.select(who).to_series().unique()})


def _day() -> pl.Expr:
    text = pl.col("round_date").str.strip_chars()
    return pl.coalesce(text.str.to_date("%Y-%m-%d", strict=False), text.str.to_date("%d.%m.%Y", strict=False))


def _rule(form: Questionnaire) -> pl.Expr:
    lowest = {code: construct.lowest for code, construct in form.of_item.items()}
    highest = {code: construct.highest for code, construct in form.of_item.items()}
    item = pl.col("item")
    inside = pl.col("answer").is_between(item.replace_strict(lowest), item.replace_strict(highest))
    return (
        pl.when(pl.col("day").is_null())
        .then(pl.lit("round_date"))
        .when(~pl.col("irrelevant") & pl.col("answer").is_null())
        .then(pl.lit("whole_number"))
        .when(~pl.col("irrelevant") & ~inside)
        .then(pl.lit("scale"))
    )
