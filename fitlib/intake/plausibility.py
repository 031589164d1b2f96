"""Plausibility: can it be so? Only what cannot be so refuses a row; what is merely odd is noticed."""

import polars as pl

from fitlib.intake.check import NOTICE, PLAUSIBILITY, REFUSE, At, Check, not_understood
from fitlib.intake.conformance import DATES, ITEMS, TOTALS, filled_from_total, items

AGES = ("adult", "adolescent", "child")


def _too_early(target: str, at: At) -> pl.Expr:
    return pl.col(target).dt.year() < at.limits["date.first_year"]


def _days_before_case() -> pl.Expr:
    return (pl.col("case_date") - pl.col("session_date")).dt.total_days()


def _wrong_age(target: str, at: At) -> pl.Expr:
    """The birth year fits no age that the group has; a year of slack, as the birthday is not known."""
    age, slack = pl.col("session_date").dt.year() - pl.col(target), at.limits["age.slack"]
    return pl.any_horizontal(
        (pl.col("age_group") == group)
        & ~age.is_between(at.limits[f"age.{group}.low"] - slack, at.limits[f"age.{group}.high"] + slack)
        for group in AGES
    )


def _at_the_ends(target: str, at: At) -> pl.Expr:
    """All items of the session stand at 0 or 10, and not all at the same end."""
    four = items(target[:3])
    ends = [(one == at.tenths("item.low")) | (one == at.tenths("item.high")) for one in four]
    return pl.all_horizontal(ends) & ~filled_from_total(target[:3])


PLAUSIBLE = (
    Check("date in the future", PLAUSIBILITY, REFUSE, DATES, lambda target, at: pl.col(target) > at.today),
    Check("date too early", PLAUSIBILITY, REFUSE, DATES, _too_early,
          lambda _, at: pl.lit(str(at.limits["date.first_year"]))),
    Check("session before the case began", PLAUSIBILITY, REFUSE, ("case_date",),
          lambda _, at: _days_before_case() > at.limits["case.late_days"]),
    Check("minutes out of range", PLAUSIBILITY, REFUSE, ("minutes",),
          lambda target, at: ~pl.col(target).is_between(at.limits["minutes.low"], at.limits["minutes.high"]),
          lambda _, at: pl.lit(f"{at.limits['minutes.low']}–{at.limits['minutes.high']}")),
    Check("session shortly before the case began", PLAUSIBILITY, NOTICE, ("case_date",),
          lambda _, at: _days_before_case().is_between(1, at.limits["case.late_days"])),
    Check("session after closing", PLAUSIBILITY, NOTICE, ("closing_date",),
          lambda target, _: pl.col("session_date") > pl.col(target)),
    Check("closing before the case began", PLAUSIBILITY, NOTICE, ("closing_date",),
          lambda target, _: pl.col(target) < pl.col("case_date")),
    Check("open case with a closing date", PLAUSIBILITY, NOTICE, ("closing_date",),
          lambda target, _: (pl.col("status") == "open") & pl.col(target).is_not_null()),
    Check("birth year not a year", PLAUSIBILITY, NOTICE, ("birth_year",), not_understood),
    Check("birth year does not fit the age group", PLAUSIBILITY, NOTICE, ("birth_year",), _wrong_age),
    Check("items filled from a total", PLAUSIBILITY, NOTICE, TOTALS, lambda target, _: filled_from_total(target)),
    Check("every item at an end of its line", PLAUSIBILITY, NOTICE, ITEMS[::4], _at_the_ends),
    Check("expected lines crossed", PLAUSIBILITY, NOTICE, ("line_red",),
          lambda target, _: pl.col(target) > pl.col("line_green")),
    Check("held visit without minutes", PLAUSIBILITY, NOTICE, ("minutes",),
          lambda target, _: (pl.col("state") == "held") & (pl.col(target).fill_null(0) == 0)),
    Check("missed visit with minutes", PLAUSIBILITY, NOTICE, ("minutes",),
          lambda target, _: (pl.col("state") != "held") & (pl.col(target) > 0)),
)  # fmt: skip
