"""Figures that were made once for everybody: read where they are of this very data and these definitions.

What a page needs of a team, an area or the organisation in a quarter, a year or at all lies beside the store, made by
the same queries that a page would ask. Whoever asks for anything else asks those queries.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from fitlib import ROOT
from fitlib.indicators.cards import FOLDER, Card, cards
from fitlib.indicators.measured import Measured
from fitlib.period import Period
from fitlib.reference import Reference

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
COUNT, PAGE = "count", "team_quarter"
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
    asked = {unit(teams or store.teams()): tuple(teams) for teams in units}
    texts, wanted = [one.text for one in periods], list(names)
    if not (asked and wanted):
        return None
    rows = store.rows(READ, first=min(asked), last=max(asked), units=list(asked), periods=texts, names=wanted)
    found: dict[tuple[str, ...], dict[str, tuple[Measured, ...]]] = {teams: {} for teams in asked.values()}
    for (one, period), figures in groupby(rows, lambda row: row[:2]):
        found[asked[one]][period] = in_order(figures, wanted)
    whole = set(wanted)
    for cells in found.values():
        if any({figure.name for figure in cells.get(text, ())} != whole for text in texts):
            return None
    return found


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
