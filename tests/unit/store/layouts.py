"""Homes as earlier versions left them, generated here, so that no binary file need be kept."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from fitlib import store
from fitlib.store import sealed
from fitlib.store.build import keep
from fitlib.store.connection import writing
from tests.unit.store.sealed_rows import opened_files

LATER = "case_id"


def layout_0(path: Path, files: Iterable[Any]) -> store.Home:
    """Layout 0, as of November 2026: Parquet and DuckDB files in the clear, no case_id, no key of the data."""
    home = store.Home(path)
    for one in files:
        store.commit(home, [one])
    frames = opened_files(home)
    for file, frame in zip(sorted(home.imports.glob("*.parquet")), frames, strict=True):
        frame.drop(LATER, strict=False).write_parquet(file, compression="lz4")
        file.chmod(0o600)
    for later in (home.schema, home.store_key, home.database):
        later.unlink()
    with duckdb.connect(str(home.database)) as connection:
        connection.execute("CREATE TABLE store_info AS SELECT 'client-A' AS built_from")
    home.database.chmod(0o600)
    return home


def layout_1(path: Path, files: Iterable[Any]) -> store.Home:
    """Layout 1: encrypted, without case_id."""
    home = store.Home(path)
    for one in files:
        store.commit(home, [one])
    frames = opened_files(home)
    with writing(home.staging, sealed.read(home)) as connection:
        for file, frame in zip(sorted(home.imports.glob("*.parquet")), frames, strict=True):
            keep(connection, frame.drop(LATER, strict=False), file)
    home.schema.write_text("1\n", "ascii")
    home.database.unlink()
    return home
