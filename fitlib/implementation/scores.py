"""Construct scores of respondents: reversed items turned, means only where enough was answered, never filled in."""

import polars as pl

from fitlib.implementation.questionnaire import Questionnaire

WHO = ("team", "round_date", "respondent")


def scored(answers: pl.DataFrame, form: Questionnaire) -> pl.DataFrame:
    """Each respondent's score on each construct.

    Takes: one row per respondent × round × item (team, round_date, respondent, item, answer; null = not relevant).
    Gives: one row per respondent × round × construct: score on the form's own scale, share_of_range (0–1),
    answered, items. Rule: both are null where fewer than the needed items were answered.
    Raises: ValueError for an item that the form does not have or an answer outside its scale.
    """
    rows = _checked(answers, form).with_columns(answer=_turned(form))
    people = rows.select(WHO).unique()
    grid = people.join(_constructs(form), how="cross")
    found = rows.group_by(*WHO, "construct").agg(mean=pl.col("answer").mean(), answered=pl.col("answer").count())
    enough = pl.col("answered") >= pl.col("needed")
    return (
        grid.join(found, on=[*WHO, "construct"], how="left")
        .with_columns(pl.col("answered").fill_null(0))
        .with_columns(score=pl.when(enough).then("mean"))
        .with_columns(share_of_range=(pl.col("score") - pl.col("lowest")) / (pl.col("highest") - pl.col("lowest")))
        .select(*WHO, "construct", "score", "share_of_range", "answered", "items")
        .sort(*WHO, "construct")
    )


def not_relevant(answers: pl.DataFrame, form: Questionnaire) -> pl.DataFrame:
    """How often an item was marked as not relevant: itself a finding about the item or the stage of implementation.

    Gives: one row per team × round × item: not_relevant of respondents.
    """
    return (
        _checked(answers, form)
        .group_by("team", "round_date", "item")
        .agg(not_relevant=pl.col("answer").is_null().sum(), respondents=pl.col("respondent").n_unique())
        .sort("team", "round_date", "item")
    )


def _constructs(form: Questionnaire) -> pl.DataFrame:
    return pl.DataFrame(
        [(one.key, len(one.items), one.needed, one.lowest, one.highest) for one in form.constructs],
        schema={"construct": pl.String, "items": pl.Int64, "needed": pl.Int64, "lowest": pl.Int64, "highest": pl.Int64},
        orient="row",
    )


def _checked(answers: pl.DataFrame, form: Questionnaire) -> pl.DataFrame:
    unknown = set(answers["item"].unique()) - set(form.of_item)
    if unknown:
        raise ValueError(f"{form.key} has no item {', '.join(sorted(unknown))}")
    rows = answers.with_columns(construct=pl.col("item").replace_strict(_by_item(form, "key"), return_dtype=pl.String))
    outside = ~pl.col("answer").is_between(_ends(form, "lowest"), _ends(form, "highest"))
    if rows.filter(outside).height:
        items = ", ".join(sorted(rows.filter(outside)["item"].unique()))
        raise ValueError(f"an answer to {items} lies outside the scale of the form {form.key} {form.form}")
    return rows


def _turned(form: Questionnaire) -> pl.Expr:
    codes = [code for code, construct in form.of_item.items() if code in construct.reversed]
    ends = _ends(form, "lowest") + _ends(form, "highest")
    answer = pl.col("answer")
    return pl.when(pl.col("item").is_in(codes)).then(ends - answer).otherwise(answer).cast(pl.Float64)


def _ends(form: Questionnaire, end: str) -> pl.Expr:
    return pl.col("item").replace_strict(_by_item(form, end), return_dtype=pl.Int64)


def _by_item(form: Questionnaire, field: str) -> dict[str, object]:
    return {code: getattr(construct, field) for code, construct in form.of_item.items()}
