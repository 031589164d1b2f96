"""Rounds of a questionnaire: a team's construct means with n and interval, and trends that keep to one form."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

import polars as pl
from scipy.special import stdtrit

from fitlib.implementation.questionnaire import Questionnaire
from fitlib.statistics.intervals import t_interval


@dataclass(frozen=True)
class Round:
    """One round of one team on one construct. `value` is a mean on the form's own scale, None where nobody scored.

    `n` respondents have a score, `unscored` answered too few of its items. The gate hides small n, not this.
    """

    team: str | None
    day: date
    construct: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    unscored: int
    sd: float | None = None


@dataclass(frozen=True)
class Step:
    """The difference of two rounds' means, the later less the earlier, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """Rounds of one team, construct and form, as shares of the scale's range. Another form is another trend."""

    team: str | None
    construct: str
    form: str
    days: tuple[date, ...]
    shares: tuple[float | None, ...]
    ns: tuple[int, ...]


def rounds(scored: pl.DataFrame, level: float, by_team: bool = True) -> tuple[Round, ...]:
    """Construct means of each round, for each team or (by_team False) for all teams together.

    Takes: one row per respondent × round × construct, as `scores.scored` gives.
    Gives: one per team, day and construct, in that order.
    """
    keys = ["team", "round_date", "construct"] if by_team else ["round_date", "construct"]
    found = scored.group_by(keys).agg(
        mean=pl.col("score").mean(), sd=pl.col("score").std(), n=pl.col("score").count(), asked=pl.len()
    )
    return tuple(_round(row, level) for row in found.sort(keys).iter_rows(named=True))


def trends(found: tuple[Round, ...], form: Questionnaire) -> tuple[Trend, ...]:
    """The rounds of one form as shares of range, one trend per team and construct. Rule: (value − lowest) / range."""
    lines: dict[tuple[str | None, str], list[Round]] = {}
    for one in sorted(found, key=lambda one: one.day):
        lines.setdefault((one.team, one.construct), []).append(one)
    return tuple(
        Trend(
            team, construct, f"{form.key}.{form.form}", tuple(one.day for one in line),
            tuple(share_of_range(one.value, form, construct) for one in line), tuple(one.n for one in line),
        )
        for (team, construct), line in lines.items()
    )  # fmt: skip


def step(before: Round, after: Round, level: float) -> Step | None:
    """How much a construct's mean differs from the round before; None where a round has fewer than two scores.

    Rule: Welch's interval of two separate groups, since answers cannot be joined across rounds.
    Source: Welch 1947, Biometrika 34:28.
    """
    if min(before.n, after.n) < 2:
        return None
    apart = after.value - before.value
    parts = [one.sd**2 / one.n for one in (before, after)]
    if not sum(parts):
        return Step(apart, apart, apart)
    freedom = sum(parts) ** 2 / sum(part**2 / (one.n - 1) for part, one in zip(parts, (before, after), strict=True))
    half = float(stdtrit(freedom, (1 + level) / 2)) * sqrt(sum(parts))
    return Step(apart, apart - half, apart + half)


def share_of_range(value: float | None, form: Questionnaire, construct: str) -> float | None:
    """Where a mean lies between the ends of its scale: 0 at the lowest answer, 1 at the highest."""
    scale = form.construct(construct)
    return None if value is None else (value - scale.lowest) / scale.width


def _round(row: dict, level: float) -> Round:
    between = t_interval(row["mean"], row["sd"], row["n"], level) if row["n"] else None
    low, high = between or (None, None)
    return Round(
        row.get("team"), row["round_date"], row["construct"], row["mean"], low, high, row["n"], row["asked"] - row["n"],
        row["sd"],
    )  # fmt: skip
