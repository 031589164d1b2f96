"""What lies encrypted in a home, opened with its key: for tests that look whether something is in it or not."""

import polars as pl

from fitlib.store import Home, sealed
from fitlib.store.connection import writing


def opened_files(home: Home) -> list[pl.DataFrame]:
    """The rows of each Parquet file of the imports, in order."""
    with writing(home.path, sealed.read(home)) as connection:
        every = "FROM read_parquet($file, encryption_config = {footer_key: 'store'})"
        return [
            pl.DataFrame(connection.sql(every, params={"file": str(file)}))
            for file in sorted(home.imports.glob("*.parquet"))
        ]
