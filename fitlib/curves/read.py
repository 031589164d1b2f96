"""Curves of a team and period, as the store has them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from fitlib.curves.curve import SELF, Curve, Point
from fitlib.period import Period
from fitlib.store import Store

ROWS = (Path(__file__).parent / "read.sql").read_text("utf-8")


def curves(store: Store, team: str, period: Period, raters: Sequence[str] = ()) -> tuple[Curve, ...]:
    """Curves of the episodes that count in the period, the client's own before the others'.

    Takes: team, "all" for every team; raters, none for all of them.
    Gives: one Curve per episode, client and rater; items are None where only a total was given.
    """
    rows = store.ask(ROWS, team=team, first=period.start, last=period.end, raters=list(raters), client=SELF)
    by_curve = groupby(rows.iter_rows(named=True), key=lambda row: (row["episode"], row["client"], row["rater"]))
    return tuple(_curve(list(lines)) for _, lines in by_curve)


def _curve(rows: list[dict[str, Any]]) -> Curve:
    first = rows[0]
    points = tuple(_point(row) for row in rows)
    return Curve(first["episode"], first["team"], first["age_group"], first["rater"], points, first["closed"])


def _point(row: dict[str, Any]) -> Point:
    return Point(
        row["session_no"], row["session_date"], row["ors"], row["srs"], _items(row["ors_items"]),
        _items(row["srs_items"]), row["line_green"], row["line_red"],
    )  # fmt: skip


def _items(items: Iterable[int | None] | None) -> tuple[int, int, int, int] | None:
    """Four measured items, or None where one is missing."""
    measured = tuple(items or ())
    return None if len(measured) < 4 or None in measured else measured
