"""Where the latest measure lies: at or above the green line, between the lines, below the red one."""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from fitlib.statistics.expected_change import ReferenceCurve
from fitlib.statistics.expected_rules import Preset

ZONES = ("green", "orange", "red", "grey")
GREEN, ORANGE, RED, GREY = range(len(ZONES))
EXPORT, SERVICE = "export", "service"


def zone(latest: ArrayLike, green: ArrayLike, red: ArrayLike, measures: ArrayLike) -> NDArray[np.int8]:
    """Zone of each curve, an index of ZONES.

    Takes: latest and lines in tenths, number of measures. Rule: green at latest ≥ green, red at latest < red, orange
    between, grey with one measure or none. Source: OpenFIT's published rule.
    """
    latest = np.asarray(latest)
    placed = np.where(latest >= np.asarray(green), GREEN, np.where(latest < np.asarray(red), RED, ORANGE))
    return np.where(np.asarray(measures) <= 1, GREY, placed).astype(np.int8)


def with_lines(curves: pl.DataFrame, curve: ReferenceCurve, preset: Preset) -> pl.DataFrame:
    """Lines, expected mean and zone of each curve of one kind.

    Takes: one row per curve: intake, latest (tenths), session (of the latest, from the intake on), n_ors, and where the
    export has them line_green, line_red of the latest row.
    Gives: the same rows with line_green, line_red, line_source ("export", "service"), expected_mean (tenths), zone.
    Rule: lines that the export carries stand; the service's own fill in; expected_mean is never taken from a line.
    """
    where = curves["intake"].to_numpy(), curves["session"].to_numpy()
    own = {"line_green": curve.line(preset.green, *where), "line_red": curve.line(preset.red, *where)}
    blank = [pl.lit(None, dtype=pl.Int16).alias(name) for name in own if name not in curves.columns]
    carried = curves.with_columns(*blank)
    both = pl.col("line_green").is_not_null() & pl.col("line_red").is_not_null()
    lined = carried.with_columns(
        *(pl.when(both).then(pl.col(name)).otherwise(pl.Series(name, line)).alias(name) for name, line in own.items()),
        pl.when(both).then(pl.lit(EXPORT)).otherwise(pl.lit(SERVICE)).alias("line_source"),
        pl.Series("expected_mean", curve.expected(*where)),
    )
    placed = zone(lined["latest"], lined["line_green"], lined["line_red"], lined["n_ors"])
    return lined.with_columns(pl.Series("zone", [ZONES[code] for code in placed], dtype=pl.String))
