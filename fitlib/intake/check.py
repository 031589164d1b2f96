"""What a row check is, and how a list of them is run. The checks are in conformance, completeness, plausibility.

A check is data: a name in plain English that is shown to the user, its Kahn class, whether it refuses the row or
is only noticed, the columns it is asked of, and the condition under which it fails.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from fitlib.intake.convert import given
from fitlib.intake.layout import Placed
from fitlib.intake.numbers import TENTHS
from fitlib.intake.outcome import Notice

CONFORMANCE, COMPLETENESS, PLAUSIBILITY = "conformance", "completeness", "plausibility"
REFUSE, NOTICE = "refuse", "notice"


@dataclass(frozen=True)
class At:
    """What a check may know beside the row: today, the limits of data/reference/intake.toml, the layout in the file."""

    today: date
    limits: Mapping[str, Any]
    placed: Placed

    def tenths(self, name: str) -> int:
        """A limit in points, as tenths."""
        return self.limits[name] * TENTHS


Condition = Callable[[str, At], pl.Expr]


@dataclass(frozen=True)
class Check:
    """One named check. `columns` are targets or, with `of_type`, all columns of that type; `fails` is asked of each.

    `fails` is None where the reader itself finds the fault. `detail` adds what the sentence needs, no client's value.
    """

    name: str
    quality: str
    severity: str
    columns: tuple[str, ...]
    fails: Condition | None = None
    detail: Condition | None = None
    of_type: str = ""

    def asked(self, at: At) -> list[tuple[str, pl.Expr, pl.Expr]]:
        """Column as in the file, condition, detail: one for each column that the layout has."""
        targets = at.placed.layout.of_type(self.of_type) if self.of_type else self.columns
        there = {column.target for column in at.placed.layout.columns}
        return [self._one(target, at) for target in targets if self.fails and target in there]

    def _one(self, target: str, at: At) -> tuple[str, pl.Expr, pl.Expr]:
        detail = self.detail(target, at) if self.detail else pl.lit("")
        return at.placed.names.get(target, target), self.fails(target, at).fill_null(False), detail.cast(pl.String)


def missing(target: str, _: At) -> pl.Expr:
    """The file gives nothing."""
    return ~pl.col(given(target))


def not_understood(target: str, _: At) -> pl.Expr:
    """The file gives something that is no such value."""
    return pl.col(given(target)) & pl.col(target).is_null()


Asked = Sequence[tuple[str, str, pl.Expr, pl.Expr]]


def asked(checks: Iterable[Check], severity: str, at: At) -> Asked:
    """What is asked of every piece of a file, put together once: name, column as in the file, condition, detail."""
    return [(check.name, *one) for check in checks if check.severity == severity for one in check.asked(at)]


def refused(rows: pl.DataFrame, every: Asked) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that pass all refusing checks, and those that do not, each with the first check that it fails.

    Gives: rows as they came; one row per refused row with line, rule, column, detail.
    """
    some = rows.select(fails.any().alias(str(place)) for place, (_, _, fails, _) in enumerate(every)).row(0)
    failed = [one for one, any_fails in zip(every, some, strict=True) if any_fails]
    if not failed:
        return rows, rows.head(0).select("line", rule=pl.lit(""), column=pl.lit(""), detail=pl.lit(""))
    bad = rows.select(pl.any_horizontal([fails for _, _, fails, _ in failed])).to_series()
    first = {
        "rule": [pl.when(fails).then(pl.lit(name)) for name, _, fails, _ in failed],
        "column": [pl.when(fails).then(pl.lit(column)) for _, column, fails, _ in failed],
        "detail": [pl.when(fails).then(detail) for _, _, fails, detail in failed],
    }
    found = rows.filter(bad).select("line", **{name: pl.coalesce(texts) for name, texts in first.items()})
    return rows.filter(~bad), found


def noticed(rows: pl.DataFrame, every: Asked, most: int) -> list[Notice]:
    """One notice per check and column that some of these rows fail, with the first lines."""
    if not every or rows.is_empty():
        return []
    counts = rows.select(fails.sum().alias(str(place)) for place, (_, _, fails, _) in enumerate(every)).row(0)
    return [
        Notice(name, column, count, _first_lines(rows, fails, most))
        for (name, column, fails, _), count in zip(every, counts, strict=True)
        if count
    ]


def _first_lines(rows: pl.DataFrame, fails: pl.Expr, most: int) -> tuple[int, ...]:
    return tuple(rows.select(pl.col("line").filter(fails).bottom_k(most).sort())["line"])


def gathered(notices: Iterable[Notice], most: int) -> tuple[Notice, ...]:
    """The notices of all pieces of a file, added up by rule and column."""
    found: dict[tuple[str, str, str], Notice] = {}
    for one in notices:
        key = (one.rule, one.column, one.detail)
        before = found.get(key, Notice(one.rule, one.column, 0, (), one.detail))
        lines = tuple(sorted(before.lines + one.lines)[:most])
        found[key] = Notice(one.rule, one.column, before.count + one.count, lines, one.detail)
    return tuple(found[key] for key in sorted(found))
