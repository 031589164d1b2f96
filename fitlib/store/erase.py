"""People who are taken out: the work of rewriting every file that has their rows, and the lake where there is one."""

import errno
import os
import secrets
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from fitlib.errors import StoreMissing
from fitlib.store import build, ledger, migrate, mirror, sealed
from fitlib.store.connection import bare, reading, writing
from fitlib.store.erasures import List, is_pending, merge, on, parse, read, write
from fitlib.store.home import Home, private, settle, shred
from fitlib.store.kinds import KINDS, Kind
from fitlib.store.ledger import Entry
from fitlib.store.lock import held
from fitlib.store.statements import statement, statement_for
from fitlib.store.trouble import told

__all__ = [
    "Erased", "List", "drop", "erase", "finish", "is_pending", "merge", "on", "parse", "read", "rewrite", "traces",
    "without",
]  # fmt: skip

NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EACCES, errno.ENOSYS}
COUNTS = {"new": 0, "corrected": 0, "removed": 0}


@dataclass(frozen=True)
class Erased:
    """What an erasure took out: rows by kind in the import files (their history too), files written anew."""

    rows: dict[str, int]
    files: int


@told
def erase(home: Home, people: Sequence[str], today: date | None = None) -> Erased:
    """Take people out of every import file and out of the derived file, and keep them out of later imports.

    Takes: pseudonyms. Rule: the list is on disk first, so that a kill only delays the rest; old files are overwritten.
    """
    day = today.isoformat() if today else ""
    return _take_out(home, lambda first: [(first.digest(one), day) for one in people if not first.has(one)], ())


@told
def drop(home: Home, people: Sequence[str]) -> Erased:
    """Take people out whose time has passed; a later export may bring them back, if they are in it."""
    return _take_out(home, lambda first: [], people)


def _take_out(home: Home, new: Callable[[List], list[tuple[str, str]]], also: Sequence[str]) -> Erased:
    with private(), held(home.make().lock):
        home.sweep()
        keys = migrate.prepare(home)
        mirror.caught_up(home)
        first, *others = read(home) or (List(secrets.token_bytes(32).hex()),)
        write(home, [replace(first, people=first.people + tuple(new(first)), pending=True), *others])
        with bare(), writing(home.staging, keys) as connection:
            done = finish(home, connection, also)
        home.sweep()
    return done


def finish(home: Home, connection: duckdb.DuckDBPyConnection, also: Sequence[str] = ()) -> Erased:
    """Apply the lists, and take out `also`, in every import file and in the lake, then build anew.

    The caller holds the lock. Rule: the lists are pending until the lake, where there is one, is rid of them as well.
    """
    rows, touched = dict.fromkeys(KINDS, 0), set()
    shred(home.figures)  # counts that held them; the next import or batch makes them anew

    def once() -> None:
        lists = read(home)
        for entry in ledger.read(home):
            kind = KINDS[entry.kind]
            gone = rewrite(home, connection, kind, home.imports / f"{entry.stem}.parquet", lists, also)
            rows[kind.name] += gone
            touched.update([entry.number] if gone else [])
            _recount(home, connection, entry)
        mirror.erased(home, also)

    mirror.patiently(once, lambda: mirror.caught_up(home))
    write(home, [replace(one, pending=False) for one in read(home)])
    if not ledger.is_empty(home):
        _rebuild(home, connection)
    return Erased(rows, len(touched))


def without(rows: pl.DataFrame, kind: Kind, lists: Sequence[List]) -> pl.DataFrame:
    """The rows of a file that may enter: nobody who was erased comes back with an old export."""
    gone = on(lists, rows[kind.person].drop_nulls().unique().to_list()) if lists else []
    return rows.filter(~pl.col(kind.person).is_in(gone).fill_null(False)) if gone else rows


def rewrite(
    home: Home, connection: duckdb.DuckDBPyConnection, kind: Kind, place: Path, lists: Sequence[List],
    also: Sequence[str] = (),
) -> int:  # fmt: skip
    """Write a file anew without the people on the lists or in `also`; gives how many of its rows were theirs."""
    people = connection.execute(statement_for("people", kind), {"place": str(place)}).fetchall()
    counts = dict(people)
    gone = sorted({*on(lists, [one for one in counts if one is not None]), *(set(also) & set(counts))})
    if gone:
        made = home.staging / f"left-{place.name}"
        found = {"place": str(place), "made": str(made), "gone": gone}
        connection.execute(statement_for("without", kind), found)
        swap(home, made, place)
    return sum(counts[one] for one in gone)


def _recount(home: Home, connection: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    place = str(home.imports / f"{entry.stem}.parquet")
    counts = COUNTS | dict(connection.execute(statement("counts"), {"place": place}).fetchall())
    if {name: getattr(entry, name) for name in COUNTS} != counts:
        ledger.write(home, replace(entry, **counts))


def _rebuild(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    aside = home.staging / "before.duckdb"
    _keep_hold(home.database, aside)
    build.build(home, connection)
    shred(aside)


def swap(home: Home, made: Path, place: Path) -> None:
    """Put a file into the place of another, and overwrite the bytes of the other."""
    aside = home.staging / f"{place.name}.before"
    _keep_hold(place, aside)
    settle(made, place)
    shred(aside)


def _keep_hold(place: Path, aside: Path) -> None:
    """A second name for the file that is about to be replaced, so that its bytes can still be reached."""
    aside.unlink(missing_ok=True)
    if place.exists():
        try:
            os.link(place, aside)
        except OSError as error:  # a file system without links: the bytes stay, encrypted, where they were
            if error.errno not in NO_LINKS:
                raise StoreMissing("store_damaged", file=place.name) from None


def traces(home: Home, needles: Collection[str]) -> set[str]:
    """Names of the import files and of the derived tables in whose rows one of these texts still stands."""
    if ledger.is_empty(home):
        return set()
    keys, found = sealed.read(home), set()
    with private(), tempfile.TemporaryDirectory() as folder, bare(), writing(Path(folder), keys) as connection:
        for file in sorted(home.imports.glob("*.parquet")):
            bound = {"place": str(file), "needles": list(needles)}
            if connection.execute(statement("traces"), bound).fetchone()[0]:
                found.add(file.name)
    with bare(), reading(home.database, keys) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
            bound = {"name": table, "needles": list(needles)}
            if connection.execute(statement("traces_in_table"), bound).fetchone()[0]:
                found.add(table)
    return found | mirror.traces(home, needles)
