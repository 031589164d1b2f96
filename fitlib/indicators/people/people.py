"""How many cases stand behind each count of a page, and which clients. A case counts once, whoever of it was rated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fitlib.indicators.measured import ALL, EXPORT
from fitlib.period import Period

FOLDER = Path(__file__).parent
SHEETS = ("episodes", "sessions", "visits")
OWNERS = ("client", "row_key", "case_key", "age_group", "export")
Cell = tuple[str, str]


@dataclass(frozen=True, repr=False)
class People:
    """One frame per kind of row (an episode, an episode's sessions), a column per set with how often it is counted."""

    sheets: tuple[pl.DataFrame, ...]

    def __reduce__(self) -> tuple:
        """What was worked out on the way is no part of it."""
        return People, (self.sheets,)

    def units(self, cell: Cell) -> int | None:
        """How many cases a set has in a group; None for a set that nothing is known of."""
        return self.rest(cell, ())

    def rest(self, total: Cell, parts: Iterable[Cell]) -> int | None:
        """How many cases lie in a set and in none of these parts of it, all of one group; None where unknown."""
        parts = tuple(parts)
        sheet = self._sheet_of.get(total[0])
        if sheet is None or any(self._sheet_of.get(name) != sheet or group != total[1] for name, group in parts):
            return None
        cases, counts = self._group(sheet, total[1])
        left = counts[total[0]] - sum((counts[name] for name, _ in parts), start=0)
        return int(np.unique(cases[left > 0]).size)

    def members(self, cell: Cell, without: Iterable[Cell] = ()) -> pl.DataFrame | None:
        """Whose figures are counted in a set and in none of these parts of it; None for what is unknown.

        Gives: one row per row of the store that is counted (row_key), with its client.
        """
        sheets = {self._sheet_of.get(name) for name, _ in (cell, *without)}
        if None in sheets or len(sheets) > 1 or any(group != cell[1] for _, group in without):
            return None
        rows = _of(self.sheets[sheets.pop()], cell[1])
        left = pl.col(cell[0]) - pl.sum_horizontal(pl.lit(0), *(pl.col(name) for name, _ in without))
        return rows.filter(left > 0).select("row_key", "client")

    @cached_property
    def _sheet_of(self) -> dict[str, int]:
        return {name: place for place, one in enumerate(self.sheets) for name in one.columns if name not in OWNERS}

    @cached_property
    def _groups(self) -> dict[tuple[int, str], tuple[np.ndarray, dict[str, np.ndarray]]]:
        return {}

    def _group(self, sheet: int, group: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """The cases of a group as numbers, and the columns of its sets."""
        if (sheet, group) not in self._groups:
            rows = _of(self.sheets[sheet], group)
            counts = {name: rows[name].to_numpy() for name in rows.columns if name not in OWNERS}
            self._groups[sheet, group] = rows["case_key"].rank("dense").to_numpy(), counts
        return self._groups[sheet, group]


def people(store: Any, teams: str | Sequence[str], period: Period, sheets: Sequence[str] = SHEETS) -> People:
    """Who is counted on a page of a team, of several teams or of "all", and a period.

    Takes: an open store; the sheets whose sets the page counts. The result never leaves the gate.
    """
    asked = {"teams": None if teams == ALL else [teams] if isinstance(teams, str) else list(teams)}
    asked |= {"first": period.start, "last": period.end}
    return People(tuple(store.ask((FOLDER / f"{name}.sql").read_text("utf-8"), **asked) for name in sheets))


def _of(sheet: pl.DataFrame, group: str) -> pl.DataFrame:
    if group == ALL:
        return sheet
    return sheet.filter(pl.col("export" if group.startswith(EXPORT) else "age_group") == group)
