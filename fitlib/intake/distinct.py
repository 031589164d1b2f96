"""The different texts of a column: each of them is read once, however many rows and pieces of a file hold it."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

Read = Callable[[pl.Series], pl.DataFrame]


class Numbering:
    """Gives texts numbers from nought, in the order in which they come, and the same text the same number again."""

    def __init__(self) -> None:
        self._kind = pl.Categorical(pl.Categories.random())
        self._hold = pl.Series([], dtype=self._kind)  # polars forgets the texts with the last column that has them
        self.count = 0

    def numbers(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        """The number of each text, null where it is null; and the texts that are new, in the order of their numbers.

        Raises: ComputeError where polars does not number one after another: an error of the gate, not of the file.
        """
        codes = texts.cast(self._kind).to_physical()
        most = codes.max()
        if most is None or most < self.count:
            return codes, texts.clear()
        new = self.texts(pl.int_range(self.count, most + 1, dtype=pl.UInt32, eager=True))
        self.count = most + 1
        return codes, new

    def texts(self, numbers: pl.Series) -> pl.Series:
        """The text of each number."""
        return numbers.cat.to(self._kind).cast(pl.String)


@dataclass(frozen=True)
class Said:
    """What the texts of a piece say: `known` has a row per different text, `codes` each row's number of its text."""

    known: pl.DataFrame
    codes: pl.Series

    def __getitem__(self, column: str) -> pl.Series:
        """One value per row of the piece, null where it has no text."""
        said = self.known[column]
        return said.gather(self.codes) if said.len() else said.clear(self.codes.len())

    def true(self, column: str) -> pl.Series:
        """True for each row whose text says so in this column of truths."""
        if self.known[column].all(ignore_nulls=False):
            return self.codes.is_not_null()
        return self[column].fill_null(False)

    def numbers(self, column: str) -> pl.Series:
        """The number of each row's text, null where a column of truths says no."""
        if self.known[column].all(ignore_nulls=False):
            return self.codes
        return pl.select(pl.when(self.true(column)).then(self.codes)).to_series()

    def ever(self, column: str) -> bool:
        """True where any text so far said something in this column: true, or not null."""
        found = self.known[column]
        return bool(found.any()) if found.dtype == pl.Boolean else found.null_count() < found.len()


class Distinct:
    """Numbers the different texts of one column over all pieces of a file, and keeps what each of them says.

    Takes: `read`, from new texts to a frame with one row for each of them; it is not kept, since who reads keeps this,
    and what keeps each other stays in memory when the file is done.
    """

    def __init__(self, read: Read) -> None:
        self.numbering = Numbering()
        self._known = read(pl.Series([], dtype=pl.String))

    def said(self, texts: pl.Series, read: Read) -> Said:
        """What each of these texts says."""
        codes, new = self.numbering.numbers(texts)
        if new.len():
            self._known.extend(read(new))
        return Said(self._known, codes)
