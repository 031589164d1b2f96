"""A program of its own for the test of memory: it imports so many rows, piece by piece, and prints its peak in MB.

Its argument: home, rows. Rows are invented piece by piece, so that the program itself holds none of them.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from fitlib import store
from fitlib.intake.outcome import Intake
from fitlib.store import connection
from tests.unit.store.rows import scores
from workbench.bench.sessions import invent

PIECE = 25_000


@dataclass(frozen=True)
class Long(Intake):
    """A file whose rows are made when they are asked for."""

    def pieces(self, rows: int = PIECE) -> Iterator[pl.DataFrame]:
        for at in range(0, self.rows, PIECE):
            yield invent(PIECE, seed=at).rows


def peak() -> int:
    """The most memory that this program ever had; what its parent had before it does not count."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    home, rows = Path(sys.argv[1]), int(sys.argv[2])
    connection.MEMORY = "128MB"
    blank = scores("long.csv")
    (done,) = store.commit(store.Home(home), [Long(**{**vars(blank), "rows": rows})]).files
    assert done.new == rows
    print(peak())
