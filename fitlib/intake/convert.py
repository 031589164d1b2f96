"""Text → values: each column keeps what was given (`given_<target>`) beside its value, null where it cannot be read.

Scores become tenths as whole numbers in floating point; what is finer than a tenth is still seen by the checks.
"""

import unicodedata
from collections.abc import Callable

import polars as pl

from fitlib.intake.layout import Column, Placed, fold
from fitlib.intake.pseudonym import Coder, client_idtype

TENTHS = 10
DIGITS = 6
INSIDE_OF = "␟"  # no space, so that normalising an id keeps it: A1 with J12 is not A11 with J2
CASE = "case_id"  # the case by itself: clients of one case, a couple or a family, share it
TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"


class Converter:
    """Converts the chunks of one file; it remembers the ids, so that equal ids get equal numbers in all chunks."""

    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        self.coders = {column.target: Coder(_idtype(column)) for column in placed.layout.columns if column.type == "id"}
        scores = placed.layout.kind == "scores"
        self.cases = [column for column in placed.layout.columns if scores and column.target == "episode"]
        for column in self.cases:
            self.coders[CASE] = Coder(_idtype(column))

    def values(self, rows: pl.DataFrame) -> pl.DataFrame:
        """One row per row of the file: line, and value and given text of each column of the layout."""
        rows = self._given(rows)
        plain = [_EXPRESSIONS[c.type](c, self) for c in self.placed.layout.columns if c.type in _EXPRESSIONS]
        rows = _with_points(rows, self.placed).with_columns(plain)
        for column in self.placed.layout.columns:
            if column.type not in _EXPRESSIONS:
                rows = rows.with_columns(self._translated(rows, column).alias(column.target))
        codes = (self.coders[CASE].codes(rows[given(column.target)]).alias(CASE) for column in self.cases)
        return rows.with_columns(codes)

    def _given(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The texts without outer spaces; null where the file gives nothing or a word for nothing."""
        there = [target for target in self.placed.positions if target in rows.columns]
        blank = ["", *(form for word in self.placed.layout.blank for form in (word, word.upper(), word.capitalize()))]
        absent = [column.target for column in self.placed.layout.columns if column.target not in there]
        texts, cell = rows.select("line", pl.col(there).str.strip_chars().name.map(given)), pl.exclude("line")
        return texts.with_columns(pl.when(~cell.is_in(blank)).then(cell).name.keep()).with_columns(
            pl.lit(None, dtype=pl.String).alias(given(target)) for target in absent
        )

    def _translated(self, rows: pl.DataFrame, column: Column) -> pl.Series:
        raw = rows[given(column.target)]
        if column.type == "id":
            return self.coders[column.target].codes(self._whole(rows, column) if column.within else raw)
        return _each(raw, _text if column.type == "text" else lambda one: column.words.get(fold(one)))

    def _whole(self, rows: pl.DataFrame, column: Column) -> pl.Series:
        """The id with what it is an id within: a case of two clients is one episode for each of them."""
        within = [self._said(rows[one]).fill_null("") for one in column.within]
        return rows.select(pl.concat_str([*within, pl.col(given(column.target))], separator=INSIDE_OF)).to_series()

    def _said(self, values: pl.Series) -> pl.Series:
        coder = self.coders.get(values.name)
        return coder.names(values) if coder else values.cast(pl.String)


def given(target: str) -> str:
    """The name of the column that holds what the file gave for a target."""
    return f"given_{target}"


def _each(raw: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    """Reads each distinct text once."""
    distinct = raw.unique().drop_nulls()
    return raw.replace_strict(distinct, [read(one) for one in distinct], default=None, return_dtype=pl.String)


def _text(raw: str) -> str | None:
    """A name in one spelling: composed letters, no control or invisible characters, single spaces."""
    signs = [(sign, unicodedata.category(sign)) for sign in unicodedata.normalize("NFC", raw)]
    plain = "".join(" " if category == "Cc" else sign for sign, category in signs if category != "Cf")
    return " ".join(plain.split()) or None


def _idtype(column: Column) -> Callable[[str], str | None]:
    return client_idtype if column.target == "client" else lambda _: column.idtype


def _with_points(rows: pl.DataFrame, placed: Placed) -> pl.DataFrame:
    """The numbers, with decimal point or comma; commas are looked for first, as changing text is slow."""
    targets = placed.layout.of_type("score", "number", "answer")
    commas = rows.select(pl.col(given(one)).str.contains(",", literal=True).any() for one in targets).row(0)
    texts = [
        (pl.col(given(one)).str.replace(",", ".", literal=True) if comma else pl.col(given(one))).alias(one)
        for one, comma in zip(targets, commas, strict=True)
    ]
    numbers = rows.with_columns(texts).with_columns(pl.col(targets).cast(pl.Float64, strict=False))
    return numbers.with_columns(pl.when(pl.col(targets).is_finite()).then(pl.col(targets)).name.keep())


def _score(column: Column, _: Converter) -> pl.Expr:
    return (pl.col(column.target) * TENTHS).round(DIGITS)


def _number(column: Column, _: Converter) -> pl.Expr:
    number = pl.col(column.target)
    return pl.when(number == number.round()).then(number).cast(pl.Int32, strict=False)


def _date(column: Column, converter: Converter) -> pl.Expr:
    day = pl.col(given(column.target)).str.replace(TIME, "")
    forms = [day.str.to_date(form, strict=False) for form in converter.placed.layout.dates]
    return pl.coalesce(forms).alias(column.target)


_EXPRESSIONS: dict[str, Callable[[Column, Converter], pl.Expr]] = {
    "score": _score,
    "number": _number,
    "answer": _number,
    "date": _date,
}
