"""Values → measurements: what leaves the gate. Names, gender, birth year, notes and raw ids end here."""

from collections.abc import Mapping

import polars as pl

from fitlib.intake.conformance import filled_from_total, items
from fitlib.intake.convert import SELF
from fitlib.intake.ids import CASE, Pseudonyms
from fitlib.intake.layout import Layout
from fitlib.intake.outcome import SCHEMAS, SCORES, VISITS

FORMS = ("ors_form", "srs_form")


def measurements(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """One row per row of the file, with what it says by itself; ids are still numbers, NoMAD items side by side.

    Gives: of scores the case by itself, since an episode is made of client and case.
    """
    if layout.kind == "scores":
        return rows.select(_scores(rows))
    if layout.kind == "visits":
        return rows.select(pl.col(name).cast(kind) if kind.is_integer() else name for name, kind in VISITS.items())
    answers = [pl.col(one).cast(pl.Int16) for one in _answers(layout)]
    return rows.select("team", "round_date", "respondent", *answers, "line")


def finished(rows: pl.DataFrame, layout: Layout, names: Mapping[str, Pseudonyms]) -> pl.DataFrame:
    """The measurements with pseudonyms, in the schema of their kind and the order of the file."""
    rows = rows.with_columns(found.of(rows[target]).alias(target) for target, found in names.items())
    if layout.kind == "scores":
        rows = rows.with_columns(**_forms(layout))
    if layout.kind == "nomad":
        rows = rows.unpivot(
            on=list(_answers(layout)), index=["team", "round_date", "respondent", "line"],
            variable_name="item", value_name="answer",
        ).sort("line", maintain_order=True)  # fmt: skip
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMAS[layout.kind].items())


def _answers(layout: Layout) -> tuple[str, ...]:
    return layout.of_type("answer")


def _scores(rows: pl.DataFrame) -> list[pl.Expr]:
    made = {"rater": pl.col("rater").fill_null(SELF), "status": _status(rows.schema["status"]), CASE: pl.col("episode")}
    for scale in ("ors", "srs"):
        made |= _scale(scale)
    numbers = [name for name, kind in SCORES.items() if kind.is_integer()]
    found = {name: made.get(name, pl.col(name)) for name in SCORES if name not in ("episode", *FORMS)}
    return [(one.cast(SCORES[name]) if name in numbers else one).alias(name) for name, one in found.items()]


def _status(kind: pl.DataType) -> pl.Expr:
    """Where the file says nothing, a case with a closing date is closed."""
    by_date = pl.when(pl.col("closing_date").is_null()).then(pl.lit("open")).otherwise(pl.lit("closed"))
    return pl.coalesce("status", by_date.cast(kind))


def _forms(layout: Layout) -> dict[str, pl.Expr]:
    """The form that each age group answers. Source: the layout's [forms]."""
    forms = {}
    for place, name in enumerate(FORMS):
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
