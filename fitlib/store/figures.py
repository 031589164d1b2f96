"""The second derived file: figures that the room of indicators has made of the whole store, under a stamp.

It is encrypted as the store is, holds counts and names of teams' files but no person, and is never believed where its
stamp is not the one that is asked for. Whoever changes the data may delete it.
"""

import duckdb
import polars as pl

from fitlib.store import build, sealed
from fitlib.store.connection import READ_ONLY, Arriving, attach, bare, making, writing
from fitlib.store.home import Home, private, settle
from fitlib.store.lock import held
from fitlib.store.sealed import Keys
from fitlib.store.statements import statement

NAME = "figures"
SHAPE = "BLOCK_SIZE 16384, ROW_GROUP_SIZE 2048, "
"""Small pieces, since a page decrypts a few of them: one team's figures are some hundred rows in 150,000."""


def keep(home: Home, rows: pl.DataFrame, made_of: str, built_from: str) -> bool:
    """Put figures beside the store, whole or not at all; a reader that has the earlier file open keeps it.

    Takes: one row per figure (sql/figures/figure.sql), the stamp, what the store was built from that they are of.
    Gives: False where an import is under way or has come between; it will have its own figures made.
    """
    with private(), held(home.lock, wait=False) as mine:
        if not mine or build.built_from(home) != built_from:
            return False
        home.sweep()
        try:
            _write(home, rows, made_of)
        except PermissionError:  # Windows: a reader has the earlier file open
            return False
        finally:
            home.sweep()
    return True


def _write(home: Home, rows: pl.DataFrame, made_of: str) -> None:
    made, keys = home.staging / home.figures.name, sealed.read(home)
    with bare(), writing(home.staging, keys) as connection, making(connection, made, keys, SHAPE):
        connection.register("brought", Arriving(rows))
        connection.execute(statement("figures/figure"))
        connection.unregister("brought")
        connection.execute(statement("figures/made_of"), {"made_of": made_of})
    settle(made, home.figures)


def see(connection: duckdb.DuckDBPyConnection, home: Home, keys: Keys) -> str:
    """Let an open connection see the figures of a home. Gives: their stamp; "" where there are none to be read."""
    if not home.figures.exists():
        return ""
    try:
        attach(connection, home.figures, keys, READ_ONLY, NAME)
        return connection.execute(statement("figures/stamp")).fetchone()[0]
    except (duckdb.Error, TypeError):  # damaged, of another key, or just replaced on a system that locks files
        return ""
