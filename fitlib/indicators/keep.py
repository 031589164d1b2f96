"""Make the figures that are kept beside the store: of every team and whole, in each quarter and year and at all.

They are made of one snapshot by the queries of the cards and put beside the store at once, unless it has changed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from fitlib.indicators.cards import on_page
from fitlib.indicators.kept import PAGE, made_of, unit
from fitlib.indicators.measured import Measured
from fitlib.indicators.review import review
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.store import Home, figures, hierarchy
from fitlib.store import open as open_store
from fitlib.store.narrowed import of_units
from fitlib.store.trouble import UNREADABLE, told

MOST = 1_000_000
"""Episodes in cells that are worked out at once: more would fill the memory of a small machine."""
SCHEMA = {
    "unit": pl.String(), "period": pl.String(), "place": pl.Int32(), "name": pl.String(), "grp": pl.String(),
    "value": pl.Float64(), "k": pl.Int64(), "n": pl.Int64(), "low": pl.Float64(), "high": pl.Float64(),
}  # fmt: skip
SIZE = """
-- one row: the first and the last day of the data, how many episodes there are
SELECT
    (SELECT min(first_session) FROM episode) AS first, (SELECT data_date FROM store_info) AS last,
    (SELECT count(*) FROM episode) AS episodes
"""
UNITS = "SELECT DISTINCT unit FROM figures.figure"
Units = dict[str, tuple[str, ...]]
Progress = Callable[[float], None]


@told
def keep(home: Home, reference: Reference, progress: Progress = lambda share: None) -> bool:
    """Make the figures anew where they are not those of the store, the constants and the hierarchy as they are now.

    Takes: a home that has data, what to tell how much is done. Gives: whether figures of this moment are there.
    Rule: nobody waits for it: an import that is under way makes its own.
    """
    with open_store(home, reference) as store:
        units, stamp = _units(store, home), made_of(store, reference)
        if store.figures == stamp and _all_there(store, units):
            return True
        (first, last, episodes), built_from = store.ask(SIZE).row(0), store.built_from
        span = _periods(first, last) if first and last else []
    rows = pl.concat([pl.DataFrame(schema=SCHEMA), *_rows(home, reference, units, span, episodes, progress)])
    return figures.keep(home, rows.with_columns(place=pl.int_range(pl.len(), dtype=pl.Int32)), stamp, built_from)


def _all_there(store: Any, units: Units) -> bool:
    try:
        return units.keys() <= set(store.ask(UNITS)["unit"])
    except UNREADABLE:
        return False


def _units(store: Any, home: Home) -> Units:
    """By a name of its own, the teams of each unit that a page may be of."""
    teams, found = store.teams(), hierarchy.read(home.path)
    levels = (hierarchy.AREA, hierarchy.ORGANISATION)
    wholes = [found.teams(level, name) for level in levels for name in found.units(level)]
    several = [tuple(teams), *(tuple(team for team in whole if team in teams) for whole in wholes)]
    return dict(sorted((unit(one), one) for one in dict.fromkeys([*((team,) for team in teams), *several]) if one))


def _periods(first: date, last: date) -> list[list[Period]]:
    """Everything, the years and the quarters of the data, and one before each: the period that a page looks back on."""
    years = [Period.parse(str(year)) for year in range(first.year - 1, last.year + 1)]
    quarters = [Period.parse(f"{year.text}Q{quarter}") for year in years for quarter in (1, 2, 3, 4)]
    begun = next(place for place, one in enumerate(quarters) if one.end >= first)
    return [[Period.parse("all")], years, [one for one in quarters[begun - 1 :] if one.start <= last]]


def _rows(
    home: Home, reference: Reference, units: Units, span: Sequence[list[Period]], episodes: int, progress: Progress
) -> Iterator[pl.DataFrame]:
    """One frame per pass over the rows of the store, cell by cell in the order of the cards."""
    names = [card.name for card in on_page(PAGE)]
    passes = list(_passes(units, span, episodes))
    for done, (some, periods) in enumerate(passes):
        progress(done / len(passes))
        with of_units(home, reference, some, periods) as cells:
            found = review(cells, names, reference)
        yield pl.DataFrame([_row(*cell, one) for cell, facts in found.items() for one in facts], SCHEMA, orient="row")
    progress(1.0)


def _passes(units: Units, span: Sequence[list[Period]], episodes: int) -> Iterator[tuple[Units, list[Period]]]:
    """Which units and periods are worked out together: all of them, or in turn where that would be too many rows."""
    teams, wholes = ({n: one for n, one in units.items() if (len(one) > 1) is whole} for whole in (False, True))
    if episodes * len(span) * (1 + len(wholes)) <= MOST:
        yield units, [period for kind in span for period in kind]
        return
    if episodes * (1 + len(wholes)) <= MOST:
        yield from ((units, kind) for kind in span)
        return
    for kind in span:
        yield from ((some, kind) for some in (teams, *({name: one} for name, one in wholes.items())) if some)


def _row(name: str, period: str, one: Measured) -> tuple:
    return name, period, 0, one.name, one.group, one.value, one.k, one.n, one.low, one.high
