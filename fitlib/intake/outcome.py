"""What an import gives: the rows that passed the gate, the rows that did not, and what is worth knowing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import polars as pl

REFUSED = pl.Schema({"file": pl.String, "line": pl.Int32, "rule": pl.String, "column": pl.String, "detail": pl.String})

_ITEMS = {f"{scale}{number}": pl.Int16 for scale in ("ors", "srs") for number in (1, 2, 3, 4)}

SCORES = pl.Schema(
    {"episode": pl.String, "client": pl.String, "worker": pl.String, "team": pl.String, "rater": pl.String}
    | {"age_group": pl.String, "ors_form": pl.String, "srs_form": pl.String}
    | {"session_no": pl.Int32, "session_date": pl.Date}
    | _ITEMS
    | {"ors": pl.Int16, "srs": pl.Int16}
    | dict.fromkeys(("ors_skipped", "srs_skipped", "ors_total_only", "srs_total_only"), pl.Boolean)
    | {"line_green": pl.Int16, "line_red": pl.Int16, "case_date": pl.Date}
    | {"status": pl.String, "closing_type": pl.String, "closing_date": pl.Date, "service": pl.String}
    | {"case_id": pl.String, "line": pl.Int32}
)
VISITS = pl.Schema(
    {"client": pl.String, "episode": pl.String, "team": pl.String, "visit_date": pl.Date, "state": pl.String}
    | {"visit_kind": pl.String, "minutes": pl.Int32, "line": pl.Int32}
)
NOMAD = pl.Schema(
    {"team": pl.String, "round_date": pl.Date, "respondent": pl.String}
    | {"item": pl.String, "answer": pl.Int16, "line": pl.Int32}
)
SCHEMAS = {"scores": SCORES, "visits": VISITS, "nomad": NOMAD}
PIECE = 122_880  # rows that are handed on at once: a row group of the store


@dataclass(frozen=True)
class Notice:
    """Something that stops no row: the rule's name, the column as in the file, how many rows, the first lines."""

    rule: str
    column: str
    count: int
    lines: tuple[int, ...] = ()
    detail: str = ""


class Held(Protocol):
    """Rows of a file that are written out when they are asked for."""

    @property
    def height(self) -> int:
        """How many rows of the file."""
        ...

    def pieces(self, rows: int) -> Iterator[pl.DataFrame]:
        """So many measurements at a time; at least one piece."""
        ...


@dataclass(frozen=True)
class HandedOn:
    """What is left of rows that another room has by now: how many rows of the file they were."""

    height: int

    def pieces(self, rows: int) -> Iterator[pl.DataFrame]:
        """Raises: LookupError; they are no longer here."""
        raise LookupError("the rows of this file were handed on")


@dataclass(frozen=True)
class Intake:
    """One file after the gate.

    Each of the file's `rows` is kept, refused or a duplicate: rows = rows_kept + refused.height + duplicates.
    `held`: what was kept, read by `pieces` or, where a file is small, as `kept`.
    `refused` has one row per refused row of the file, with the first rule that refused it.
    """

    file: str
    sha256: str
    kind: str
    layout: str
    rows: int
    held: pl.DataFrame | Held
    refused: pl.DataFrame
    duplicates: int
    notices: tuple[Notice, ...]

    @cached_property
    def kept(self) -> pl.DataFrame:
        """All at once, with the schema SCHEMAS[kind]: one row per session and rater, per visit, or per answer."""
        return self.held if isinstance(self.held, pl.DataFrame) else pl.concat(self.held.pieces(PIECE))

    @property
    def rows_kept(self) -> int:
        """How many rows of the file were kept; in a NoMAD file each of them gives one row per item in `kept`."""
        if isinstance(self.held, pl.DataFrame) and self.kind == "nomad":
            return self.held["line"].n_unique()
        return self.held.height

    def without_rows(self) -> "Intake":
        """The same file for a report: its rows are counted, and no longer take memory."""
        return replace(self, held=HandedOn(self.rows_kept))

    def pieces(self, rows: int = PIECE) -> Iterator[pl.DataFrame]:
        """What was kept, in the order of the file, so many rows at a time; a file without rows gives one empty piece.

        May be asked again and gives the same. The schema of each is SCHEMAS[kind].
        """
        if not isinstance(self.held, pl.DataFrame):
            yield from self.held.pieces(rows)
            return
        for at in range(0, max(self.held.height, 1), rows):
            yield self.held.slice(at, rows)
