"""A file on its way into the store: its rows lie in an encrypted file beside, as they will be kept if all are new.

They pass piece by piece, so that a long file needs no more memory than a short one; only a number a row stays.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from fitlib.errors import InputRefused
from fitlib.store import erase
from fitlib.store.connection import Stream
from fitlib.store.home import Home
from fitlib.store.kinds import KINDS, Kind
from fitlib.store.statements import statement_for

AT_ONCE = 30_720
"""Rows of a piece: several are under way at once, each with its texts written out."""


@dataclass
class Arrived:
    """A file whose rows lie at `place`, written for the import of that number; nothing else holds them any more.

    `rows`: how many they are; `erased`: how many did not enter, since their people are on the erasure list.
    """

    file: str
    sha256: str
    layout: str
    kind: Kind
    number: int
    place: Path
    rows: int
    erased: int

    def put(self, place: Path) -> None:
        """Give the file of the rows another name."""
        os.replace(self.place, place)
        self.place = place

    def leave_out(self, home: Home, connection: duckdb.DuckDBPyConnection) -> None:
        """Take out the rows of people who were erased after the file arrived."""
        gone = erase.rewrite(home, connection, self.kind, self.place, erase.read(home))
        self.rows, self.erased = self.rows - gone, self.erased + gone


@dataclass
class _Passing:
    """The rows of a file that may enter, and what is counted while they pass."""

    intake: Any
    lists: Sequence[erase.List]
    came: int = 0
    keys: list[pl.Series] = field(default_factory=list)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Bounded pieces in the columns of the kind."""
        self.came, self.keys, kind = 0, [], KINDS[self.intake.kind]
        for piece in kind.staged(self._entering(kind)):
            self.keys.append(piece.select(kind.key).hash_rows())
            yield piece

    def _entering(self, kind: Kind) -> Iterator[pl.DataFrame]:
        for piece in self.intake.pieces(AT_ONCE):
            self.came += piece.height
            yield erase.without(piece, kind, self.lists)


def arrive(
    connection: duckdb.DuckDBPyConnection, intake: Any, lists: Sequence[erase.List], work: Path, number: int
) -> Arrived:  # fmt: skip
    """Write the rows of a file beside, each with a digest of what it says.

    Takes: `lists`, whose people stay out; `number`, that the import will have if no file before it is dropped.
    Raises: InputRefused where two rows share a key.
    """
    kind, passing, place = KINDS[intake.kind], _Passing(intake, lists), work / f"arrived-{number:06d}.parquet"
    connection.register("brought", Stream(passing.pieces, kind.columns))
    bound = {"source": intake.file, "number": number, "place": str(place)}
    connection.execute(statement_for("brought", kind), bound)
    connection.unregister("brought")
    rows = sum(one.len() for one in passing.keys)
    if (
        _is_doubtful(passing.keys)
        and connection.execute(statement_for("twice", kind), {"place": str(place)}).fetchone()
    ):
        raise InputRefused("store_key_twice", kind=kind.name, columns=", ".join(kind.key))
    return Arrived(intake.file, intake.sha256, intake.layout, kind, number, place, rows, passing.came - rows)


def _is_doubtful(keys: Sequence[pl.Series]) -> bool:
    """Whether two keys have one number; mostly they are the same key then, and only the keys themselves can tell."""
    numbers = pl.concat([pl.Series(dtype=pl.UInt64), *keys]).sort()
    return bool((numbers.slice(1) == numbers.slice(0, max(numbers.len() - 1, 0))).any())
