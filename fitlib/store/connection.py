"""How DuckDB is opened: nothing from outside, nothing to outside."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
from polars.io.plugins import register_io_source

from fitlib.errors import SetUpFailed
from fitlib.store.sealed import Keys

MOST_THREADS = 4
MEMORY = "1GB"  # what an import may take for its sorting and summing; beyond it, it works on disk
BATCH = 122_880  # a row group of DuckDB
READ_ONLY = "READ_ONLY, "
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
}
QUIET = "SET enable_progress_bar = false"  # progress is told by the doors, in the reader's language


def writing(scratch: Path, keys: Keys) -> duckdb.DuckDBPyConnection:
    """A connection that works in memory and makes new files, all of them encrypted; it spills into `scratch` only.

    Rows keep no order of their own, which lets large files stream through little memory. Only the extension that
    brings OpenSSL writes encrypted files; it is a file of the installation, and nothing is ever fetched.
    """
    spilling = {"temp_directory": str(scratch / "spill"), "temp_file_encryption": "true", "memory_limit": MEMORY}
    settings = {**CLOSED, **spilling, "preserve_insertion_order": "false", "threads": _threads()}
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute(QUIET)
    connection.execute(f"LOAD '{_extension()}'")
    with _secret(connection, keys.parquet):
        connection.execute("PRAGMA add_parquet_key('store', getvariable('secret'))")
    return connection


@contextmanager
def making(connection: duckdb.DuckDBPyConnection, database: Path, keys: Keys, shape: str = "") -> Iterator[None]:
    """Within, tables are made in a new encrypted file; afterwards it is whole and closed. `shape`: ATTACH options."""
    attach(connection, database, keys, shape)
    connection.execute("USE fit")
    try:
        yield
        connection.execute("CHECKPOINT")
    except BaseException:
        with suppress(duckdb.Error):  # what went wrong first is what is told
            _leave(connection)
        raise
    _leave(connection)


def reading(database: Path, keys: Keys) -> duckdb.DuckDBPyConnection:
    """A connection that sees one derived file, read-only, and writes no byte anywhere. `shut` it before use.

    The file is attached to a database in memory: DuckDB keeps open files by path, and a reader that opens after a
    swap must not be given the file of one that opened before it. Reading needs no extension.
    """
    settings = {**CLOSED, "temp_directory": "", "threads": _threads()}
    connection = duckdb.connect(":memory:", config=settings)
    try:
        connection.execute(QUIET)
        attach(connection, database, keys, READ_ONLY)
        connection.execute("USE fit")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _threads() -> str:
    """Each of them holds rows of its own."""
    return str(min(os.cpu_count() or 1, MOST_THREADS))


def _leave(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("USE memory")
    connection.execute("DETACH fit")


class Arriving:
    """A frame as DuckDB takes it without pyarrow and without a file: in batches, so that all its threads take some."""

    def __init__(self, frame: pl.DataFrame) -> None:
        batches = [frame.slice(at, BATCH) for at in range(0, frame.height, BATCH)]
        self._frame = pl.concat(batches, rechunk=False) if batches else frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


class Stream:
    """Rows that come piece by piece, as DuckDB takes them: it asks for a piece when it has room for it.

    Takes: what gives the pieces from the beginning, each in the columns of the schema.
    """

    def __init__(self, pieces: Callable[[], Iterable[pl.DataFrame]], schema: Mapping[str, pl.DataType]) -> None:
        self._pieces, self._schema = pieces, schema

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        rows = register_io_source(lambda *narrower: iter(self._pieces()), schema=self._schema)
        return rows.collect_batches(lazy=True).__arrow_c_stream__(requested_schema)


def quoted(path: Path) -> str:
    """A path inside the quotes of a statement that takes no bound value."""
    return str(path).replace("'", "''")


def attach(connection: duckdb.DuckDBPyConnection, database: Path, keys: Keys, how: str, name: str = "fit") -> None:
    """See an encrypted file under a name. Takes: `how`, options of ATTACH that end in a comma and a space."""
    with _secret(connection, keys.database):
        connection.execute(f"ATTACH '{quoted(database)}' AS {name} ({how}ENCRYPTION_KEY getvariable('secret'))")


@contextmanager
def _secret(connection: duckdb.DuckDBPyConnection, value: str) -> Iterator[None]:
    """A key as a variable, not as text of a statement: messages quote statements."""
    with bare():
        connection.execute("SET VARIABLE secret = $value", {"value": value})
    try:
        yield
    finally:
        connection.execute("RESET VARIABLE secret")


@cache
def _extension() -> str:
    """The one extension file of the installed package. Raises: SetUpFailed where it is not there."""
    found = importlib.util.find_spec("duckdb_extension_httpfs")
    files = sorted(Path(found.origin).parent.rglob("httpfs.duckdb_extension")) if found and found.origin else []
    if not files:
        raise SetUpFailed("store_extension", package="duckdb-extension-httpfs")
    return quoted(files[0])


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
