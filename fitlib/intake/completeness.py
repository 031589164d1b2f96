"""Completeness: is everything there that a row needs, and is what lacks worth knowing?"""

import polars as pl

from fitlib.intake.check import COMPLETENESS, NOTICE, REFUSE, At, Check, missing
from fitlib.intake.conformance import ITEMS, SKIPS, items


def _some_of_four(target: str, _: At) -> pl.Expr:
    """This item is blank, and another of the four is not. A total needs four of four items."""
    others = [one.is_not_null() for one in items(target[:3])]
    return pl.col(target).is_null() & pl.any_horizontal(others)


def _not_skipped_and_blank(target: str, _: At) -> pl.Expr:
    scale = target[:3]
    return (pl.col(target) == "no") & pl.all_horizontal([one.is_null() for one in (*items(scale), pl.col(scale))])


def _closed_without(target: str, at: At) -> pl.Expr:
    return (pl.col("status") == "closed") & missing(target, at)


def _no_answer(_: str, at: At) -> pl.Expr:
    return pl.all_horizontal([pl.col(item).is_null() for item in at.placed.layout.of_type("answer")])


COMPLETE = (
    Check("client missing", COMPLETENESS, REFUSE, ("client",), missing),
    Check("case missing", COMPLETENESS, REFUSE, ("episode",), missing),
    Check("team missing", COMPLETENESS, REFUSE, ("team",), lambda target, _: pl.col(target).is_null()),
    Check("session date missing", COMPLETENESS, REFUSE, ("session_date",), missing),
    Check("session number missing", COMPLETENESS, REFUSE, ("session_no",), missing),
    Check("age group missing", COMPLETENESS, REFUSE, ("age_group",), missing),
    Check("item missing of four", COMPLETENESS, REFUSE, ITEMS, _some_of_four),
    Check("not skipped and no scores", COMPLETENESS, REFUSE, SKIPS, _not_skipped_and_blank),
    Check("visit date missing", COMPLETENESS, REFUSE, ("visit_date",), missing),
    Check("visit state missing", COMPLETENESS, REFUSE, ("state",), missing),
    Check("round date missing", COMPLETENESS, REFUSE, ("round_date",), missing),
    Check("respondent missing", COMPLETENESS, REFUSE, ("respondent",), missing),
    Check("worker missing", COMPLETENESS, NOTICE, ("worker",), missing),
    Check("skip flag missing", COMPLETENESS, NOTICE, SKIPS, missing),
    Check("case date missing", COMPLETENESS, NOTICE, ("case_date",), missing),
    Check("closed without a closing date", COMPLETENESS, NOTICE, ("closing_date",), _closed_without),
    Check("closed without a closing type", COMPLETENESS, NOTICE, ("closing_type",), _closed_without),
    Check("answers all missing", COMPLETENESS, NOTICE, ("respondent",), _no_answer),
)
