"""The store as readers see it: read-only, a snapshot that a later import does not disturb."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb
import polars as pl

from fitlib.errors import StoreMissing
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.store import build, erase, figures, ledger, migrate, mirror, sealed
from fitlib.store.connection import bare, reading, shut, writing
from fitlib.store.home import Home, private
from fitlib.store.lock import held
from fitlib.store.statements import statement
from fitlib.store.trouble import told

CONSTANTS = ("reference", "constant", "tenths", "sd", "correlation")
ONE_CELL, OF_COHORT, OF_RECORDS = ("cohort", "held", "reached"), ("visited", "followed"), ("linked", "recorded")
EVERY_CELL = (*(f"cells/{name}" for name in ("cell_group", "counted", "held_day", *ONE_CELL)), *OF_COHORT)

STAMP = "SELECT data_hash, data_date, (SELECT count(*) FROM import_file), built_from FROM store_info"

Found = TypeVar("Found")


@dataclass(frozen=True)
class Stamp:
    """Which data a page was made of: digest of the rows, the day they reach to, number of imports."""

    data_hash: str
    data_date: date | None
    imports: int


class Store:
    """One snapshot of the store; use it as a context manager.

    `built_from`: digest of the imports it is of; `figures`: stamp of the figures kept beside it, "" without any.
    Its tables: measurement, episode, curve, visit, nomad_answer, import_file, reference; its macros: constant(name),
    tenths(name), cohort(team, first, last). The files in sql/ say what one row of each is.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, home: Path | None = None, figures: str = "") -> None:
        self._connection, self.home, self.figures = connection, home, figures
        *found, self.built_from = connection.execute(STAMP).fetchone()
        self.stamp = Stamp(*found)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def ask(self, sql: str, **values: Any) -> pl.DataFrame:
        """The rows of one SELECT. Takes: values for its $names; those it does not name are left out.

        Gives: a frame; sums of whole numbers as Int64.
        Raises: ValueError for anything but one SELECT, KeyError for a name without a value.
        """
        query, bound = self._bound(sql, values)
        with bare():
            found = self._connection.sql(query, params=bound)
        rows = pl.DataFrame(found)
        return rows.with_columns(pl.selectors.decimal().cast(pl.Int64) if _whole(rows) else [])

    def rows(self, sql: str, **values: Any) -> list[tuple]:
        """As `ask`, as tuples of plain values: a small answer costs half as much."""
        query, bound = self._bound(sql, values)
        with bare():
            return self._connection.execute(query, bound).fetchall()

    def _bound(self, sql: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ValueError("the store answers one SELECT at a time")
        return statements[0].query, {name: values[name] for name in statements[0].named_parameters}

    def remember(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What `make` gives; a store that is asked for several languages of a page keeps it under the key."""
        return make()

    def forget(self) -> None:
        """Drop what `remember` keeps."""

    def teams(self) -> list[str]:
        """Teams that have an episode or a visit, by name."""
        return self.ask("SELECT team FROM episode UNION SELECT team FROM visit ORDER BY team")["team"].to_list()

    def imports(self) -> pl.DataFrame:
        """One row per import: number, file, kind, layout, day, counts."""
        return self.ask("SELECT * EXCLUDE (sha256) FROM import_file ORDER BY number")


@told
def open(home: Home, reference: Reference) -> Store:  # noqa: A001 - store.open is what it is called
    """The store of a FIT_HOME with the reference constants in use; an outdated derived file is built anew first.

    Raises: StoreMissing where nothing was imported yet.
    """
    connection = _with_constants(home, reference)
    beside = figures.see(connection, home, sealed.read(home))
    return _ready(connection, (*ONE_CELL, *OF_COHORT, *OF_RECORDS), home, beside)


@told
def open_cells(home: Home, reference: Reference, periods: Iterable[Period]) -> Store:
    """The store of a FIT_HOME where cohort, held and reached tell every team × period at once, by a number.

    Gives: a store whose table `cell_group` has one row per number: grp, team, period, name of the group.
    Raises: StoreMissing where nothing was imported yet.
    """
    connection = _with_constants(home, reference)
    names, firsts, lasts = zip(*((one.text, one.start, one.end) for one in periods), strict=True)
    with bare():
        connection.execute(statement("cells/cell"), {"names": names, "firsts": firsts, "lasts": lasts})
    return _ready(connection, EVERY_CELL, home)


def is_empty(home: Home) -> bool:
    """True where nothing was ever imported, here or into the home's lake."""
    mirror.refresh(home)
    return ledger.is_empty(home)


def _with_constants(home: Home, reference: Reference) -> duckdb.DuckDBPyConnection:
    mirror.refresh(home)
    if ledger.is_empty(home) and not migrate.needed(home):
        raise StoreMissing("store_empty", home=str(home.path))
    connection = _fresh(home)
    numbers = {name: float(value) for name, value in reference.items() if _is_number(value)}
    with bare():
        connection.execute(statement("constants"), {"names": list(numbers), "values": list(numbers.values())})
    for name in CONSTANTS:
        connection.execute(statement(name))
    return connection


def _ready(connection: duckdb.DuckDBPyConnection, opening: Iterable[str], home: Home, beside: str = "") -> Store:
    for name in opening:
        connection.execute(statement(name))
    shut(connection)
    return Store(connection, home.path, beside)


def _fresh(home: Home) -> duckdb.DuckDBPyConnection:
    """The derived file, built anew where it is out of date.

    While an import is under way, it will do that: until then the file as it is serves, and nobody waits.
    """
    if migrate.needed(home) or erase.is_pending(home):
        _put_right(home)
    if current := build.current(home):
        return current
    with private(), held(home.lock, wait=not home.database.exists()) as mine:
        if mine and build.is_stale(home):
            home.sweep()
            build.build(home)
            home.sweep()
    return reading(home.database, sealed.read(home))


def _put_right(home: Home) -> None:
    """An earlier layout, or an erasure that was cut short: nobody reads before that is done."""
    with private(), held(home.make().lock):
        home.sweep()
        keys = migrate.prepare(home)
        if erase.is_pending(home):
            with bare(), writing(home.staging, keys) as connection:
                erase.finish(home, connection)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(rows: pl.DataFrame) -> bool:
    return all(kind.scale == 0 for kind in rows.schema.values() if isinstance(kind, pl.Decimal))
