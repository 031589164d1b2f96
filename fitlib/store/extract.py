"""An extract: the rows of some teams, or of one worker, in a home of its own under a key of its own."""

import hashlib
from collections.abc import Iterable

import polars as pl

from fitlib.store import build, ledger, migrate
from fitlib.store.connection import bare, writing
from fitlib.store.home import Home, private
from fitlib.store.kinds import ADDED, KINDS, Kind
from fitlib.store.ledger import Entry
from fitlib.store.lock import held
from fitlib.store.opened import Store
from fitlib.store.statements import statement_for
from fitlib.store.trouble import told


@told
def extract(whole: Store, into: Home, teams: Iterable[str], worker: str | None = None) -> Home:
    """Make the home of an extract of an open store; a home that is there already is not touched.

    Takes: teams, and a worker's pseudonym where only that worker's clients may be in it.
    Rule: the day that the data reach to is that of the whole store, so that a figure is the same in both.
    Gives: the home. One import per kind of rows, also where none is left.
    """
    with private(), held(into.make().lock):
        into.sweep()
        keys = migrate.prepare(into)
        into.as_of.write_text(whole.stamp.data_date.isoformat() if whole.stamp.data_date else "", "ascii")
        with bare(), writing(into.staging, keys) as connection:
            for number, kind in enumerate(KINDS.values(), start=1):
                rows = _rows(whole, kind, list(teams), worker, number)
                digest = hashlib.sha256(f"{whole.stamp.data_hash} {kind.name} {rows.height}".encode()).hexdigest()
                file = f"{kind.name}.parquet"
                entry = Entry(number, file, digest, kind.name, "extract", None, rows.height, 0, 0, 0, 0)
                build.keep(connection, rows, into.imports / f"{entry.stem}.parquet")
                ledger.write(into, entry)
            build.build(into, connection)
    return into


def _rows(whole: Store, kind: Kind, teams: list[str], worker: str | None, number: int) -> pl.DataFrame:
    found = whole.ask(statement_for("extracted", kind), teams=teams)
    if worker is not None:
        own = whole.ask("SELECT DISTINCT client FROM episode WHERE worker = $worker", worker=worker)["client"]
        person = kind.person if kind.person == "client" else None
        found = found.filter(pl.col("client").is_in(own.implode()) if person else False)
    rows = found.select(pl.col(name).cast(of) for name, of in {**kind.columns, "source": pl.String()}.items())
    added = {
        "row_hash": rows.hash_rows() if rows.height else pl.Series([], dtype=pl.UInt64),
        "import_no": pl.lit(number, pl.Int32), "change": pl.lit("new"),
    }  # fmt: skip
    return rows.with_columns(**added).select(*kind.columns, *ADDED)
