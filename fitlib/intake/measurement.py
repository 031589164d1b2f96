"""Values → measurements: what leaves the gate. Names, gender, birth year, notes and raw ids end here."""

from collections.abc import Mapping

import polars as pl

from fitlib.intake.conformance import filled_from_total, items
from fitlib.intake.layout import Layout
from fitlib.intake.outcome import SCHEMAS, SCORES, VISITS

SELF = "self"


def measurements(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """One row per row of the file, with the columns of its kind; ids are still numbers, NoMAD items side by side."""
    if layout.kind == "scores":
        return rows.select(_scores(layout))
    if layout.kind == "visits":
        return rows.select(_cast(VISITS, "client", "episode"))
    answers = [pl.col(one).cast(pl.Int16) for one in _answers(layout)]
    return rows.select("team", "round_date", "respondent", *answers, "line")


def finished(rows: pl.DataFrame, layout: Layout, pseudonyms: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The measurements with pseudonyms, in the schema of their kind and the order of the file."""
    rows = rows.with_columns(names.gather(rows[target]).alias(target) for target, names in pseudonyms.items())
    if layout.kind == "nomad":
        rows = rows.unpivot(
            on=list(_answers(layout)), index=["team", "round_date", "respondent", "line"],
            variable_name="item", value_name="answer",
        ).sort("line", maintain_order=True)  # fmt: skip
    return rows.select(list(SCHEMAS[layout.kind])).match_to_schema(SCHEMAS[layout.kind])


def _answers(layout: Layout) -> tuple[str, ...]:
    return layout.of_type("answer")


def _cast(schema: pl.Schema, *ids: str) -> list[pl.Expr]:
    return [pl.col(name) if name in ids else pl.col(name).cast(kind) for name, kind in schema.items()]


def _scores(layout: Layout) -> list[pl.Expr]:
    made = {"rater": pl.col("rater").fill_null(SELF), "status": _status(), **_forms(layout)}
    for scale in ("ors", "srs"):
        made |= _scale(scale)
    whole = ("episode", "client", "worker", "case_id")
    return [made.get(name, pl.col(name)).alias(name) for name in whole] + [
        made.get(name, pl.col(name)).cast(kind).alias(name) for name, kind in SCORES.items() if name not in whole
    ]


def _status() -> pl.Expr:
    """Where the file says nothing, a case with a closing date is closed."""
    by_date = pl.when(pl.col("closing_date").is_null()).then(pl.lit("open")).otherwise(pl.lit("closed"))
    return pl.coalesce("status", by_date)


def _forms(layout: Layout) -> dict[str, pl.Expr]:
    """The form that each age group answers. Source: the layout's [forms]."""
    forms = {}
    for place, name in enumerate(("ors_form", "srs_form")):
        special = {group: pair[place] for group, pair in layout.forms.items() if group != "other"}
        usual = layout.forms["other"][place]
        forms[name] = pl.col("age_group").replace_strict(special, default=usual, return_dtype=pl.String)
    return forms


def _scale(scale: str) -> dict[str, pl.Expr]:
    """Items and total in tenths, whether the scale was skipped, whether only its total was measured.

    Rule: a total needs four of four items; an item that is a quarter of a total and no whole tenth stays out.
    """
    four, total, flag = items(scale), pl.col(scale), pl.col(f"{scale}_skipped")
    summed = pl.sum_horizontal(four, ignore_nulls=False).round()
    blank = pl.all_horizontal([one.is_null() for one in (*four, total)])
    made = {
        scale: pl.coalesce(total, summed),
        f"{scale}_skipped": pl.when(flag.is_null()).then(blank).otherwise(flag == "yes"),
        f"{scale}_total_only": (four[0].is_null() & total.is_not_null()) | filled_from_total(scale).fill_null(False),
    }
    return made | {f"{scale}{number}": pl.when(one == one.round()).then(one) for number, one in enumerate(four, 1)}
