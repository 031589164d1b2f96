"""Every team × period at once: the queries of the cards, each asked of all cells in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from fitlib.indicators.cards import cards
from fitlib.indicators.measure import GROUPS, told
from fitlib.indicators.measured import Measured
from fitlib.period import FIRST, LAST
from fitlib.reference import Reference

Cell = tuple[str, str]
EVERY = {"team": "all", "first": FIRST, "last": LAST}
CELLS = "SELECT grp, team, period, name FROM cell_group"


def review(store: Any, names: Iterable[str], reference: Reference) -> Mapping[Cell, tuple[Measured, ...]]:
    """The figures of every team and period, not yet released.

    Takes: a store of `store.open_cells`, names of cards. Gives: (team, period as text) → what `measure` gives of it.
    Rule: the same queries as `measure`; only cards with `by_cell` can be asked.
    Raises: ValueError for a card that reads rows of its own.
    """
    places = {grp: (cell, name) for grp, *cell, name in store.ask(CELLS).iter_rows()}
    groups = defaultdict(set)
    for (grp,) in store.ask(GROUPS, **EVERY).iter_rows():
        cell, name = places[grp]
        groups[tuple(cell)].add(name)
    found: dict[Cell, list[Measured]] = {tuple(cell): [] for cell, _ in places.values()}
    for name in names:
        _add(store, name, places, groups, found, reference["interval.level"])
    return {cell: tuple(figures) for cell, figures in found.items()}


def answers(store: Any, name: str) -> list[dict[str, Any]]:
    """What the query of one card says of every cell: one row per cell and group. Raises: ValueError."""
    card = cards()[name]
    if not card.by_cell:
        raise ValueError(f"{name} cannot be asked of every team and period at once")
    return store.ask(card.sql, **EVERY).to_dicts()


def _add(
    store: Any, name: str, places: Mapping, groups: Mapping, found: dict[Cell, list[Measured]], level: float
) -> None:
    card = cards()[name]
    rows: dict[Cell, dict[str, Any]] = defaultdict(dict)
    for row in answers(store, name):
        cell, group = places[row["grp"]]
        rows[tuple(cell)][group] = row
    for cell, figures in found.items():
        figures += told(card, rows.get(cell, {}), groups.get(cell, ()), level)
