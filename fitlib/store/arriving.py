"""A file on its way into the store: its rows lie in an encrypted file beside, as they will be kept if all are new.

They pass piece by piece, so that a long file needs no more memory than a short one; only a number a row stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from fitlib.errors import InputRefused
from fitlib.store import erase
from fitlib.store.connection import Stream
from fitlib.store.kinds import KINDS, Kind
from fitlib.store.statements import statement_for


@dataclass(frozen=True)
class Arrived:
    """A file (`intake`, fitlib.intake.Intake) whose rows lie at `place`, written for the import of that number.

    `rows`: how many they are; `erased`: how many did not enter, since their people are on the erasure list.
    """

    intake: Any
    place: Path
    number: int
    rows: int
    erased: int

    @property
    def kind(self) -> Kind:
        """What kind of rows they are."""
        return KINDS[self.intake.kind]


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
        for piece in self.intake.pieces():
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
    return Arrived(intake, place, number, rows, passing.came - rows)


def _is_doubtful(keys: Sequence[pl.Series]) -> bool:
    """Whether two keys have one number; mostly they are the same key then, and only the keys themselves can tell."""
    numbers = pl.concat([pl.Series(dtype=pl.UInt64), *keys]).sort()
    return bool((numbers.slice(1) == numbers.slice(0, max(numbers.len() - 1, 0))).any())
