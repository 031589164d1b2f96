"""GATE OUT for a training room: rows of imported curves that tell of nobody who they are.

Pseudonyms become numbers in an order of chance, dates become weeks from a case's own beginning, teams and clients are
gone. What fewer people share than the room may count is rare, and is dropped: an age group, a rater's name, a length.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from fitlib.curves.curve import SELF, Curve, Point
from fitlib.errors import NotReleased
from fitlib.reference import Reference
from fitlib.release.cases import WEEK, WEEKS
from fitlib.release.policy import policy
from fitlib.synthetic.case import FIRST_DAY

OTHER, NOWHERE = "other", ""
SCORES = ("ors", "srs", "ors_items", "srs_items", "line_green", "line_red")
Shuffled = Callable[[int], list[int]]


@dataclass(frozen=True)
class RoomRows:
    """One row per case × rater × session: case, person (numbers), age_group, rater, session_no, week, and the scores.

    `left_out`: how many people are not among them, since their age group is rare.
    """

    rows: pl.DataFrame
    left_out: int

    def curves(self, case: int) -> tuple[Curve, ...]:
        """The curves of one case, the client's own first, on days of no calendar: the first one is everybody's."""
        mine = self.rows.filter(pl.col("case") == case).sort("rater", "session_no")
        lines = [_curve(part) for part in mine.partition_by("rater", maintain_order=True)]
        return tuple(sorted(lines, key=lambda line: line.rater != SELF))


def for_room(rows: pl.DataFrame, audience: str, reference: Reference, shuffled: Shuffled) -> RoomRows:
    """Rows of measured curves as a room may have them in hand.

    Takes: one row per episode × client × rater × session, as fitlib.curves.read asks for them; an order of chance for
    so many things. Raises: NotReleased for an audience that may not see one case in weeks.
    """
    if policy(audience, reference).curves != WEEKS:
        raise NotReleased("curves_not_for", audience=audience)
    least = policy(audience, reference).minimum_n
    numbered = _numbered(rows, shuffled)
    people = pl.col("person").n_unique()
    ages = numbered.group_by("age_group").agg(people).filter(pl.col("person") >= least)["age_group"]
    kept = numbered.filter(pl.col("age_group").is_in(ages.implode()))
    raters = kept.group_by("rater").agg(people).filter(pl.col("person") >= least)["rater"]
    reached = kept.group_by("session_no").agg(people).filter(pl.col("person") >= least)["session_no"]
    longest = reached.max() or 0
    common = pl.col("rater").is_in(raters.implode()) | (pl.col("rater") == SELF)
    named = kept.with_columns(rater=pl.when(common).then("rater").otherwise(pl.lit(OTHER)))
    told = named.filter(pl.col("session_no") <= longest).unique(["case", "rater", "session_no"], keep="first")
    return RoomRows(told.sort("case", "rater", "session_no"),
                    numbered["person"].n_unique() - kept["person"].n_unique())  # fmt: skip


def _numbered(rows: pl.DataFrame, shuffled: Shuffled) -> pl.DataFrame:
    """Numbers instead of names, weeks instead of days, sessions from 1 on."""
    case = ("episode", "client")
    numbered = rows.filter(pl.col("ors").is_not_null() | pl.col("srs").is_not_null()).with_columns(
        case=pl.struct(case).rank("dense").cast(pl.Int64) - 1, person=pl.col("client").rank("dense").cast(pl.Int64) - 1,
        week=(pl.col("session_date") - pl.col("session_date").min().over(case)).dt.total_days() // WEEK,
        session_no=pl.col("session_no") - pl.col("session_no").min().over(case) + 1,
    )  # fmt: skip
    for name in ("case", "person"):
        order = pl.Series(shuffled(numbered[name].n_unique()), dtype=pl.Int64)
        numbered = numbered.with_columns(order.gather(numbered[name]).alias(name))
    return numbered.select("case", "person", "age_group", "rater", "session_no", "week", *SCORES)


def _curve(rows: pl.DataFrame) -> Curve:
    points = tuple(_point(row) for row in rows.iter_rows(named=True))
    return Curve(str(rows["case"][0]), NOWHERE, rows["age_group"][0], rows["rater"][0], points, True)


def _point(row: dict) -> Point:
    ors, srs = (_items(row[name]) for name in ("ors_items", "srs_items"))
    day = FIRST_DAY + timedelta(weeks=row["week"])
    return Point(row["session_no"], day, row["ors"], row["srs"], ors, srs, row["line_green"], row["line_red"])


def _items(items: list[int | None] | None) -> tuple[int, int, int, int] | None:
    measured = tuple(items or ())
    return None if len(measured) < 4 or None in measured else measured
