"""From measurements to the rows that a reference curve is fitted on, and curves for every kind of rating."""

import polars as pl

from fitlib.reference import Reference
from fitlib.statistics.expected_change import ReferenceCurve, fit_curve
from fitlib.statistics.expected_rules import rules

KIND = ("ors_form", "age_group", "rater")
Kind = tuple[str, str, str]


def later_measures(measurements: pl.DataFrame) -> pl.DataFrame:
    """Every ORS after the first of each closed episode, per rater; the first is a predictor, never an outcome.

    Takes: one row per episode × session × rater (episode, client, rater, session_no, ors, ors_form, age_group, status).
    Gives: one row per later measure: form, age group, rater, client, episode, session from intake on, intake, ors
    (tenths), and the episode's last: its session `end` and its ORS `last`.
    """
    line = ("episode", "rater")
    closed = pl.col("ors").is_not_null() & (pl.col("status") == "closed")
    measured = (
        measurements.filter(closed).sort(*line, "session_no").with_columns(pl.struct(*line).rle_id().alias("line"))
    )
    first = pl.col("session_no").first().over("line")
    return (
        measured.with_columns(
            (pl.col("session_no") - first + 1).alias("session"),
            pl.col("ors").first().over("line").alias("intake"),
            pl.col("ors").last().over("line").alias("last"),
            (pl.col("session_no").last().over("line") - first + 1).alias("end"),
            *(pl.col(name).first().over("line") for name in ("ors_form", "age_group", "client")),
        )
        .filter(pl.col("session") > 1)
        .select(*KIND, "client", "episode", "session", "intake", "ors", "end", "last")
    )


def fit_curves(rows: pl.DataFrame, reference: Reference) -> dict[Kind, ReferenceCurve]:
    """One curve per instrument × age group × rater.

    Takes: later_measures. Rule: kinds are never pooled. Age groups without an anchor have no curve.
    """
    anchored = rows.filter(pl.col("age_group").is_in(list(reference.under("expected_change.anchor.slope"))))
    kinds = anchored.partition_by(KIND, as_dict=True)
    return {kind: fit_curve(part, rules(reference, kind[1])) for kind, part in sorted(kinds.items())}
