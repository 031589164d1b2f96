"""Text → numbers, with decimal point or comma. Scores become tenths as whole numbers in floating point."""

import polars as pl

from fitlib.intake.layout import Layout, Placed

NUMBERS = ("score", "number", "answer")
TENTHS = 10
DIGITS = 6


def blanks(layout: Layout) -> list[str]:
    """The words for nothing as they are written: small letters, capitals, or a capital first."""
    return ["", *(form for word in layout.blank for form in (word, word.upper(), word.capitalize()))]


def at_once(layout: Layout) -> tuple[str, ...]:
    """The columns that may be read as numbers from the first: none where a word for nothing is a number itself."""
    if pl.Series(blanks(layout)).cast(pl.Float64, strict=False).is_null().all():
        return layout.of_type(*NUMBERS)
    return ()


class Numbers:
    """The columns of numbers in one file. Nearly every cell is one as it stands; others are looked at apart."""

    def __init__(self, placed: Placed) -> None:
        self.blank, layout = blanks(placed.layout), placed.layout
        self.scores, self.whole = layout.of_type("score"), layout.of_type("number", "answer")
        self.all = layout.of_type(*NUMBERS)
        self.codes = not at_once(layout)

    def values(self, rows: pl.DataFrame) -> dict[str, pl.Series]:
        """Value and `given_<target>` of each column of numbers; nulls where the file has no such column."""
        there = [target for target in self.all if target in rows.columns]
        texts = rows.select(there)
        numbers, given = texts.select(pl.all().cast(pl.Float64, strict=False)), texts.select(pl.all().is_not_null())
        plain = self._plain(numbers, given)
        found = {
            one: (numbers[one], given[one]) if plain[one] else self._mended(texts[one], numbers[one], given[one])
            for one in there
        }
        absent = pl.DataFrame({"number": pl.repeat(None, rows.height, dtype=pl.Float64, eager=True)})
        missing = (absent["number"], pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True))
        every = {target: found.get(target, missing) for target in self.all}
        read = pl.DataFrame({target: number for target, (number, _) in every.items()}).select(
            *(_tenths(target) for target in self.scores), *(_whole(target) for target in self.whole)
        )
        return {target: read[target] for target in self.all} | {
            f"given_{target}": given for target, (_, given) in every.items()
        }

    def _plain(self, numbers: pl.DataFrame, given: pl.DataFrame) -> dict[str, bool]:
        """Of each column, whether every cell that was given is a number as it stands."""
        if self.codes:
            return dict.fromkeys(numbers.columns, False)
        read, finite = given.sum(), numbers.select(pl.all().is_finite().sum())
        return {one: read[one][0] == finite[one][0] for one in numbers.columns}

    def _mended(self, texts: pl.Series, numbers: pl.Series, given: pl.Series) -> tuple[pl.Series, pl.Series]:
        """The numbers and whether they were given, where some cells are blank in words, have a comma or are none."""
        odd = given & (numbers.is_null() | ~numbers.is_finite() | (texts.is_in(self.blank) if self.codes else False))
        at = odd.arg_true()
        plain = texts.gather(at).str.strip_chars()
        blank = plain.is_in(self.blank)
        read = plain.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        usable = read.is_finite().fill_null(False) & ~blank
        mended = read.zip_with(usable, pl.repeat(None, at.len(), dtype=pl.Float64, eager=True))
        return numbers.scatter(at, mended), given.scatter(at, ~blank)


def _tenths(target: str) -> pl.Expr:
    return (pl.col(target) * TENTHS).round(DIGITS)


def _whole(target: str) -> pl.Expr:
    number = pl.col(target)
    return pl.when(number == number.round()).then(number).cast(pl.Int32, strict=False)
