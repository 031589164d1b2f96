"""How many cases stand behind each count of a page, and which clients. A case counts once, whoever of it was rated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from fitlib.indicators.measured import ALL, EXPORT
from fitlib.period import Period

FOLDER = Path(__file__).parent
TEAM, COSTS = ("episodes", "sessions", "visits"), ("costs", "recorded", "linked", "met")
MIRROR, FORMS, RATERS = ("episodes", "sessions", "recorded", "costs"), ("forms", "pairs"), ("rated",)
OWNERS = ("client", "row_key", "case_key", "age_group", "day", "export")
SELF, BY = "self", "of_team"
Cell = tuple[str, str]


@dataclass(frozen=True, repr=False, eq=False)
class _Group:
    """The rows of one group: their cases as numbers, how often each set counts them, and whose they are."""

    cases: np.ndarray
    counts: dict[str, np.ndarray]
    owners: pl.DataFrame


class Counted(NamedTuple):
    """What a set counts: the places of its rows among the owners of its group (row_key, client)."""

    owners: pl.DataFrame
    places: np.ndarray


@dataclass(frozen=True, repr=False)
class People:
    """One frame per kind of row (an episode, an episode's sessions), a column per set with how often it is counted.

    `called`: what the ledger of releases calls a cell, or adds to the name of every set of a group; None is not kept.
    """

    sheets: tuple[pl.DataFrame, ...]
    called: Mapping[Cell | str, str | None] = field(default_factory=dict)

    def __reduce__(self) -> tuple:
        """What was worked out on the way is no part of it."""
        return People, (self.sheets, self.called)

    def statistic(self, cell: Cell) -> str | None:
        """How the ledger calls a set: alike in every group, so that groups and their whole are compared."""
        if cell in self.called:
            return self.called[cell]
        added = self.called.get(cell[1], "")
        return None if added is None else f"{cell[0]}~{added}" if added else cell[0]

    def by_period(self, periods: Iterable[Period]) -> "People":
        """The same rows, the groups being the periods they count in; what all of them hold together is told nowhere."""
        texts = [pl.when(pl.col("day").is_between(one.start, one.end)).then(pl.lit(one.text)) for one in periods]
        return People(tuple(one.with_columns(age_group=pl.coalesce(*texts)) for one in self.sheets), {ALL: None})

    def during(self, period: Period) -> "People":
        """The rows that count in a period."""
        return People(tuple(one.filter(pl.col("day").is_between(period.start, period.end)) for one in self.sheets))

    def of_rater(self, rater: str, group: str) -> "People":
        """What one rater has rated, as one group; of the other groups of a page nothing is known and nothing told."""
        mine = (one.filter(pl.col("age_group") == rater).with_columns(age_group=pl.lit(group)) for one in self.sheets)
        return People(tuple(mine), {ALL: None, group: rater})

    def units(self, cell: Cell) -> int | None:
        """How many cases a set has in a group; None for a set that nothing is known of."""
        return self.rest(cell, ())

    def rest(self, total: Cell, parts: Iterable[Cell]) -> int | None:
        """How many cases lie in a set and in none of these parts of it, all of one group; None where unknown."""
        parts = tuple(parts)
        sheet = self._sheet(total, parts)
        if sheet is None:
            return None
        group = self._group(sheet, total[1])
        left = group.counts[total[0]] - sum((group.counts[name] for name, _ in parts), start=0)
        return int(np.unique(group.cases[left > 0]).size)

    def members(self, cell: Cell, without: Iterable[Cell] = ()) -> pl.DataFrame | None:
        """Whose figures are counted in a set and in none of these parts of it; None for what is unknown.

        Gives: one row per row of the store that is counted (row_key), with its client.
        """
        found = self.counted(cell, without)
        return None if found is None else found.owners[found.places]

    def counted(self, cell: Cell, without: Iterable[Cell] = ()) -> Counted | None:
        """What is counted in a set and in none of these parts of it; None for what is unknown."""
        without = tuple(without)
        sheet = self._sheet(cell, without)
        if sheet is None:
            return None
        group = self._group(sheet, cell[1])
        left = group.counts[cell[0]] - sum((group.counts[name] for name, _ in without), start=0)
        return Counted(group.owners, np.flatnonzero(left > 0))

    def _sheet(self, cell: Cell, others: Iterable[Cell]) -> int | None:
        """The first sheet that counts all these sets, which are of one group; None where there is none."""
        names = {cell[0], *(name for name, _ in others)}
        if any(group != cell[1] for _, group in others):
            return None
        return next((place for place, sets in enumerate(self._sets) if names <= sets), None)

    @cached_property
    def _sets(self) -> list[set[str]]:
        return [set(one.columns) - {*OWNERS} for one in self.sheets]

    @cached_property
    def _groups(self) -> dict[tuple[int, str], "_Group"]:
        return {}

    def _group(self, sheet: int, group: str) -> "_Group":
        if (sheet, group) not in self._groups:
            rows = _of(self.sheets[sheet], group)
            counts = {name: rows[name].to_numpy() for name in rows.columns if name not in OWNERS}
            cases = rows["case_key"].rank("dense").to_numpy()
            self._groups[sheet, group] = _Group(cases, counts, rows.select("row_key", "client"))
        return self._groups[sheet, group]


def people(store: Any, teams: str | Sequence[str], period: Period, sheets: Sequence[str] = TEAM) -> People:
    """Who is counted on a page of a team, of several teams or of "all", and a period.

    Takes: an open store; the kinds of rows that the page counts. The result never leaves the gate.
    """
    asked = {"teams": None if teams == ALL else [teams] if isinstance(teams, str) else list(teams)}
    asked |= {"first": period.start, "last": period.end, "apart": False}
    return People(tuple(_asked(store, name, asked).drop(BY, strict=False) for name in sheets))


def people_by_team(store: Any, period: Period) -> dict[str, People]:
    """Who is counted on the page of each team, as `people` says of it: one question a sheet for all of them."""
    asked = {"teams": None, "first": period.start, "last": period.end, "apart": True}
    sheets = [_asked(store, name, asked) for name in TEAM]
    parts = [one.partition_by(BY, as_dict=True, include_key=False) for one in sheets]
    teams = {team for one in parts for (team,) in one}
    nobody = [one.drop(BY).clear() for one in sheets]
    return {
        team: People(tuple(part.get((team,), none) for part, none in zip(parts, nobody, strict=True))) for team in teams
    }


def _asked(store: Any, sheet: str, asked: Mapping[str, Any]) -> pl.DataFrame:
    return store.ask((FOLDER / f"{sheet}.sql").read_text("utf-8"), **asked)


def people_of_forms(store: Any, teams: str | Sequence[str], period: Period) -> People:
    """Who is counted in figures of forms (groups `form:ORS:adult:self`), called as the sets that they are part of.

    Rule: the client's own forms are sessions with a score, its episodes those with one, or with two scores and more.
    """
    found = people(store, teams, period, FORMS)
    called: dict[Cell | str, str | None] = {}
    for group in {group for sheet in found.sheets for group in sheet["age_group"].unique()}:
        _, form, _, rater = group.split(":", 3)
        scale = "srs" if form.endswith("SRS") else "ors"
        called[group] = f"{scale}~{rater}"
        if rater == SELF:
            called |= {("quality_forms", group): f"sessions_{scale}", ("quality_firsts", group): f"with_{scale}"}
            called |= {("quality_pairs_1", group): "pre_post"} if scale == "ors" else {}
    return People(found.sheets, called)


def _of(sheet: pl.DataFrame, group: str) -> pl.DataFrame:
    if group == ALL:
        return sheet
    return sheet.filter(pl.col("export" if group.startswith(EXPORT) else "age_group") == group)
