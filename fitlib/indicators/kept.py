"""Figures that were made once for everybody: read where they are of this very data and these definitions.

What a page needs of a team, an area or the organisation in a quarter, a year or at all lies beside the store, made by
the same queries that a page would ask. Whoever asks for anything else asks those queries.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from fitlib import ROOT
from fitlib.indicators.cards import FOLDER, Card, cards, on_page
from fitlib.indicators.measured import Measured
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.store.trouble import UNREADABLE

HERE = ROOT / "fitlib"
MADE_BY = (
    FOLDER, HERE / "store" / "sql", HERE / "period.py", HERE / "statistics" / "effect_size.py",
    HERE / "statistics" / "intervals.py",
)  # fmt: skip
KINDS = (".sql", ".toml", ".py")
READ = """
-- one row per kept figure of these units and periods, in the order of the page (the range tells which pieces to read)
SELECT unit, period, name, grp, value, k, n, low, high FROM figures.figure
WHERE unit BETWEEN $first AND $last AND list_contains($units::VARCHAR[], unit)
    AND list_contains($periods::VARCHAR[], period) AND list_contains($names::VARCHAR[], name)
ORDER BY place
"""
EVERY = """
-- one row per kept figure (without a value to bind, which would make rows of many thousand ten times as dear)
SELECT unit, period, name, grp, value, k, n, low, high FROM figures.figure ORDER BY place
"""
ELSEWHERE = """
-- one row where some session lies in a team that has neither an episode at last nor a visit
SELECT 1 AS found FROM session_day WHERE team NOT IN (SELECT team FROM episode UNION ALL SELECT team FROM visit) LIMIT 1
"""
FEW = 100  # so many cells at most are asked for by name
COUNT, PAGE = "count", "team_quarter"
Key = tuple[str, str]
Figures = Mapping[str, tuple[Measured, ...]]


def kept(
    store: Any, units: Iterable[Sequence[str]], periods: Iterable[Period], names: Iterable[str], reference: Reference
) -> dict[tuple[str, ...], Figures] | None:
    """What was kept of these periods and units, each told by its teams; a unit of no team is everything.

    Gives: by unit, then by the period's text, what `measure` would give of it. None where one of them is not kept, or
    was made of other data, definitions or constants.
    """
    if not getattr(store, "figures", "") or store.figures != made_of(store, reference):
        return None
    given = [tuple(teams) for teams in units]
    asked = {unit(teams or store.teams()): teams for teams in given}
    days, wanted = list(dict.fromkeys(periods)), list(names)
    texts = [one.text for one in days]
    if not (asked and wanted) or days != [Period.parse(text) for text in texts]:  # days that the text does not say
        return None
    cells = _read(store, given, asked, texts, wanted)
    if len(cells) < len(asked) * len(texts) or not _on_page(wanted):
        return None
    return {teams: Cells({text: cells[one, text] for text in texts}, wanted) for one, teams in asked.items()}


def _read(store: Any, given: list, asked: Mapping, texts: list[str], wanted: list[str]) -> dict:
    """The rows by unit and period; nothing where the file cannot be read, or everything is more than its teams."""
    try:
        if () in given and not store.ask(ELSEWHERE).is_empty():
            return {}
        few = len(asked) * len(texts) <= FEW
        return _few(store, asked, texts, wanted) if few else _many(store, asked, texts, wanted)
    except UNREADABLE:
        return {}


class Cells(Mapping[str, tuple[Measured, ...]]):
    """The figures of one unit by period; they are made of their rows when they are looked at."""

    def __init__(self, rows: Mapping[str, Iterable[tuple]], names: Sequence[str]) -> None:
        self._rows, self._names, self._made = rows, names, {}

    def __getitem__(self, text: str) -> tuple[Measured, ...]:
        if text not in self._made:
            self._made[text] = in_order(self._rows[text], self._names)
        return self._made[text]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Part:
    """The rows of one cell in a frame of many."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __iter__(self) -> Iterator[tuple]:
        return self._frame.iter_rows()


def _few(store: Any, units: Iterable[str], texts: list[str], names: list[str]) -> dict[Key, Iterable[tuple]]:
    units = list(units)
    rows = store.rows(READ, first=min(units), last=max(units), units=units, periods=texts, names=names)
    return {cell: list(several) for cell, several in groupby(rows, itemgetter(0, 1))}


def _many(store: Any, units: Iterable[str], texts: list[str], names: list[str]) -> dict[Key, Iterable[tuple]]:
    asked = {"unit": list(units), "period": texts, "name": names}
    rows = store.ask(EVERY).filter(*(pl.col(column).is_in(values) for column, values in asked.items()))
    return {cell: _Part(one) for cell, one in rows.partition_by("unit", "period", as_dict=True).items()}


@cache
def _page() -> frozenset[str]:
    return frozenset(card.name for card in on_page(PAGE))


def _on_page(names: Iterable[str]) -> bool:
    """Whether these cards are kept: each cell has those of the page, whole."""
    return set(names) <= _page()


def in_order(rows: Iterable[tuple], names: Sequence[str]) -> tuple[Measured, ...]:
    """The figures of one cell, card by card as asked for. Takes: rows of READ."""
    of = {name: tuple(several) for name, several in groupby(map(figure, rows), lambda one: one.name)}
    return tuple(one for name in names for one in of.get(name, ()))


def figure(row: tuple) -> Measured:
    """One figure from its row; what the row does not say is the card's."""
    _, _, name, group, value, k, n, low, high = row
    unit, denominator, kind, partition, counted, sensitive = _of_card(name)
    value = k if kind == COUNT else value
    return Measured(name, group, unit, value, k, n, low, high, denominator, kind, partition, counted, sensitive)


@cache
def _of_card(name: str) -> tuple:
    card: Card = cards()[name]
    return card.unit, card.denominator, card.kind, card.partition, card.counted, card.sensitive


def unit(teams: Iterable[str]) -> str:
    """The name of a unit beside the store: a digest of its teams, whoever calls it what."""
    return hashlib.sha256("\x1f".join(sorted(teams)).encode()).hexdigest()[:16]


def made_of(store: Any, reference: Reference) -> str:
    """The stamp of figures: what the store was built from, all constants, and everything that makes figures of them."""
    constants = [(name, reference[name]) for name in reference]
    told = (store.built_from, store.stamp.data_hash, store.stamp.data_date, constants, definitions())
    return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def definitions() -> str:
    """Digest of the texts that say what a figure is; they do not change while a program runs."""
    files = sorted(file for place in MADE_BY for file in _texts(place))
    return hashlib.sha256(b"\x1e".join(file.read_bytes() for file in files)).hexdigest()


def _texts(place: Path) -> Iterator[Path]:
    return (file for file in (place.rglob("*") if place.is_dir() else (place,)) if file.suffix in KINDS)
