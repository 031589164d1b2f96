"""Build the derived DuckDB file from the imports, beside the old one, check it, and put it into its place."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import polars as pl

from fitlib.errors import StoreMissing
from fitlib.store import ledger, sealed
from fitlib.store.connection import Arriving, bare, making, reading, writing
from fitlib.store.home import Home, settle
from fitlib.store.kinds import KINDS, Kind
from fitlib.store.ledger import Entry
from fitlib.store.sealed import Keys
from fitlib.store.statements import statement, statement_for

DERIVED = ("store_info", "curve", "episode", "session_day", "import_file")
AT_ONCE = 5_000_000
"""Rows whose episodes are summed up at once."""


def parquet_files(
    connection: duckdb.DuckDBPyConnection, home: Home, entries: Iterable[Entry], work: Path
) -> dict[str, list[str]]:
    """Files of each kind in the order of their imports, after one without rows that brings the types."""
    files = {}
    for kind in KINDS.values():
        empty = str(work / f"empty-{kind.name}.parquet")
        keep(connection, kind.empty(), Path(empty))
        files[kind.name] = [empty]
    for entry in entries:
        files[entry.kind].append(str(home.imports / f"{entry.stem}.parquet"))
    return files


def keep(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame, place: Path) -> None:
    """Write rows as an encrypted Parquet file."""
    connection.register("brought", Arriving(rows))
    connection.execute(statement("kept"), {"place": str(place)})
    connection.unregister("brought")


def see_stored(
    connection: duckdb.DuckDBPyConnection, kind: Kind, files: list[str], entries: Iterable[Entry]
) -> None:  # fmt: skip
    """Make the view `stored_<kind>`: the rows of these files, which these imports brought, as they stand now."""
    connection.execute(statement_for("files", kind), {"files": files})
    overruled = any(entry.corrected + entry.removed for entry in entries if entry.kind == kind.name)
    connection.execute(statement_for("stored" if overruled else "all_new", kind))


def build(home: Home, connection: duckdb.DuckDBPyConnection | None = None) -> None:
    """Build `fit.duckdb` from all imports, encrypted. The caller holds the lock, and may lend a writing connection.

    Raises: StoreMissing where rows do not add up to the ledger, or where another program keeps the file from being
    replaced (Windows); the imports are safe in both.
    """
    keys = sealed.read(home)
    made = home.staging / home.database.name
    made.unlink(missing_ok=True)
    if connection:
        _make_somehow(connection, home, made, keys)
    else:
        with bare(), writing(home.staging, keys) as own:
            _make_somehow(own, home, made, keys)
    put(home, made)


def put(home: Home, made: Path) -> None:
    """A finished file into its place. Raises: StoreMissing where another program keeps it from being replaced."""
    try:
        settle(made, home.database)
    except PermissionError:
        raise StoreMissing("store_in_use", file=home.database.name) from None


def _make_somehow(connection: duckdb.DuckDBPyConnection, home: Home, made: Path, keys: Keys) -> None:
    """Within the bound of memory; where rows do not fit into it in any way, rather without it than not at all."""
    try:
        _make(connection, home, made, keys)
    except duckdb.OutOfMemoryException:
        connection.execute("SET memory_limit = '-1'")  # RESET would change what is told, and not what is held to
        made.unlink(missing_ok=True)
        _make(connection, home, made, keys)


def _make(connection: duckdb.DuckDBPyConnection, home: Home, made: Path, keys: Keys) -> None:
    entries = ledger.read(home)
    with making(connection, made, keys):
        see_all(connection, home, entries)
        for kind in KINDS.values():
            connection.execute(statement_for("rows", kind))
        note(connection, home)
        for table in DERIVED[1:]:
            _sum_up(connection, table, sum(entry.new for entry in entries if entry.kind == "scores"))
        list_imports(connection, entries)
        check(connection, entries)


def _sum_up(connection: duckdb.DuckDBPyConnection, table: str, rows: int) -> None:
    """Make a derived table; the one whose making holds most in memory is made part by part where rows are many."""
    parts = -(-rows // AT_ONCE)
    if table != "episode" or parts <= 1:
        connection.execute(statement(table))
        return
    further = statement(table).replace("CREATE TABLE episode AS", "INSERT INTO episode", 1)
    connection.execute("SET VARIABLE parts = $parts::UBIGINT", {"parts": parts})
    for part in range(parts):
        connection.execute("SET VARIABLE part = $part::UBIGINT", {"part": part})
        connection.execute(further if part else statement(table))
    connection.execute("RESET VARIABLE parts")


def built_from(home: Home, imports: int | None = None) -> str:
    """Digest of the imports and of the statements: a derived file with another one is out of date.

    Takes: `imports`, how many of them, from the first on, where it is not all. DuckDB is named for its digests.
    """
    texts = "".join(statement(name) for name in ("stored", "rows", *DERIVED))
    erased = home.erased.read_text("utf-8") if home.erased.exists() else ""
    told = ledger.fingerprint(home, imports) + erased + texts + duckdb.__version__
    return hashlib.sha256(told.encode()).hexdigest()


def is_stale(home: Home) -> bool:
    """True where the derived file is not there, cannot be read, or was built from other imports."""
    if found := current(home):
        found.close()
    return not found


def current(home: Home) -> duckdb.DuckDBPyConnection | None:
    """A connection to the derived file; None where the file is not there, cannot be read, or is out of date."""
    if not home.database.exists():
        return None
    keys = sealed.read(home)
    try:
        connection = reading(home.database, keys)
    except duckdb.Error:
        return None
    try:
        if not is_outdated(connection, home):
            return connection
    except duckdb.Error:
        pass
    connection.close()
    return None


def is_outdated(connection: duckdb.DuckDBPyConnection, home: Home) -> bool:
    """True where the open file was built from other imports than there are now."""
    return connection.execute("SELECT built_from FROM store_info").fetchone() != (built_from(home),)


def _as_of(home: Home) -> str | None:
    return home.as_of.read_text("ascii") or None if home.as_of.exists() else None


def see_all(connection: duckdb.DuckDBPyConnection, home: Home, entries: list[Entry]) -> None:
    """Make the views `stored_<kind>` of all imports."""
    files = parquet_files(connection, home, entries, home.staging)
    for kind in KINDS.values():
        see_stored(connection, kind, files[kind.name], entries)


def note(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The table that says what the file was built from, and what day its rows reach to."""
    connection.execute(statement("store_info"), {"built_from": built_from(home), "as_of": _as_of(home)})


def list_imports(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """One row per import into the table of them."""
    columns = ("number", "file", "sha256", "kind", "layout", "imported",
               "new", "corrected", "duplicate", "absent", "removed")  # fmt: skip
    rows = [[getattr(entry, column) for column in columns] for entry in entries]
    if rows:
        connection.executemany("INSERT INTO import_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def check(connection: duckdb.DuckDBPyConnection, entries: list[Entry]) -> None:
    """Raises: StoreMissing where the rows do not add up to the ledger."""
    for kind in KINDS.values():
        expected = sum(entry.new - entry.removed for entry in entries if entry.kind == kind.name)
        (found,) = connection.table(kind.table).count("*").fetchone()
        if found != expected:
            raise StoreMissing("store_damaged", file=kind.table)
