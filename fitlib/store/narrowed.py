"""The store as it looks to one unit: only the rows of some teams, or of one worker, and all of them as one team "all".

A page of a unit is made of this store by the same queries as a page of a team: what is not the unit's is not there.
"""

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.store import opened
from fitlib.store.connection import bare
from fitlib.store.home import Home
from fitlib.store.opened import EVERY_CELL, Store
from fitlib.store.statements import statement

OPENING = ("cohort", "held", "reached")
OF_TEAMS = ("episode", "measurement", "session_day", "visit")
OF_WORKER = ("worker_episode", "worker_measurement", "worker_visit")


def narrowed(
    home: Home, reference: Reference, teams: Sequence[str] = (), worker: str = "", merged: bool = True,
    periods: Iterable[Period] = (),
) -> Store:  # fmt: skip
    """The store of some teams (all where none is named) or of one worker's episodes; of periods, all cells at once.

    Rule: `merged` calls every team "all"; a worker's sessions are those of the episodes that are the worker's at last,
    and visits, which name no worker, are left out. Raises: StoreMissing where nothing was imported yet.
    """
    connection = opened._with_constants(home, reference)
    with bare():
        if worker:
            connection.execute(statement("narrowed/worker"), {"worker": worker})
        else:
            connection.execute(statement("narrowed/asked"), {"teams": list(teams), "merged": merged})
    for name in OF_WORKER if worker else OF_TEAMS:
        connection.execute(statement(f"narrowed/{name}"))
    if worker:
        connection.execute(statement("session_day").replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    return opened._ready(connection, _opening(connection, tuple(periods)), home)


def of_units(home: Home, reference: Reference, units: Mapping[str, Sequence[str]], periods: Iterable[Period]) -> Store:
    """The store where every unit is a team of its own that has the rows of its teams, with its cells of these periods.

    Takes: teams by the unit's name; a team may be in several. Raises: StoreMissing where nothing was imported yet.
    """
    connection = opened._with_constants(home, reference)
    pairs = [(team, name) for name, teams in units.items() for team in teams]
    bound = {"teams": [team for team, _ in pairs], "units": [name for _, name in pairs]}
    with bare():
        connection.execute(statement("figures/of_units"), bound)
    for name in OF_TEAMS:
        connection.execute(statement(f"narrowed/{name}"))
    return opened._ready(connection, _opening(connection, tuple(periods)), home)


def _opening(connection: duckdb.DuckDBPyConnection, periods: tuple[Period, ...]) -> Iterable[str]:
    if not periods:
        return OPENING
    names, firsts, lasts = zip(*((one.text, one.start, one.end) for one in periods), strict=True)
    with bare():
        connection.execute(statement("cells/cell"), {"names": names, "firsts": firsts, "lasts": lasts})
    return [name for name in EVERY_CELL if name.startswith("cells/")]
