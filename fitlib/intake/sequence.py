"""Plausibility along a case: checks that need the row before, asked of rows sorted by case, client, rater, session."""

import polars as pl

from fitlib.intake.check import NOTICE, PLAUSIBILITY, At, Check
from fitlib.intake.outcome import SCORES

ORDER = ("episode", "client", "rater", "session_no")
CURVE = ORDER[:3]
RATERS = SESSIONS = 1 << 16
COLUMNS = (*ORDER, "session_date", "case_date", "age_group", "ors", "line")


def _same(*columns: str, back: int = 1) -> pl.Expr:
    return pl.all_horizontal([pl.col(one).eq_missing(pl.col(one).shift(back)) for one in columns])


def _changed(column: str) -> pl.Expr:
    return _same("episode") & (pl.col(column) != pl.col(column).shift(1))


def _since_last(target: str) -> pl.Expr:
    """Days since the session before in the same curve."""
    return pl.when(_same(*CURVE)).then((pl.col(target) - pl.col(target).shift(1)).dt.total_days())


def _equal_scores(target: str, at: At) -> pl.Expr:
    """This score ends a run of equal scores; sessions without the score break the run."""
    score, backs = pl.col(target), range(1, at.limits["same.sessions"])
    return pl.all_horizontal([_same(*CURVE, back=back) & (score == score.shift(back)) for back in backs])


def _starts_late(target: str, at: At) -> pl.Expr:
    return ~_same("episode").fill_null(False) & (pl.col(target) > at.limits["session.first"])


SEQUENCE = (
    Check("two sessions on one day", PLAUSIBILITY, NOTICE, ("session_date",),
          lambda target, _: _since_last(target) == 0),
    Check("session numbers against dates", PLAUSIBILITY, NOTICE, ("session_date",),
          lambda target, _: _since_last(target) < 0),
    Check("long gap between sessions", PLAUSIBILITY, NOTICE, ("session_date",),
          lambda target, at: _since_last(target) > at.limits["gap.days"]),
    Check("same total many times running", PLAUSIBILITY, NOTICE, ("ors",), _equal_scores),
    Check("case without its first session", PLAUSIBILITY, NOTICE, ("session_no",), _starts_late),
    Check("case with several age groups", PLAUSIBILITY, NOTICE, ("age_group",), lambda target, _: _changed(target)),
    Check("case with several start dates", PLAUSIBILITY, NOTICE, ("case_date",), lambda target, _: _changed(target)),
)  # fmt: skip


def sorted_rows(measurements: pl.DataFrame) -> pl.DataFrame:
    """The columns that these checks need, in the order in which they read them.

    Rule: an episode has one client; so episode, rater and session make one number, which is sorted by at half the cost.
    """
    values = [pl.col(one).cast(SCORES[one]) for one in ("session_no", "session_date", "case_date", "ors")]
    rows = measurements.select(COLUMNS).with_columns(values)
    if not rows["session_no"].is_between(0, SESSIONS - 1).all():
        return rows.sort(ORDER)
    episode, rater = pl.col("episode").cast(pl.UInt64), pl.col("rater").to_physical().cast(pl.UInt64)
    key = (episode * RATERS + rater) * SESSIONS + pl.col("session_no").cast(pl.UInt64)
    order = rows.select(key).to_series().arg_sort()
    return rows.select(pl.all().gather(order))
