"""Text → values: each column gets its value, null where it cannot be read, and whether the file gave anything.

Names, ids, words and dates recur from row to row: each different text is read once.
"""

import unicodedata
from collections.abc import Callable
from functools import partial

import polars as pl

from fitlib.intake.distinct import Distinct, Said
from fitlib.intake.layout import Column, Placed, fold
from fitlib.intake.numbers import NUMBERS, Numbers
from fitlib.intake.pseudonym import Coder

INSIDE_OF = "␟"  # no space, so that normalising an id keeps it: A1 with J12 is not A11 with J2
CASE = "case_id"  # the case by itself: clients of one case, a couple or a family, share it
TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
HEADER = "header_again"


class Converter:
    """Converts the chunks of one file; it remembers the texts, so that equal ids get equal numbers in all chunks."""

    def __init__(self, placed: Placed) -> None:
        self.placed, layout = placed, placed.layout
        self.coders = {column.target: _coder(column) for column in layout.columns if column.type == "id"}
        self.cases = layout.kind == "scores" and "episode" in self.coders
        if self.cases:
            self.coders[CASE] = _coder(next(column for column in layout.columns if column.target == "episode"))
        self.blank = ["", *(form for word in layout.blank for form in (word, word.upper(), word.capitalize()))]
        self.numbers = Numbers(placed, self.blank)
        self.outer = {one for column in layout.columns for one in column.within}
        told = [column for column in layout.columns if column.type not in NUMBERS]
        self.texts = {column.target: Distinct(partial(self._read, column)) for column in told}
        self.wholes = {
            column.target: Distinct(partial(_numbered, self.coders[column.target])) for column in told if column.within
        }

    def values(self, rows: pl.DataFrame) -> pl.DataFrame:
        """One row per row of the file: line, and of each column of the layout its value and whether it was given.

        Gives: also `summary_<target>`, the word by which a row of sums is known, and `header_again`.
        """
        found: dict[str, Said] = {}
        made = {"line": rows["line"]} | self.numbers.values(rows)
        nothing = pl.repeat(None, rows.height, dtype=pl.String, eager=True)
        for column in self.placed.layout.columns:
            if column.target in self.texts:
                found[column.target] = self.texts[column.target].said(rows.get_column(column.target, default=nothing))
                made |= self._values(column, found)
                made[summary(column.target)] = _where(found[column.target], "summary", nothing)
        if self.cases:
            made[CASE] = found["episode"]["number"]
        return pl.DataFrame(made).with_columns(self._header_again(found))

    def pseudonyms(self, key: bytes) -> dict[str, pl.Series]:
        """Of each column of ids its pseudonyms, by the numbers that `values` gave."""
        return {target: coder.pseudonyms(key) for target, coder in self.coders.items()}

    def _values(self, column: Column, found: dict[str, Said]) -> dict[str, pl.Series]:
        said = found[column.target]
        if column.within:
            value, there = self._whole(column, found), said["there"]
        else:
            value, there = said.rows("number" if column.type == "id" else "value", "there")
        return {column.target: value, given(column.target): there.fill_null(False)}

    def _whole(self, column: Column, found: dict[str, Said]) -> pl.Series:
        """The id with what it is an id within: a case of two clients is one episode for each of them.

        Rule: rows that follow each other often have the same one; its text is put together once.
        """
        changed = [found[one].codes.ne_missing(found[one].codes.shift(1)) for one in (*column.within, column.target)]
        begins = pl.select(pl.any_horizontal(*changed, pl.int_range(changed[0].len()) == 0)).to_series()
        first = begins.arg_true()
        within = [found[one].at(first)["name"].fill_null("") for one in column.within]
        said = found[column.target].at(first)["said"]
        texts = pl.select(pl.concat_str([*within, said], separator=INSIDE_OF)).to_series()
        return self.wholes[column.target].said(texts)["number"].gather(begins.cum_sum() - 1)

    def _header_again(self, found: dict[str, Said]) -> pl.Expr:
        """The first cells say what the header says."""
        first = list(self.placed.positions)[:3]
        if not all(one in found and found[one].ever("header") for one in first):
            return pl.lit(False).alias(HEADER)
        return pl.all_horizontal([found[one]["header"].fill_null(False) for one in first]).alias(HEADER)

    def _read(self, column: Column, texts: pl.Series) -> pl.DataFrame:
        """What new texts of a column say. `said` is null where that is nothing or a word for nothing."""
        plain, none = texts.str.strip_chars(), pl.repeat(None, texts.len(), dtype=pl.String, eager=True)
        said = plain.zip_with(~plain.is_in(self.blank), none)
        lower, sums = said.str.to_lowercase(), self.placed.layout.summary
        known = lower.str.strip_chars_end(": ")
        return pl.DataFrame(
            {
                "said": said,
                "there": said.is_not_null(),
                "summary": known.replace_strict(list(sums), list(sums.values()), default=None, return_dtype=pl.String),
                "header": lower == fold(column.header),
                **_READ[column.type](self, column, said),
            }
        )

    def _id(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        coder = self.coders[CASE if column.within and self.cases else column.target]
        numbered = {"number": coder.codes(said)} if coder is not self.coders[column.target] or not column.within else {}
        return numbered | ({"name": coder.names(said)} if column.target in self.outer else {})

    def _text(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        return _named(_each(said, _one_spelling))

    def _word(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        return _named(_each(said, lambda one: column.words.get(fold(one))))

    def _date(self, column: Column, said: pl.Series) -> dict[str, pl.Series]:
        day = pl.col("day").str.replace(TIME, "")
        forms = [day.str.to_date(form, strict=False) for form in self.placed.layout.dates]
        return _named(said.to_frame("day").select(pl.coalesce(forms)).to_series())


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


def _where(said: Said, column: str, nothing: pl.Series) -> pl.Series:
    return said[column] if said.ever(column) else nothing


def _coder(column: Column) -> Coder:
    return Coder(column.idtype, personal=column.target == "client")


def _numbered(coder: Coder, texts: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"number": coder.codes(texts)})


def _named(values: pl.Series) -> dict[str, pl.Series]:
    return {"value": values, "name": values.cast(pl.String)}


def _each(said: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    return pl.Series([None if one is None else read(one) for one in said], dtype=pl.String)


def _one_spelling(raw: str) -> str | None:
    """A name in one spelling: composed letters, no control or invisible characters, single spaces."""
    signs = [(sign, unicodedata.category(sign)) for sign in unicodedata.normalize("NFC", raw)]
    plain = "".join(" " if category == "Cc" else sign for sign, category in signs if category != "Cf")
    return " ".join(plain.split()) or None
