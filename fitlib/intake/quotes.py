"""Quotes in CSV lines: which lines belong together, and how many separators stand outside of quotes."""

import re
from dataclasses import dataclass

import polars as pl

QUOTED = r'"(?:[^"]|"")*"'
MARK = "\x02"
EMPTY = ' \t"\u00a0\u202f'


@dataclass(frozen=True)
class Paired:
    """Lines by their place in the piece: `groups` are joined to one row each, `unclosed` stay open.

    `done` lines are settled; the rest waits for the next piece.
    """

    groups: tuple[tuple[int, int], ...]
    unclosed: tuple[int, ...]
    done: int


def marked(lines: pl.DataFrame, separator: str, first: int) -> pl.DataFrame:
    """One row per line: line number, text, how many quotes and separators it holds, quoted or not."""
    text = pl.col("text")
    return lines.select(text=pl.nth(0)).select(
        text,
        line=pl.int_range(first, first + lines.height, dtype=pl.Int32),
        quotes=text.str.count_matches('"', literal=True),
        separators=text.str.count_matches(separator, literal=True).cast(pl.Int64),
    )


def pair(lines: pl.DataFrame, separator: str, width: int, most: int, last: bool) -> Paired:
    """Joins each line with an odd number of quotes to the next such line, where that makes one row.

    Takes: `most`, the lines that a quoted cell may span; `last`, whether the file ends here.
    """
    odd = (lines["quotes"] % 2 == 1).arg_true().to_list()
    groups, unclosed, at = [], [], 0
    while at < len(odd):
        start, end = odd[at], odd[at + 1] if at + 1 < len(odd) else None
        if end is None and not last and lines.height - start <= most:
            return Paired(tuple(groups), tuple(unclosed), start)
        near = end is not None and end - start <= most
        joined = near and _one_row(lines.slice(start, end - start + 1), separator, width)
        if joined:
            groups.append((start, end))
        else:
            unclosed.append(start)
        at += 2 if joined else 1
    return Paired(tuple(groups), tuple(unclosed), lines.height)


def _one_row(lines: pl.DataFrame, separator: str, width: int) -> bool:
    if lines["separators"].max() >= width - 1:  # a line of it could be a row by itself
        return False
    text = re.sub(QUOTED, MARK, "\n".join(lines["text"]))
    return text.count(separator) == width - 1 and not re.search(_stray(separator), text)


def outside(lines: pl.DataFrame, separator: str, paired: Paired) -> pl.DataFrame:
    """The lines with groups joined into their first line, and `separators` counted outside of quotes only.

    Gives: also `inside` (part of the group above), `unclosed`, `stray` (a quote where none may stand), `blank`.
    """
    place = pl.int_range(pl.len())
    joined, inside = _joined(lines, paired)
    text, quoted = pl.col("text"), pl.col("quotes") > 0
    bare = pl.when(quoted).then(text.str.replace_all(QUOTED, MARK)).otherwise(pl.lit(""))
    counted = pl.when(quoted).then(pl.col("bare").str.count_matches(separator, literal=True).cast(pl.Int64))
    found = joined.with_columns(bare=bare, unclosed=place.is_in(list(paired.unclosed)), inside=place.is_in(inside))
    return found.with_columns(
        separators=pl.coalesce(counted, "separators"),
        stray=pl.col("unclosed") | (quoted & pl.col("bare").str.contains(_stray(separator))),
        blank=(text.str.strip_chars(EMPTY + separator) == "") & ~pl.col("unclosed"),
    ).drop("bare")


def _joined(lines: pl.DataFrame, paired: Paired) -> tuple[pl.DataFrame, list[int]]:
    if not paired.groups:
        return lines, []
    starts = [start for start, _ in paired.groups]
    texts = ["\n".join(lines["text"].slice(start, end - start + 1)) for start, end in paired.groups]
    inside = [place for start, end in paired.groups for place in range(start + 1, end + 1)]
    text = lines["text"].scatter(starts, texts)
    return lines.with_columns(text), inside


def _stray(separator: str) -> str:
    """A quoted part that does not fill its cell, or a quote that is left over."""
    return f'[^{separator}]{MARK}|{MARK}[^{separator}]|"'
