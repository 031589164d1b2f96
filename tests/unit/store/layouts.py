"""Homes as earlier versions left them, generated here, so that no binary file need be kept."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from fitlib import store
from tests.unit.store.sealed_rows import opened_files


def layout_0(path: Path, files: Iterable[Any]) -> store.Home:
    """Layout 0, as of November 2026: Parquet and DuckDB files in the clear, no key of the data, no number."""
    home = store.Home(path)
    for one in files:
        store.commit(home, [one])
    frames = opened_files(home)
    for file, frame in zip(sorted(home.imports.glob("*.parquet")), frames, strict=True):
        frame.write_parquet(file, compression="lz4")
        file.chmod(0o600)
    for later in (home.schema, home.store_key, home.database):
        later.unlink()
    with duckdb.connect(str(home.database)) as connection:
        connection.execute("CREATE TABLE store_info AS SELECT 'client-A' AS built_from")
    home.database.chmod(0o600)
    return home
