"""Take what intake kept into the store: say what is new, what was there already and what is corrected, and keep it.

The truth is a row of Parquet files, one an import. A ledger file written last makes an import exist; the derived
DuckDB file takes the rows in afterwards, or is built anew. A kill at any instant leaves every earlier import whole.
"""

import itertools
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from fitlib.store import build, erase, ledger, migrate, mirror, refresh, sealed
from fitlib.store.arriving import Arrived, arrive
from fitlib.store.connection import bare, writing
from fitlib.store.home import Home, private, settle
from fitlib.store.ledger import Entry
from fitlib.store.lock import held
from fitlib.store.statements import statement, statement_for
from fitlib.store.trouble import told

CORRECTIONS = {"file": pl.String(), "line": pl.Int32(), "columns": pl.List(pl.String())}


@dataclass(frozen=True)
class FileCommitted:
    """What one file brought. `absent`: rows of an earlier file of this name that are not in it; `removed` of them.

    `erased`: rows of people who were taken out; they do not come back.
    """

    file: str
    kind: str
    new: int
    duplicate: int
    corrected: int
    absent: int
    removed: int
    erased: int = 0


@dataclass(frozen=True)
class Committed:
    """What a call brought, file by file; `corrections`: one row per corrected row (file, line, columns that differ)."""

    files: tuple[FileCommitted, ...]
    corrections: pl.DataFrame


@told
def commit(
    home: Home, intakes: Iterable[Any], *, dry_run: bool = False, replace: bool = False,
    today: date | None = None, progress: Callable[[str], None] = lambda file: None,
) -> Committed:  # fmt: skip
    """Keep what is new or corrected in these files; the newest import of a row wins, the older stays as history.

    Takes: intakes (fitlib.intake.Intake) in order; dry_run writes nothing; replace takes absent rows out.
    Gives: Committed. Rule: the same rows twice change nothing; each file is kept whole or not at all.
    Raises: InputRefused where a file has two rows for one key.
    """
    if dry_run:
        mirror.refresh(home)
        with tempfile.TemporaryDirectory() as folder, private():
            keys = sealed.read(home) if home.store_key.exists() else sealed.passing()
            with bare(), writing(Path(folder), keys) as connection:
                return _Call(home, Path(folder), replace, today).take(connection, intakes, progress, keep=False)
    with private(), held(home.make().lock):
        home.sweep()
        keys = migrate.prepare(home)
        mirror.caught_up(home)
        with bare(), writing(home.staging, keys) as connection:
            if erase.is_pending(home):
                erase.finish(home, connection)
            committed = _Call(home, home.staging, replace, today).take(connection, intakes, progress, keep=True)
            if build.is_stale(home) and not refresh.refresh(home):
                build.build(home, connection)
        home.sweep()
    return committed


class _Call:
    """The work on the files of one call, in order: a file is compared with the store and with the files before it."""

    def __init__(self, home: Home, work: Path, removing: bool, today: date | None) -> None:
        self.home, self.work, self.removing, self.today = home, work, removing, today

    def _begin(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What is there already."""
        self.entries = ledger.read(self.home)
        self.number = self.entries[-1].number if self.entries else 0
        self.places = build.parquet_files(connection, self.home, self.entries, self.work)

    def take(
        self, connection: duckdb.DuckDBPyConnection, intakes: Iterable[Any], progress: Callable[[str], None], keep: bool
    ) -> Committed:
        """All files arrive before the first is kept: one that is refused refuses the call."""
        self._begin(connection)
        lists, numbers = erase.read(self.home), itertools.count(self.number + 1)
        arrived = [arrive(connection, one, lists, self.work, next(numbers)) for one in intakes]
        files, corrections = [], [pl.DataFrame(schema=CORRECTIONS)]
        for one in arrived:
            entry, corrected = self._one(connection, one, keep)
            files.append(FileCommitted(*(getattr(entry, name) for name in FileCommitted.__dataclass_fields__)))
            corrections.append(corrected)
            progress(entry.file)
        return Committed(tuple(files), pl.concat(corrections))

    def _one(self, connection: duckdb.DuckDBPyConnection, arrived: Arrived, keep: bool) -> tuple[Entry, pl.DataFrame]:
        """Compare and keep one file; where another home's import was quicker, fetch that and compare anew."""

        def once() -> tuple[Entry, pl.DataFrame]:
            entry, corrected = self._compare(connection, arrived)
            if entry.new + entry.corrected + entry.removed:
                self._add(entry, keep)
            return entry, corrected

        def again() -> None:
            arrived.put(self.work / f"again-{arrived.number}.parquet")  # what is fetched may have the name that it has
            mirror.caught_up(self.home)
            self._begin(connection)
            arrived.leave_out(self.home, connection)

        return mirror.patiently(once, again)

    def _compare(self, connection: duckdb.DuckDBPyConnection, arrived: Arrived) -> tuple[Entry, pl.DataFrame]:
        """Have the rows to keep lie beside; give their ledger entry and the list of corrections."""
        entry = Entry(
            self.number + 1, arrived.file, arrived.sha256, arrived.kind.name, arrived.layout,
            self.today and self.today.isoformat(), 0, 0, 0, 0, 0, arrived.erased,
        )  # fmt: skip
        place = self.work / f"{entry.stem}.parquet"
        new, corrected, absent = self._counted(connection, arrived)
        entry = replace(
            entry, new=new, corrected=corrected, duplicate=arrived.rows - new - corrected, absent=absent,
            removed=absent if self.removing else 0,
        )  # fmt: skip
        if (new, entry.removed, arrived.number) == (arrived.rows, 0, entry.number):
            arrived.put(place)  # as it stands
        elif new + corrected + entry.removed:
            bound = {"source": arrived.file, "number": entry.number, "place": str(place), "replace": self.removing}
            connection.execute(statement_for("changes", arrived.kind), bound)
        return entry, self._corrections(connection, arrived, place) if corrected else pl.DataFrame(schema=CORRECTIONS)

    def _counted(self, connection: duckdb.DuckDBPyConnection, arrived: Arrived) -> tuple[int, int, int]:
        """How many rows are new, corrected, absent. Keys and digests are compared, of other digests the rows too."""
        kind, places = arrived.kind, self.places[arrived.kind.name]
        if len(places) == 1 and arrived.number == self.number + 1:  # there is but the file without rows
            return arrived.rows, 0, 0
        build.see_stored(connection, kind, places, self.entries)
        connection.execute("SET VARIABLE incoming_file = $place", {"place": str(arrived.place)})
        connection.execute("SET VARIABLE incoming_source = $source", {"source": arrived.file})
        for name in ("incoming", "absent", "differing"):
            connection.execute(statement_for(name, kind))
        if connection.execute("SELECT 1 FROM differing WHERE change = 'corrected' LIMIT 1").fetchone():
            connection.execute(statement_for("same", kind))
        return connection.execute(statement("counted")).fetchone()

    def _corrections(self, connection: duckdb.DuckDBPyConnection, arrived: Arrived, place: Path) -> pl.DataFrame:
        found = connection.execute(statement_for("corrections", arrived.kind), {"place": str(place)}).fetchall()
        return pl.DataFrame([(arrived.file, *row) for row in found], schema=CORRECTIONS, orient="row")

    def _add(self, entry: Entry, keep: bool) -> None:
        """Later files are compared with this one as well; the ledger's file comes last, and makes the import exist."""
        place = self.work / f"{entry.stem}.parquet"
        if keep:
            mirror.keep(self.home, entry, place)
            made, place = place, self.home.imports / place.name
            settle(made, place)
            ledger.write(self.home, entry)
        self.number, self.entries = entry.number, [*self.entries, entry]
        self.places[entry.kind].append(str(place))
