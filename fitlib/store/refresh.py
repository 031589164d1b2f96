"""Bring the derived file up to date where imports only added rows: a copy takes them in beside it, and changes places.

The rows are appended, the episodes that they touch are summed up anew, and the rest stays as it is.
"""

import shutil
from collections.abc import Sequence

import duckdb

from fitlib.errors import StoreMissing
from fitlib.store import build, ledger, sealed
from fitlib.store.connection import bare, making, reading, writing
from fitlib.store.home import Home
from fitlib.store.kinds import KINDS
from fitlib.store.ledger import Entry
from fitlib.store.sealed import Keys
from fitlib.store.statements import statement, statement_for

COPY = "taken_in.duckdb"
MOST = 0.1
"""New rows, as a share of those that are there: beyond it a file built whole is better, and its rows lie in order."""


def refresh(home: Home) -> bool:
    """Take the imports of which `fit.duckdb` knows nothing into a copy of it, and put that in its place.

    The caller holds the lock. Gives: False where it must be built whole: nothing is there, an import corrected or
    removed rows, somebody was erased, definitions changed, or much is new. Raises: StoreMissing as `build.build`.
    """
    keys, made = sealed.read(home), home.staging / COPY
    try:
        new = _new(home, keys)
        if not new:
            return False
        shutil.copyfile(home.database, made)
        with bare(), writing(home.staging, keys) as connection, making(connection, made, keys):
            _take_in(connection, home, new)
            build.check(connection, ledger.read(home))
    except (duckdb.Error, StoreMissing):  # a file that is damaged, or of another shape
        return False
    build.put(home, made)
    return True


def _new(home: Home, keys: Keys) -> list[Entry]:
    """The imports that the file lacks, where it is otherwise what it would be if it were built now."""
    if not home.database.exists():
        return []
    with reading(home.database, keys) as connection:
        built_from, known, rows = connection.execute(statement("built")).fetchone()
    entries = ledger.read(home)
    new = entries[known:]
    if built_from != build.built_from(home, known) or any(entry.corrected + entry.removed for entry in new):
        return []
    return new if sum(entry.new for entry in new) <= MOST * rows else []


def _take_in(connection: duckdb.DuckDBPyConnection, home: Home, new: Sequence[Entry]) -> None:
    entries, files = ledger.read(home), {}
    for kind in KINDS.values():
        files[kind.name] = [_file(home, entry) for entry in new if entry.kind == kind.name]
        if files[kind.name]:
            connection.execute(statement_for("arrived", kind), {"files": files[kind.name]})
    build.see_all(connection, home, entries)
    for table in ("store_info", "session_day"):
        connection.execute(f"DROP TABLE {table}")
    build.note(connection, home)
    connection.execute(statement("session_day"))
    build.list_imports(connection, new)
    if files["scores"]:
        _sum_up(connection, files["scores"])
    connection.execute(statement("still_open"))


def _sum_up(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """The statements that build the whole, of measurements that are those of the touched episodes."""
    connection.execute(statement("touched"), {"files": files})
    for table in ("curve", "episode"):
        connection.execute(statement(table).replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    connection.execute(statement("summed_up"))


def _file(home: Home, entry: Entry) -> str:
    return str(home.imports / f"{entry.stem}.parquet")
