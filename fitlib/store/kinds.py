"""The kinds of rows that the store keeps: their columns, and what makes two rows the same row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from fitlib.intake.outcome import NOMAD, PIECE, SCORES, VISITS

ADDED = {"row_hash": pl.UInt64(), "source": pl.String(), "import_no": pl.Int32(), "change": pl.String()}
"""What the store adds to a row: digest of its content, file label, number of the import, new | corrected | removed."""


@dataclass(frozen=True)
class Kind:
    """One kind of rows. `key` says which row it is, the other columns what it says, `person` whose it is."""

    name: str
    table: str
    key: tuple[str, ...]
    columns: Mapping[str, pl.DataType]
    person: str
    numbered: tuple[str, ...] = ()

    def staged(self, pieces: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The rows of a file as the store keeps them, in pieces; those that need an order are put together for it."""
        for rows in self._number(pl.concat(pieces)).iter_slices(PIECE) if self.numbered else pieces:
            yield rows.select(pl.col(name).cast(kind) for name, kind in self.columns.items())

    def empty(self) -> pl.DataFrame:
        """No row: it gives the columns their types where nothing was imported yet."""
        return pl.DataFrame(schema={**self.columns, **ADDED})

    def _number(self, kept: pl.DataFrame) -> pl.DataFrame:
        """Rows alike in all that identifies them are told apart by their order, whatever the order of the file."""
        others = [name for name in self.columns if name not in (*self.numbered, "order_no", "line")]
        order = pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(self.numbered).alias("order_no")
        return kept.sort(*self.numbered, *others, maintain_order=True).with_columns(order)

    @property
    def content(self) -> list[str]:
        """Columns that make the row's digest; line and case came later or from elsewhere and are not content."""
        return [name for name in self.columns if name not in ("line", "case_id")]


VISIT = ("client", "episode", "visit_date", "state", "visit_kind")
KINDS = {
    kind.name: kind
    for kind in (
        Kind("scores", "measurement", ("episode", "client", "session_no", "rater"), SCORES, "client"),
        Kind("visits", "visit", (*VISIT, "order_no"), {**VISITS, "order_no": pl.Int32()}, "client", numbered=VISIT),
        Kind("nomad", "nomad_answer", ("team", "round_date", "respondent", "item"), NOMAD, "respondent"),
    )
}
