"""Text → values: each column gets its value, null where it cannot be read, and whether the file gave anything.

Names, ids, words and dates recur from row to row: each different text is read once.
"""

import unicodedata
from collections.abc import Callable
from functools import partial

import polars as pl

from fitlib.intake import hetu
from fitlib.intake.distinct import Distinct, Said
from fitlib.intake.ids import Told
from fitlib.intake.layout import Column, Placed, fold
from fitlib.intake.numbers import NUMBERS, Numbers
from fitlib.intake.pseudonym import UNIT

TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
HEADER = "header_again"
SELF = "self"
SUPPLIED = {"rater": (SELF,), "status": ("open", "closed")}  # words for what a row does not say


class Converter:
    """Converts the chunks of one file; it remembers the texts, so that equal ids get equal numbers in all chunks."""

    def __init__(self, placed: Placed) -> None:
        self.placed, layout = placed, placed.layout
        self.numbers = Numbers(placed)
        self.summary = pl.Enum(list(layout.summary.values()))
        told = [column for column in layout.columns if column.type not in NUMBERS]
        self.kinds = {column.target: _kind(column) for column in told}
        self.texts = {column.target: Distinct(partial(self._read, column)) for column in told}
        self.ids = {column.target: self._told(column) for column in told if column.type == "id"}

    def values(self, rows: pl.DataFrame) -> pl.DataFrame:
        """One row per row of the file: line, and of each column of the layout its value and whether it was given.

        Gives: ids as numbers. Also `summary_<target>`, the word by which a row of sums is known, `code_in_<target>`,
        whether a text holds an identity code, and `header_again`.
        """
        found: dict[str, Said] = {}
        made = {"line": rows["line"]} | self.numbers.values(rows)
        nothing = pl.repeat(None, rows.height, dtype=pl.String, eager=True)
        for column in self.placed.layout.columns:
            if column.target in self.texts:
                texts = rows.get_column(column.target, default=nothing)
                found[column.target] = self.texts[column.target].said(texts, partial(self._read, column))
                made |= self._values(column, found[column.target], nothing)
        return pl.DataFrame(made).with_columns(self._header_again(found))

    def _values(self, column: Column, said: Said, nothing: pl.Series) -> dict[str, pl.Series]:
        made = {
            column.target: said.numbers("passes") if column.type == "id" else said["value"],
            given(column.target): said.true("there"),
            summary(column.target): said["summary"] if said.ever("summary") else nothing,
        }
        return made | ({code_in(column.target): said.true("code")} if column.type == "text" else {})

    def _header_again(self, found: dict[str, Said]) -> pl.Expr:
        """The first cells say what the header says."""
        first = list(self.placed.positions)[:3]
        if not all(one in found and found[one].ever("header") for one in first):
            return pl.lit(False).alias(HEADER)
        return pl.all_horizontal([found[one]["header"].fill_null(False) for one in first]).alias(HEADER)

    def _read(self, column: Column, texts: pl.Series) -> pl.DataFrame:
        """What new texts of a column say. `said` is null where that is nothing or a word for nothing."""
        plain, none = texts.str.strip_chars(), pl.repeat(None, texts.len(), dtype=pl.String, eager=True)
        said = plain.zip_with(~plain.is_in(self.numbers.blank), none)
        lower, sums = said.str.to_lowercase(), self.placed.layout.summary
        known = lower.str.strip_chars_end(": ").replace_strict(
            list(sums), list(sums.values()), default=None, return_dtype=self.summary
        )
        return pl.DataFrame(
            {
                "there": said.is_not_null(),
                "summary": known,
                "header": lower == fold(column.header),
                **_READ[column.type](self, column, said),
            }
        )

    def _told(self, column: Column) -> Told:
        return Told(column.idtype, self.texts[column.target].numbering, personal=column.target == "client")

    def _id(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        """Whether an id passes; one that is an id within others does, whatever is left of it by itself."""
        alone = said if column.within or not said.len() else self.ids[column.target].typed(said, UNIT)
        return {"passes": alone.is_not_null()}

    def _text(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        texts = _each(said, _one_spelling)
        return {"value": texts.cast(self.kinds[column.target]), "code": texts.str.contains(hetu.INSIDE)}

    def _word(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        return {"value": _each(said, lambda one: column.words.get(fold(one))).cast(self.kinds[column.target])}

    def _date(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        day = pl.col("day").str.replace(TIME, "")
        forms = [day.str.to_date(form, strict=False) for form in self.placed.layout.dates]
        return {"value": said.to_frame("day").select(pl.coalesce(forms)).to_series()}


_READ: dict[str, Callable[[Converter, Column, pl.Series], dict[str, pl.Series]]] = {
    "id": Converter._id,
    "text": Converter._text,
    "word": Converter._word,
    "date": Converter._date,
}


def given(target: str) -> str:
    """The name of the column that says whether the file gave anything for a target."""
    return f"given_{target}"


def summary(target: str) -> str:
    """The name of the column that holds the word by which a row of sums is known."""
    return f"summary_{target}"


def code_in(target: str) -> str:
    """The name of the column that says whether a text holds a personal identity code."""
    return f"code_in_{target}"


def _kind(column: Column) -> pl.DataType:
    """A small code per different text of a column; words in the order of their letters, as they are sorted by."""
    if column.type == "word":
        return pl.Enum(sorted({*column.words.values(), *SUPPLIED.get(column.target, ())}))
    return pl.Categorical(pl.Categories.random())


def _each(said: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    return pl.Series([None if one is None else read(one) for one in said], dtype=pl.String)


def _one_spelling(raw: str) -> str | None:
    """A name in one spelling: composed letters, no control or invisible characters, single spaces."""
    signs = [(sign, unicodedata.category(sign)) for sign in unicodedata.normalize("NFC", raw)]
    plain = "".join(" " if category == "Cc" else sign for sign, category in signs if category != "Cf")
    return " ".join(plain.split()) or None
