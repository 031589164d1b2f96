"""A DuckLake: tables whose rows are encrypted Parquet files on shared or object storage, in a catalogue (PostgreSQL).

FIT_HOME/store.toml says where it is; passwords stand in a file of their own, or in a variable of the process.
"""

import importlib.util
import os
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from fitlib.errors import SetUpFailed, StoreTrouble
from fitlib.store.connection import bare, quoted, writing
from fitlib.store.home import Home
from fitlib.store.sealed import Keys
from fitlib.store.statements import statement

KIND, PASSWORD = "ducklake", "FIT_LAKE_PASSWORD"
POSTGRES = {"host", "port", "database", "user"}
OBJECTS = {"key_id", "secret", "region", "endpoint", "url_style", "use_ssl"}
KNOWN = {"kind", "catalogue", "data", "encrypted", "credentials", "fresh_seconds"}
OTHERS = 0o077
BOUNDS = ("ducklake_file_column_stats", "ducklake_table_column_stats")
FRESH = 10.0
TRIES, WAIT, NOBODY = 5, 0.2, "Unable to connect"


@dataclass(frozen=True)
class Lake:
    """Where a lake is: `catalogue` is a table of PostgreSQL's address, or the path of a DuckDB file on this machine."""

    catalogue: Any
    data: str
    credentials: str = ""
    fresh_seconds: float = FRESH
    secrets: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def shown(self) -> str:
        """The catalogue as a message may name it."""
        return str(self.catalogue.get("host", "")) if isinstance(self.catalogue, dict) else str(self.catalogue)


def of(home: Home) -> Lake | None:
    """The lake of a home, or None where the home keeps its data itself. Raises: SetUpFailed for settings not right."""
    if not home.settings.exists():
        return None
    try:
        said = tomllib.loads(home.settings.read_text("utf-8"))
    except (OSError, ValueError):
        raise SetUpFailed("lake_settings", file=home.settings.name, name="") from None
    _hold(said, home)
    secrets = _secrets(said.get("credentials", ""))
    return Lake(said["catalogue"], said["data"], said.get("credentials", ""), said.get("fresh_seconds", FRESH), secrets)


@contextmanager
def attached(lake: Lake, scratch: Path, keys: Keys) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the lake as `lake`, and the files of the home.

    Raises: SetUpFailed where a package is missing or the lake is not encrypted; StoreTrouble where nobody answers.
    """
    postgres = isinstance(lake.catalogue, dict)
    extensions = [_extension(name) for name in (("postgres_scanner",) if postgres else ()) + ("ducklake",)]
    with bare(), writing(scratch, keys) as connection:
        for file in extensions:
            connection.execute(f"LOAD '{file}'")
        _sign_in(connection, lake)
        _enter(connection, lake)
        if connection.execute(statement("lake/encrypted")).fetchone() != ("true",):
            raise SetUpFailed("lake_open", place=lake.shown)
        yield connection


def quiet(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Of a new lake: PostgreSQL's planner keeps no copies of the bounds of columns, which no erasure would reach."""
    if isinstance(lake.catalogue, dict):
        parts = [f"ALTER COLUMN {column} SET STATISTICS 0" for column in ("min_value", "max_value")]
        _tell(connection, [f"ALTER TABLE {table} {', '.join(parts)}" for table in BOUNDS])


def rid(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Delete every file and every look back at what is no longer in the lake.

    Rule: PostgreSQL keeps deleted rows of its own tables until they are written anew, and some hold a column's smallest
    and largest value. Its log (WAL), its backups and those of the storage are their keeper's to let go.
    """
    for deed in ("expired", "cleaned", "orphans"):
        connection.execute(statement(f"lake/{deed}"))
    if isinstance(lake.catalogue, dict):
        connection.execute("DETACH lake")  # its own connections would keep what they may still look at
        _tell(connection, [f"VACUUM FULL {table}" for table in BOUNDS])


def _tell(connection: duckdb.DuckDBPyConnection, said: list[str]) -> None:
    """Statements for PostgreSQL itself, outside of transactions."""
    connection.execute("ATTACH '' AS catalogue (TYPE postgres, SECRET catalogue)")
    for one in said:
        connection.execute(statement("lake/anew"), {"said": one})
    connection.execute("DETACH catalogue")


def _enter(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Attach the lake; of several that begin it at once, those that come second find it begun."""
    for left in reversed(range(TRIES)):
        try:
            _attach(connection, lake)
            return
        except duckdb.Error as error:  # its text may quote the address with what stands in it
            said = str(error)
        if "encrypted" in said:
            raise SetUpFailed("lake_open", place=lake.shown)
        if NOBODY in said or not left:
            raise StoreTrouble("lake_unreachable", place=lake.shown)
        time.sleep(WAIT)


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """No row is kept in the catalogue itself, where it would not be encrypted."""
    where = "postgres:" if isinstance(lake.catalogue, dict) else quoted(Path(lake.catalogue))
    more = ", META_SECRET 'catalogue'" if isinstance(lake.catalogue, dict) else ""
    options = f"DATA_PATH '{lake.data.replace(chr(39), chr(39) * 2)}', ENCRYPTED, DATA_INLINING_ROW_LIMIT 0{more}"
    connection.execute(f"ATTACH 'ducklake:{where}' AS lake ({options})")


def _sign_in(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    if isinstance(lake.catalogue, dict):
        named = {name: str(value) for name, value in lake.catalogue.items()}
        if password := lake.secrets.get("password"):
            named["password"] = password
        _keep(connection, "catalogue", "postgres", named)
    objects = {name: value for name, value in lake.secrets.items() if name in OBJECTS}
    if objects:
        _keep(connection, "objects", "s3", objects)


def _keep(connection: duckdb.DuckDBPyConnection, name: str, kind: str, values: dict[str, str]) -> None:
    """A secret of DuckDB, in memory; its values are variables and no text of a statement."""
    connection.execute("SET VARIABLE given = $values", {"values": values})
    parts = ", ".join(f"{one} getvariable('given')['{one}']" for one in values)
    try:
        connection.execute(f"CREATE SECRET {name} (TYPE {kind}, {parts})")
    finally:
        connection.execute("RESET VARIABLE given")


def _hold(said: dict[str, Any], home: Home) -> None:
    """Raises: SetUpFailed with the entry that is not right."""
    catalogue = said.get("catalogue")
    right = {
        "kind": said.get("kind") == KIND,
        "data": isinstance(said.get("data"), str) and bool(said.get("data")),
        "encrypted": said.get("encrypted", True) is True,
        "catalogue": bool(catalogue) and (isinstance(catalogue, str) or _is_address(catalogue)),
        "credentials": isinstance(said.get("credentials", ""), str),
        "fresh_seconds": isinstance(said.get("fresh_seconds", FRESH), int | float),
    } | {name: False for name in said if name not in KNOWN}
    for name, good in right.items():
        if not good:
            raise SetUpFailed("lake_settings", file=home.settings.name, name=name)


def _is_address(catalogue: Any) -> bool:
    return isinstance(catalogue, dict) and {"host", "database", "user"} <= set(catalogue) <= POSTGRES


def _secrets(file: str) -> dict[str, str]:
    """Password and keys: a TOML file that its owner alone may read, and the variable. Raises: SetUpFailed."""
    found: dict[str, str] = {}
    if file:
        place = Path(file).expanduser()
        try:
            if os.name == "posix" and place.stat().st_mode & OTHERS:
                raise SetUpFailed("key_loose", file=place.name)
            found = {name: str(value) for name, value in tomllib.loads(place.read_text("utf-8")).items()}
        except (OSError, ValueError):
            raise SetUpFailed("lake_settings", file=place.name, name="") from None
        if unknown := set(found) - OBJECTS - {"password"}:
            raise SetUpFailed("lake_settings", file=place.name, name=min(unknown))
    return found | ({"password": os.environ[PASSWORD]} if os.environ.get(PASSWORD) else {})


def _extension(name: str) -> str:
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    files = sorted(Path(found.origin).parent.rglob(f"{name}.duckdb_extension")) if found and found.origin else []
    if not files:
        raise SetUpFailed("lake_missing", package=f"duckdb-extension-{name.replace('_', '-')}")
    return quoted(files[0])
