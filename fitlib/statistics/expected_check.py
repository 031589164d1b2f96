"""How good the reference curve is on clients it has not seen: error, calibration, and what a red zone was worth."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fitlib.statistics.expected_change import ReferenceCurve, fit_curve
from fitlib.statistics.expected_rules import TENTHS, ExpectedRules, Preset
from fitlib.statistics.intervals import Interval, wilson


@dataclass(frozen=True)
class Calibration:
    """Of n scores k lay below the line that `share` of them should lie below; with the interval of k/n."""

    share: float
    k: int
    n: int
    interval: Interval | None


@dataclass(frozen=True)
class RedZone:
    """Of n episodes looked at in one session: red ones, those that ended without reliable improvement, and both.

    `interval` is that of the PPV, poor_of_red / red. It tells of groups and says nothing about one client.
    """

    session: int
    n: int
    red: int
    poor: int
    poor_of_red: int
    interval: Interval | None

    @property
    def ppv(self) -> float | None:
        """Share of red ones that ended without reliable improvement; to be read beside the share of all, `base`."""
        return self.poor_of_red / self.red if self.red else None

    @property
    def base(self) -> float | None:
        """Share of all episodes that ended without reliable improvement."""
        return self.poor / self.n if self.n else None


@dataclass(frozen=True)
class Error:
    """Mean error and root mean square error of `expected`, in points, over n scores."""

    mean: float
    root_mean_square: float
    n: int


def line_column(share: float) -> str:
    """Name of the column of a line: p25 for .25."""
    return f"p{round(100 * share)}"


def predicted(rows: pl.DataFrame, curve: ReferenceCurve) -> pl.DataFrame:
    """The rows up to the curve's last session with `expected` and a column per line (p25 …), in tenths."""
    kept = rows.filter(pl.col("session") <= curve.last_session)
    where = kept["intake"].to_numpy(), kept["session"].to_numpy()
    shares = curve.rules.shares
    lines = [pl.Series(line_column(s), line) for s, line in zip(shares, curve.corridor(*where), strict=True)]
    return kept.with_columns(pl.Series("expected", curve.expected(*where)), *lines)


def cross_validated(rows: pl.DataFrame, rules: ExpectedRules) -> pl.DataFrame:
    """Predictions for every row by a curve fitted on other clients.

    Takes: later_measures of one kind. Gives: as `predicted`, one row per later measure.
    Rule: all episodes of a client are in one fold; folds follow the order of pseudonyms: the same every time.
    """
    fold = (rows["client"].rank("dense") - 1) % rules.folds
    parts = [(rows.filter(fold != held), rows.filter(fold == held)) for held in range(rules.folds)]
    return pl.concat([predicted(held, fit_curve(others, rules)) for others, held in parts])


def error(predictions: pl.DataFrame) -> Error | None:
    """Error of the expected mean in points; None without rows."""
    gap = (predictions["ors"] - predictions["expected"]).to_numpy() / TENTHS
    return Error(float(gap.mean()), float(np.sqrt((gap**2).mean())), gap.size) if gap.size else None


def calibration(predictions: pl.DataFrame, rules: ExpectedRules, level: float) -> tuple[Calibration, ...]:
    """One Calibration per line, lowest first; a client's scores go together, so the intervals are somewhat narrow."""
    counts = [(share, int((predictions["ors"] < predictions[line_column(share)]).sum())) for share in rules.shares]
    n = predictions.height
    return tuple(Calibration(share, k, n, wilson(k, n, level)) for share, k in counts)


def red_zones(predictions: pl.DataFrame, preset: Preset, reliable: int, level: float) -> tuple[RedZone, ...]:
    """What red was worth at each session.

    Takes: predictions of later_measures; reliable change in tenths.
    Gives: one RedZone per session, over episodes that went on after it. Rule: poor is last − intake < reliable.
    """
    judged = predictions.filter(pl.col("session") < pl.col("end")).with_columns(
        (pl.col("ors") < pl.col(line_column(preset.red))).alias("red"),
        (pl.col("last") - pl.col("intake") < reliable).alias("poor"),
    )
    both = (pl.col("red") & pl.col("poor")).sum().alias("poor_of_red")
    table = judged.group_by("session").agg(pl.len().alias("n"), pl.col("red", "poor").sum(), both).sort("session")
    return tuple(
        RedZone(**row, interval=wilson(row["poor_of_red"], row["red"], level)) for row in table.iter_rows(named=True)
    )
