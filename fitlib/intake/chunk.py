"""A piece of a file as rows: what the readers of CSV and XLSX hand on."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from fitlib.intake.layout import Placed

BROKEN = pl.Schema({"line": pl.Int32, "rule": pl.String, "column": pl.String, "detail": pl.String})


@dataclass(frozen=True)
class Chunk:
    """`rows`: line and one text column per target, one row per row of the file. `broken`: the lines that are no row."""

    rows: pl.DataFrame
    broken: pl.DataFrame
    blank: tuple[int, ...]
    share: float


class Table(Protocol):
    """A file whose header is known; `chunks` gives its rows in order."""

    header: list[str]
    others: tuple[str, ...]

    def chunks(self, placed: Placed, limits: Mapping[str, Any]) -> Iterator[Chunk]:
        """The rows in pieces of bounded size."""
        ...


def ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The same pieces; the next one is read by another thread while this one is looked at."""
    with ThreadPoolExecutor(1) as reader:
        following = reader.submit(next, chunks, None)
        while (chunk := following.result()) is not None:
            following = reader.submit(next, chunks, None)
            yield chunk
