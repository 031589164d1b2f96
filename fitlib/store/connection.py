"""How DuckDB is opened: nothing from outside, nothing to outside."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MOST_THREADS = 4
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
}


def writing(database: Path | None, scratch: Path) -> duckdb.DuckDBPyConnection:
    """A connection that makes a new file, or works in memory; it spills into `scratch` only.

    Rows keep no order of their own, which lets large files stream through little memory.
    """
    settings = {**CLOSED, "temp_directory": str(scratch / "spill"), "preserve_insertion_order": "false"}
    return duckdb.connect(str(database) if database else ":memory:", config=settings)


def reading(database: Path) -> duckdb.DuckDBPyConnection:
    """A connection that sees one derived file, read-only, and writes no byte anywhere. `shut` it before use.

    The file is attached to a database in memory: DuckDB keeps open files by path, and a reader that opens after a
    swap must not be given the file of one that opened before it.
    """
    settings = {**CLOSED, "temp_directory": "", "threads": str(min(os.cpu_count() or 1, MOST_THREADS))}
    connection = duckdb.connect(":memory:", config=settings)
    try:
        path = str(database).replace("'", "''")  # ATTACH takes no bound value
        connection.execute(f"ATTACH '{path}' AS fit (READ_ONLY)")
        connection.execute("USE fit")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def shut(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on: no files, no network, no extensions, and no way to change that."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


@contextmanager
def bare() -> Iterator[None]:
    """Within, DuckDB finds no pandas: at a bound value it would import it, half a second that nothing here needs."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # what Python itself takes for a module that is not there
    try:
        yield
    finally:
        del sys.modules["pandas"]
