"""A home in the layout of this version: every earlier layout is brought up to date, whole or not at all.

FIT_HOME/schema holds the number of the layout. 0: Parquet and DuckDB files in the clear. 1: both encrypted. 2: every
import file has the column case_id (DuckDB cannot read encrypted files of different columns together).
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from fitlib.errors import StoreMissing
from fitlib.store import ledger, sealed
from fitlib.store.connection import Arriving, bare, writing
from fitlib.store.home import FOLDER_MODE, Home, settle, shred
from fitlib.store.kinds import KINDS
from fitlib.store.sealed import Keys
from fitlib.store.statements import statement

CLEAR = b"PAR1"
"""How a Parquet file in the clear begins; an encrypted one begins with PARE."""


def schema(home: Home) -> int:
    """The number of the layout of what lies in a home. Raises: StoreMissing for one of a later version."""
    if home.schema.exists():
        found = int(home.schema.read_text("ascii"))
    else:
        first = next(iter(sorted(home.imports.glob("*.parquet"))), None)
        found = 0 if first and first.read_bytes()[:4] == CLEAR else 1 if first else CURRENT
    if found > CURRENT:
        raise StoreMissing("store_newer", found=found, known=CURRENT)
    return found


def needed(home: Home) -> bool:
    """True where imports lie in an earlier layout, or a migration was cut short."""
    return _aside(home).exists() or (any(home.imports.glob("*.json")) and schema(home) < CURRENT)


def prepare(home: Home) -> Keys:
    """The home in the current layout, with its key. The caller holds the lock. Gives the keys.

    Rule: imports in the old layout stay until their copies are whole and have the same rows; a kill or an error at any
    instant leaves the one or the other.
    Raises: SetUpFailed where there are imports of this layout and no key; StoreMissing for a later layout.
    """
    _recover(home)
    found = schema(home)
    keys = sealed.make(home) if found < 1 or not any(home.imports.glob("*.json")) else sealed.read(home)
    for step in STEPS[found:]:
        step(home, keys)
    if not home.schema.exists() or found < CURRENT:
        _number(home, CURRENT)
    return keys


def _encrypt(home: Home, keys: Keys) -> None:
    """Layout 0 to 1: an encrypted copy of each Parquet file, then both folders change places."""
    copies = home.staging / "imports"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir(mode=FOLDER_MODE)
    with bare(), writing(home.staging, keys) as connection:
        for parquet in sorted(home.imports.glob("*.parquet")):
            _copy(connection, parquet, copies / parquet.name)
    for line in home.imports.glob("*.json"):
        made = home.staging / line.name
        shutil.copyfile(line, made)
        settle(made, copies / line.name)
    home.imports.rename(_aside(home))
    copies.rename(home.imports)
    _recover(home)


def _complete(home: Home, keys: Keys) -> None:
    """Layout 1 to 2, and any later one that only adds columns: file by file, so that a kill leaves whole files."""
    with bare(), writing(home.staging, keys) as connection:
        for entry in ledger.read(home):
            place, empty = home.imports / f"{entry.stem}.parquet", KINDS[entry.kind].empty()
            (found,) = zip(*connection.execute(statement("columns"), {"place": str(place)}).fetchall(), strict=True)
            if not set(empty.columns) <= set(found):
                made = home.staging / place.name
                connection.register("brought", Arriving(empty))
                connection.execute(statement("completed"), {"place": str(place), "made": str(made)})
                settle(made, place)


def _copy(connection: duckdb.DuckDBPyConnection, clear: Path, place: Path) -> None:
    files = {"clear": str(clear), "place": str(place)}
    connection.execute(statement("encrypt"), files)
    (same,) = connection.execute(statement("same_rows"), files).fetchone()
    if not same:
        raise StoreMissing("store_damaged", file=clear.name)
    settle(place, place)


def _recover(home: Home) -> None:
    """End what a killed migration began: back where the new folder is not there, forward where it is."""
    aside = _aside(home)
    if not aside.exists():
        return
    if not any(home.imports.glob("*.json")):
        shutil.rmtree(home.imports, ignore_errors=True)
        aside.rename(home.imports)
        return
    _number(home, 1)
    for file in aside.iterdir():
        shred(file)
    aside.rmdir()
    shred(home.database)  # built anew, encrypted


def _number(home: Home, number: int) -> None:
    made = home.staging / home.schema.name
    made.write_text(f"{number}\n", "ascii")
    settle(made, home.schema)


def _aside(home: Home) -> Path:
    return home.path / "imports.old"


STEPS: tuple[Callable[[Home, Keys], None], ...] = (_encrypt, _complete)
"""STEPS[n] brings layout n to n + 1. A kind that gets a new column needs `_complete` once more, as a new step."""
CURRENT = len(STEPS)
