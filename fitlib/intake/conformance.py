"""Conformance: is a value of the form, range and vocabulary that its column has?"""

import polars as pl

from fitlib.intake.check import CONFORMANCE, NOTICE, REFUSE, At, Check, Condition, not_understood
from fitlib.intake.convert import HEADER, code_in, summary

ORS, SRS = ("ors1", "ors2", "ors3", "ors4"), ("srs1", "srs2", "srs3", "srs4")
ITEMS, TOTALS, LINES = ORS + SRS, ("ors", "srs"), ("line_green", "line_red")
SKIPS = ("ors_skipped", "srs_skipped")
DATES = ("session_date", "case_date", "closing_date", "visit_date", "round_date")
IDS = ("client", "episode", "team")


def items(scale: str) -> list[pl.Expr]:
    """The four items of ors or srs."""
    return [pl.col(f"{scale}{number}") for number in (1, 2, 3, 4)]


def filled_from_total(scale: str) -> pl.Expr:
    """Four equal items: the export filled them from a total, total/4 each. Source: OpenFIT's import."""
    first, *others = items(scale)
    return pl.all_horizontal([one == first for one in others])


def _within(name: str) -> tuple[Condition, Condition]:
    """Fails outside of the limits `<name>.low` and `<name>.high` in points; the detail says which they are."""
    low, high = f"{name}.low", f"{name}.high"
    return (
        lambda target, at: ~pl.col(target).is_between(at.tenths(low), at.tenths(high)),
        lambda _, at: pl.lit(f"{at.limits[low]}–{at.limits[high]}"),
    )


def _fine_item(target: str, _: At) -> pl.Expr:
    value, scale = pl.col(target), target[:3]
    return (value != value.round()) & ~(filled_from_total(scale) & _is_whole(4 * value))


def _is_whole(value: pl.Expr) -> pl.Expr:
    return (value - value.round()).abs() < 1e-3


def _disagree(target: str, _: At) -> pl.Expr:
    return pl.sum_horizontal(items(target), ignore_nulls=False).round() != pl.col(target)


def _skipped_but_scored(target: str, _: At) -> pl.Expr:
    scale = target[:3]
    return (pl.col(target) == "yes") & pl.any_horizontal([one.is_not_null() for one in (*items(scale), pl.col(scale))])


def _summary(target: str, _: At) -> pl.Expr:
    return pl.col(summary(target)).is_not_null()


def _summary_word(target: str, _: At) -> pl.Expr:
    return pl.col(summary(target))


def _header_again(_: str, __: At) -> pl.Expr:
    return pl.col(HEADER)


def _answer_outside(target: str, at: At) -> pl.Expr:
    column = next(one for one in at.placed.layout.columns if one.target == target)
    return ~pl.col(target).is_between(column.low, column.high)


def _answer_range(target: str, at: At) -> pl.Expr:
    column = next(one for one in at.placed.layout.columns if one.target == target)
    return pl.lit(f"{column.low}–{column.high}")


STRUCTURE = (
    Check("line with an unclosed quote", CONFORMANCE, REFUSE, ()),
    Check("line with a stray quote", CONFORMANCE, REFUSE, ()),
    Check("line with another number of cells", CONFORMANCE, REFUSE, ()),
    Check("cell with an error", CONFORMANCE, REFUSE, ()),
    Check("blank line", CONFORMANCE, NOTICE, ()),
    Check("column not read", CONFORMANCE, NOTICE, ()),
    Check("sheet not read", CONFORMANCE, NOTICE, ()),
    Check("duplicate row", CONFORMANCE, NOTICE, ()),
    Check("scores in conflict", CONFORMANCE, REFUSE, ()),
    Check("answers in conflict", CONFORMANCE, REFUSE, ()),
)
CONFORMING = (
    Check("summary row", CONFORMANCE, REFUSE, IDS, _summary, _summary_word),
    Check("header line again", CONFORMANCE, REFUSE, ("team",), _header_again),
    Check("identity code not valid", CONFORMANCE, REFUSE, ("client",), not_understood),
    Check("identity code in a text column", CONFORMANCE, REFUSE, ("team", "service", "visit_kind"),
          lambda target, _: pl.col(code_in(target))),
    Check("date not a date", CONFORMANCE, REFUSE, DATES, not_understood),
    Check("session number not a whole number", CONFORMANCE, REFUSE, ("session_no",), not_understood),
    Check("session number out of range", CONFORMANCE, REFUSE, ("session_no",),
          lambda target, at: ~pl.col(target).is_between(at.limits["session.first"], at.limits["session.last"]),
          lambda _, at: pl.lit(f"{at.limits['session.first']}–{at.limits['session.last']}")),
    Check("item not a number", CONFORMANCE, REFUSE, ITEMS, not_understood),
    Check("item out of range", CONFORMANCE, REFUSE, ITEMS, *_within("item")),
    Check("item finer than a tenth", CONFORMANCE, REFUSE, ITEMS, _fine_item),
    Check("total not a number", CONFORMANCE, REFUSE, TOTALS, not_understood),
    Check("total out of range", CONFORMANCE, REFUSE, TOTALS, *_within("total")),
    Check("total finer than a tenth", CONFORMANCE, REFUSE, TOTALS,
          lambda target, _: pl.col(target) != pl.col(target).round()),
    Check("total is not the sum of its items", CONFORMANCE, REFUSE, TOTALS, _disagree),
    Check("skip flag not known", CONFORMANCE, REFUSE, SKIPS, not_understood),
    Check("skipped but scores given", CONFORMANCE, REFUSE, SKIPS, _skipped_but_scored),
    Check("age group not known", CONFORMANCE, REFUSE, ("age_group",), not_understood),
    Check("rater not known", CONFORMANCE, REFUSE, ("rater",), not_understood),
    Check("status not known", CONFORMANCE, REFUSE, ("status",), not_understood),
    Check("closing type not known", CONFORMANCE, REFUSE, ("closing_type",), not_understood),
    Check("expected line not a number", CONFORMANCE, REFUSE, LINES, not_understood),
    Check("expected line out of range", CONFORMANCE, REFUSE, LINES, *_within("total")),
    Check("visit state not known", CONFORMANCE, REFUSE, ("state",), not_understood),
    Check("minutes not a whole number", CONFORMANCE, REFUSE, ("minutes",), not_understood),
    Check("answer not a whole number", CONFORMANCE, REFUSE, (), not_understood, of_type="answer"),
    Check("answer out of range", CONFORMANCE, REFUSE, (), _answer_outside, _answer_range, of_type="answer"),
)  # fmt: skip
