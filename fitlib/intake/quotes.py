"""Lines and quotes of CSV text: where lines begin and end, which belong together, how many separators are outside."""

import re
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

QUOTED = r'"(?:[^"]|"")*"'
MARK = "\x02"
EMPTY = ' \t"\u00a0\u202f'
MOST = 1 << 16
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Cells = tuple[Places, Places, Places]


@dataclass(frozen=True)
class Lines:
    """The lines of a piece of text that ends with a line feed: first byte, line feed, separators and quotes of each.

    `marks`: where the quotes are.
    """

    data: bytes
    starts: Places
    ends: Places
    separators: Places
    quotes: Places
    marks: Places

    def text(self, first: int, last: int) -> bytes:
        """The text of some lines, one or more, without the last line feed."""
        return self.data[self.starts[first] : self.ends[last]]


@dataclass(frozen=True)
class Paired:
    """Lines by their place in the piece: `groups` are joined to one row each, `unclosed` stay open.

    `done` lines are settled; the rest waits for the next piece.
    """

    groups: tuple[tuple[int, int], ...]
    unclosed: tuple[int, ...]
    done: int


@dataclass(frozen=True)
class Outside:
    """Of each settled line: its separators outside of quotes, whether it is `inside` (part of the row above), `blank`,
    left open, or has a quote where none may stand (`stray`). `last` is the last line of its row."""

    separators: Places
    inside: Flags
    blank: Flags
    unclosed: Flags
    stray: Flags
    last: Places


class Scratch:
    """A place for one truth per byte of a piece, used again for each: new memory costs more than the comparison."""

    def __init__(self) -> None:
        self._flags = np.empty(0, dtype=bool)

    def equal(self, signs: NDArray[np.uint8], sign: str) -> Flags:
        """Where the sign is; good until this is asked again."""
        if len(self._flags) < len(signs):
            self._flags = np.empty(len(signs), dtype=bool)
        return np.equal(signs, ord(sign), out=self._flags[: len(signs)])


def marked(data: bytes, separator: str, scratch: Scratch) -> Lines:
    """The lines of a piece, each with how many quotes and separators it holds, quoted or not."""
    signs = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(scratch.equal(signs, "\n"))
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    found = scratch.equal(signs, separator).view(np.uint8)
    separators = np.add.reduceat(found, starts, dtype=np.uint16).astype(np.int64) if len(ends) else ends
    for line in np.flatnonzero(ends - starts >= MOST):  # a line that could hold more of them than the sum counts to
        separators[line] = data.count(separator.encode(), starts[line], ends[line])
    marks = np.flatnonzero(scratch.equal(signs, '"')) if b'"' in data else ends[:0]
    quotes = np.bincount(np.searchsorted(ends, marks), minlength=len(ends))
    return Lines(data, starts, ends, separators, quotes, marks)


def pair(lines: Lines, separator: str, width: int, most: int, last: bool) -> Paired:
    """Joins each line with an odd number of quotes to the next such line, where that makes one row.

    Takes: `most`, the lines that a quoted cell may span; `last`, whether the file ends here.
    """
    odd = np.flatnonzero(lines.quotes % 2 == 1).tolist()
    groups, unclosed, at = [], [], 0
    while at < len(odd):
        start, end = odd[at], odd[at + 1] if at + 1 < len(odd) else None
        if end is None and not last and len(lines.starts) - start <= most:
            return Paired(tuple(groups), tuple(unclosed), start)
        near = end is not None and end - start <= most
        joined = near and _one_row(lines, start, end, separator, width)
        if joined:
            groups.append((start, end))
        else:
            unclosed.append(start)
        at += 2 if joined else 1
    return Paired(tuple(groups), tuple(unclosed), len(lines.starts))


def _one_row(lines: Lines, start: int, end: int, separator: str, width: int) -> bool:
    if lines.separators[start : end + 1].max() >= width - 1:  # a line of it could be a row by itself
        return False
    text = re.sub(QUOTED, MARK, lines.text(start, end).decode())
    return text.count(separator) == width - 1 and not re.search(_stray(separator), text)


def outside(lines: Lines, separator: str, paired: Paired) -> Outside:
    """What each settled line is. Only quotes and lines that begin as a blank line does are looked into."""
    count = paired.done
    last, row, unclosed = np.arange(count), np.arange(count), np.zeros(count, bool)
    separators = lines.separators[:count].copy()
    for start, end in paired.groups:
        last[start], row[start + 1 : end + 1] = end, start
        separators[start] = lines.separators[start : end + 1].sum()
    unclosed[list(paired.unclosed)] = True
    inside = row < np.arange(count)
    cells = _cells(lines, row, unclosed)
    separators -= _separators_in(lines, separator, cells, count)
    stray, blank = unclosed | _strays(lines, separator, cells, last), np.zeros(count, bool)
    odd = np.flatnonzero(_begins_blank(lines, count, separator) & ~inside & ~unclosed)
    blank[odd] = (_texts(lines, odd, last).str.strip_chars(EMPTY + separator) == "").to_numpy()
    return Outside(separators, inside, blank, unclosed, stray, last)


def _cells(lines: Lines, row: Places, unclosed: Flags) -> Cells:
    """Every quoted part of the settled rows: first quote, last quote, row. Two quotes side by side end none."""
    quotes = lines.quotes[: len(row)]
    marks = lines.marks[: quotes.sum()]
    closed = np.repeat(~unclosed, quotes)
    opens, closes = marks[closed].reshape(-1, 2).T
    of = np.repeat(row, quotes)[closed][::2]
    apart = opens[1:] != closes[:-1] + 1
    begins, ends = np.append(True, apart)[: len(opens)], np.append(apart, True)[: len(opens)]
    return opens[begins], closes[ends], of[begins]


def _separators_in(lines: Lines, separator: str, cells: Cells, count: int) -> Places:
    """How many separators of each row stand in its quoted parts."""
    begins, ends, row = cells
    sign, places = separator.encode(), zip(begins.tolist(), ends.tolist(), strict=True)
    parts = [lines.data.count(sign, begin, end) for begin, end in places]
    return np.bincount(row, weights=parts, minlength=count).astype(np.int64)


def _strays(lines: Lines, separator: str, cells: Cells, last: Places) -> Flags:
    """The rows where a quoted part does not fill its cell."""
    begins, ends, row = cells
    signs, wrong = np.frombuffer(lines.data, dtype=np.uint8), np.zeros(len(last), bool)
    before = (begins == lines.starts[row]) | (signs[begins - 1] == ord(separator))
    after = (ends + 1 == lines.ends[last[row]]) | (signs[ends + 1] == ord(separator))
    wrong[row[~(before & after)]] = True
    return wrong


def _texts(lines: Lines, places: Places, last: Places) -> pl.Series:
    texts = [lines.text(place, end) for place, end in zip(places.tolist(), last[places].tolist(), strict=True)]
    return pl.Series(texts, dtype=pl.Binary).cast(pl.String)


def _begins_blank(lines: Lines, count: int, separator: str) -> Flags:
    """The first byte is a line feed, a separator, or one with which a sign of EMPTY begins."""
    may = np.zeros(256, bool)
    may[list({*(EMPTY + separator + "\n").encode()} - {0xA0, 0x80, 0xAF})] = True
    return may[np.frombuffer(lines.data, dtype=np.uint8)[lines.starts[:count]]]


def _stray(separator: str) -> str:
    """A quoted part that does not fill its cell, or a quote that is left over."""
    return f'[^{separator}]{MARK}|{MARK}[^{separator}]|"'
