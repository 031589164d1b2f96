"""Take what intake kept into the store: say what is new, what was there already and what is corrected, and keep it.

The truth is a row of Parquet files, one an import. A ledger file written last makes an import exist; the derived
DuckDB file takes the rows in afterwards, or is built anew. A kill at any instant leaves every earlier import whole.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from fitlib.store import build, erase, ledger, migrate, mirror, refresh, sealed
from fitlib.store.connection import Arriving, bare, writing
from fitlib.store.home import Home, private, settle
from fitlib.store.kinds import KINDS, Kind
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
            staged = _staged(intakes, erase.read(home))
            with bare(), writing(Path(folder), keys) as connection:
                return _Call(home, Path(folder), replace, today).take(connection, staged, progress, keep=False)
    with private(), held(home.make().lock):
        home.sweep()
        keys = migrate.prepare(home)
        mirror.caught_up(home)
        staged = _staged(intakes, erase.read(home))
        with bare(), writing(home.staging, keys) as connection:
            if erase.is_pending(home):
                erase.finish(home, connection)
            committed = _Call(home, home.staging, replace, today).take(connection, staged, progress, keep=True)
            if build.is_stale(home) and not refresh.refresh(home):
                build.build(home, connection)
        home.sweep()
    return committed


def _staged(intakes: Iterable[Any], lists: Sequence[erase.List]) -> list[tuple[Any, pl.DataFrame]]:
    """All files before the first is kept: one that is refused refuses the call."""
    kinds = ((one, KINDS[one.kind]) for one in intakes)
    return [(one, kind.stage(erase.without(one.kept, kind, lists))) for one, kind in kinds]


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
        self, connection: duckdb.DuckDBPyConnection, staged: Iterable[tuple[Any, pl.DataFrame]],
        progress: Callable[[str], None], keep: bool,
    ) -> Committed:  # fmt: skip
        self._begin(connection)
        files, corrections = [], [pl.DataFrame(schema=CORRECTIONS)]
        for intake, rows in staged:
            entry, corrected = self._one(connection, intake, rows, keep)
            files.append(FileCommitted(*(getattr(entry, name) for name in FileCommitted.__dataclass_fields__)))
            corrections.append(corrected)
            progress(intake.file)
        return Committed(tuple(files), pl.concat(corrections))

    def _one(
        self, connection: duckdb.DuckDBPyConnection, intake: Any, rows: pl.DataFrame, keep: bool
    ) -> tuple[Entry, pl.DataFrame]:
        """Compare and keep one file; where another home's import was quicker, fetch that and compare anew."""

        def once() -> tuple[Entry, pl.DataFrame]:
            entry, corrected = self._compare(connection, intake, rows)
            if entry.new + entry.corrected + entry.removed:
                self._add(entry, keep)
            return entry, corrected

        def again() -> None:
            nonlocal rows
            mirror.caught_up(self.home)
            self._begin(connection)
            rows = erase.without(rows, KINDS[intake.kind], erase.read(self.home))

        return mirror.patiently(once, again)

    def _compare(
        self, connection: duckdb.DuckDBPyConnection, intake: Any, rows: pl.DataFrame
    ) -> tuple[Entry, pl.DataFrame]:
        """Write the rows to keep beside; give their ledger entry and the list of corrections."""
        kind = KINDS[intake.kind]
        entry = Entry(
            self.number + 1, intake.file, intake.sha256, intake.kind, intake.layout,
            self.today and self.today.isoformat(), 0, 0, rows.height, 0, 0, intake.kept.height - rows.height,
        )  # fmt: skip
        place = str(self.work / f"{entry.stem}.parquet")
        self._prepare(connection, kind, rows, intake.file)
        bound = {"source": intake.file, "number": entry.number, "place": place}
        self._keep(connection, kind, bound)
        counts = dict(connection.execute(statement("counts"), {"place": place}).fetchall())
        corrected = connection.execute(statement_for("corrections", kind), {"place": place}).fetchall()
        (absent,) = connection.execute("SELECT count(*) FROM absent").fetchone()
        entry = replace(entry, absent=absent, **counts)
        listed = pl.DataFrame([(intake.file, *row) for row in corrected], schema=CORRECTIONS, orient="row")
        return replace(entry, duplicate=entry.duplicate - entry.new - entry.corrected), listed

    def _keep(self, connection: duckdb.DuckDBPyConnection, kind: Kind, bound: dict[str, Any]) -> None:
        """Write what is new or differs. Keys and digests are compared, and of other digests the rows themselves."""
        if len(self.places[kind.name]) == 1:  # the file without rows
            connection.execute(statement("first"), bound)
            return
        connection.execute(statement_for("differing", kind))
        if connection.execute("SELECT 1 FROM differing WHERE change = 'corrected' LIMIT 1").fetchone():
            connection.execute(statement_for("same", kind))
        connection.execute(statement_for("changes", kind), {**bound, "replace": self.removing})

    def _prepare(self, connection: duckdb.DuckDBPyConnection, kind: Kind, rows: pl.DataFrame, source: str) -> None:
        connection.register("brought", Arriving(rows))
        connection.execute("SET VARIABLE incoming_source = $source", {"source": source})
        build.see_stored(connection, kind, self.places[kind.name], self.entries)
        for view in ("incoming", "absent"):
            connection.execute(statement_for(view, kind))

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
