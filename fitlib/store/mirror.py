"""A home whose truth is in a lake: it fetches what others imported, and an import is there when the lake has it.

The home keeps the files of each import as any home does, so everything that reads is as it was. One row of the lake
(head) is changed by each import and erasure: of two at once DuckLake refuses the later, which then looks again.
"""

import json
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from fitlib.errors import SetUpFailed, StoreMissing, StoreTrouble
from fitlib.store import erasures, lake, ledger, migrate, sealed
from fitlib.store.connection import Arriving
from fitlib.store.home import Home, private, settle, shred
from fitlib.store.kinds import KINDS
from fitlib.store.lake import Lake
from fitlib.store.ledger import Entry
from fitlib.store.lock import held
from fitlib.store.statements import statement, statement_for

TRIES, WAIT = 12, 0.05
STILL = "FIT_STILL"
"""A process with this variable reads the home as it is: all pages of a batch read one snapshot."""


class Moved(Exception):
    """Somebody else has imported or erased meanwhile."""


@dataclass(frozen=True)
class Head:
    """Where a lake stands."""

    lake: str
    layout: int
    number: int
    erasures: int
    key_check: str | None


@contextmanager
def joined(home: Home, found: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake of a home, with its tables. The caller holds the lock. Raises: as `lake.attached`, and SetUpFailed."""
    keys = migrate.prepare(home)
    with lake.attached(found, home.staging, keys) as connection:
        if _tables(connection, home):
            lake.quiet(connection, found)
        head = _head(connection)
        own = _own_check(home)
        if head.layout != migrate.CURRENT:
            raise StoreMissing("lake_layout", found=head.layout, known=migrate.CURRENT)
        if own and head.key_check and own != head.key_check:
            raise SetUpFailed("lake_key_other", file=home.key.name)
        yield connection


def refresh(home: Home) -> None:
    """Fetch what the lake has and the home has not, where the home has a lake and has not looked a moment ago.

    Rule: where an import is under way here it does that, and nobody waits.
    """
    found = None if os.environ.get(STILL) else lake.of(home)
    if found is None or _looked(home) < found.fresh_seconds:
        return
    with private(), held(home.make().lock, wait=not home.database.exists()) as mine:
        if mine:
            home.sweep()
            caught_up(home)
            home.sweep()


def fetch(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """The files of the home as the lake has them. The caller holds the lock.

    Rule: after an erasure anywhere, every file is fetched anew; a home with data of its own fills an empty lake, or
    has filled it and was cut short before it could note so.
    """
    known, head = _mark(home), _head(connection)
    if known is None and not {*ledger.read(home)} <= {*_entries(connection)}:
        try:
            _fill(home, connection)
        except Moved:
            raise StoreMissing("lake_other", home=str(home.path)) from None
        head = _head(connection)
    elif known is not None and known["lake"] != head.lake:
        raise StoreMissing("lake_other", home=str(home.path))
    elif (known["erasures"] if known else 0) != head.erasures:
        _forget(home)
    _lists(home, connection)
    there = {entry.number for entry in ledger.read(home)}
    for entry in _entries(connection):
        if entry.number not in there:
            _fetch(home, connection, entry)
    _write_mark(home, head)


def keep(home: Home, entry: Entry, place: Path) -> None:
    """An import into the lake: its rows and its line, or nothing. Raises: Moved where it must be compared anew."""
    found = lake.of(home)
    if found is not None:
        with joined(home, found) as connection, _changing(connection, home) as head:
            if (head.number + 1, head.erasures) != (entry.number, (_mark(home) or {}).get("erasures")):
                raise Moved  # an erasure changes no number, and its lists may hold somebody of this file
            _add(connection, entry, place)


def caught_up(home: Home) -> None:
    """The home as its lake is, whenever it last looked; nothing where it has none. The caller holds the lock."""
    found = lake.of(home)
    if found is not None:
        with joined(home, found) as connection:
            fetch(home, connection)


def patiently(deed: Callable[[], Any], again: Callable[[], None]) -> Any:
    """What `deed` gives; where others were quicker, `again` is done first and it is tried once more."""
    for number in range(TRIES):
        try:
            return deed()
        except Moved:
            time.sleep(WAIT * number)
            again()
    raise StoreTrouble("lake_busy", place="")


def erased(home: Home, also: Iterable[str]) -> None:
    """Take out of the lake whoever has been taken out of the home, and delete every file and snapshot with them.

    The caller holds the lock and has applied the lists to the home, which had caught up.
    """
    found = lake.of(home)
    if found is None:
        return
    with joined(home, found) as connection:
        with _changing(connection, home) as head:
            if (_last(home), _mark(home)["erasures"]) != (head.number, head.erasures):
                raise Moved
            _take_out(home, connection, list(also))
        _write_mark(home, _head(connection))
        lake.rid(connection, found)


def traces(home: Home, needles: Iterable[str]) -> set[str]:
    """Tables of the lake, or its catalogue, where one of these texts still stands."""
    found, hits = lake.of(home), set()
    if found is not None:
        with private(), held(home.lock), joined(home, found) as connection:
            bound = {"needles": list(needles)}
            for kind in KINDS.values():
                if connection.execute(statement_for("lake/traces", kind), bound).fetchone()[0]:
                    hits.add(f"lake.{kind.table}")
            if connection.execute(statement("lake/bounds"), bound).fetchone()[0]:
                hits.add("lake")
    return hits


def _tables(connection: duckdb.DuckDBPyConnection, home: Home) -> bool:
    """The tables of a lake that has none yet; of two homes that begin at once one begins it. Gives: whether new."""
    if connection.execute(statement("lake/begun_before")).fetchone()[0]:
        return False
    try:
        connection.execute("BEGIN")
        for name in ("head", "import_line", "erasure"):
            connection.execute(statement(f"lake/{name}"))
        for kind in KINDS.values():
            connection.register("brought", Arriving(kind.empty()))
            connection.execute(statement_for("lake/row", kind))
        bound = {"lake": uuid.uuid4().hex, "layout": migrate.CURRENT, "key_check": _own_check(home)}
        connection.execute(statement("lake/begun"), bound)
        connection.execute("COMMIT")
    except duckdb.Error:
        _undo(connection)
        if not connection.execute(statement("lake/begun_before")).fetchone()[0]:
            raise
        return False
    return True


@contextmanager
def _changing(connection: duckdb.DuckDBPyConnection, home: Home) -> Iterator[Head]:
    """One transaction of the lake that changes `head`. Raises: Moved where another one was quicker."""
    connection.execute("BEGIN")
    try:
        yield _head(connection)
        connection.execute("COMMIT")
    except duckdb.TransactionException:  # DuckLake's word for "another snapshot was quicker, and touched the same"
        _undo(connection)
        raise Moved from None
    except BaseException:
        _undo(connection)
        raise


def _undo(connection: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):  # a commit that failed has ended the transaction
        connection.execute("ROLLBACK")


def _add(connection: duckdb.DuckDBPyConnection, entry: Entry, place: Path) -> None:
    connection.execute("UPDATE lake.head SET number = $number", {"number": entry.number})
    connection.execute(statement_for("lake/added", KINDS[entry.kind]), {"place": str(place)})
    line = json.dumps(asdict(entry), ensure_ascii=False)
    connection.execute("INSERT INTO lake.import_line VALUES ($number, $line)", {"number": entry.number, "line": line})


def _fill(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """All imports of a home that had its data itself, and its erasure lists, into an empty lake. Raises: Moved."""
    with _changing(connection, home) as head:
        if head.number or head.erasures:
            raise Moved
        for entry in ledger.read(home):
            _add(connection, entry, home.imports / f"{entry.stem}.parquet")
        _put_lists(home, connection)


def _take_out(home: Home, connection: duckdb.DuckDBPyConnection, also: list[str]) -> None:
    lists = erasures.read(home)
    for kind in KINDS.values():
        people = [one for (one,) in connection.execute(statement_for("lake/people", kind)).fetchall()]
        gone = sorted({*erasures.on(lists, people), *(set(also) & set(people))})
        if gone:
            connection.execute(statement_for("lake/left", kind), {"gone": gone})
            connection.execute(f"DROP TABLE lake.{kind.table}")
            connection.execute(f"ALTER TABLE lake.{kind.table}_left RENAME TO {kind.table}")
    connection.execute("DELETE FROM lake.import_line")
    for entry in ledger.read(home):
        bound = {"number": entry.number, "line": json.dumps(asdict(entry), ensure_ascii=False)}
        connection.execute("INSERT INTO lake.import_line VALUES ($number, $line)", bound)
    _put_lists(home, connection)
    connection.execute("UPDATE lake.head SET erasures = erasures + 1")


def _put_lists(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    if home.erased.exists():
        connection.execute("DELETE FROM lake.erasure")
        connection.execute("INSERT INTO lake.erasure VALUES ($lists)", {"lists": home.erased.read_text("utf-8")})


def _lists(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """The lake's erasure lists beside the home's own; rows of the lake are rid of them already."""
    found = connection.execute("FROM lake.erasure").fetchone()
    if found:
        erasures.merge(home, erasures.parse(found[0]), pending=False)


def _entries(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    found = connection.execute("SELECT line FROM lake.import_line ORDER BY number").fetchall()
    return [Entry(**json.loads(line)) for (line,) in found]


def _fetch(home: Home, connection: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    made = home.staging / f"{entry.stem}.parquet"
    bound = {"number": entry.number, "place": str(made)}
    connection.execute(statement_for("lake/fetched", KINDS[entry.kind]), bound)
    settle(made, home.imports / made.name)
    ledger.write(home, entry)


def _forget(home: Home) -> None:
    """Every import file of the home goes: rows in it have been taken out of the lake."""
    for line in home.imports.glob("*.json"):
        line.unlink()
    for file in (*home.imports.glob("*.parquet"), home.database, home.figures):
        shred(file)


def _head(connection: duckdb.DuckDBPyConnection) -> Head:
    return Head(*connection.execute("SELECT lake, layout, number, erasures, key_check FROM lake.head").fetchone())


def _own_check(home: Home) -> str | None:
    """Tells whether two homes make the same pseudonyms, and nothing else."""
    return sealed.Keys.of(home.key.read_bytes()).check if home.key.exists() else None


def _looked(home: Home) -> float:
    """Seconds since this home was last compared with its lake."""
    return time.time() - home.mark.stat().st_mtime if home.mark.exists() else float("inf")


def _last(home: Home) -> int:
    return max((entry.number for entry in ledger.read(home)), default=0)


def _mark(home: Home) -> dict[str, Any] | None:
    return json.loads(home.mark.read_text("ascii")) if home.mark.exists() else None


def _write_mark(home: Home, head: Head) -> None:
    made = home.staging / home.mark.name
    made.write_text(json.dumps({"lake": head.lake, "erasures": head.erasures}), "ascii")
    settle(made, home.mark)
