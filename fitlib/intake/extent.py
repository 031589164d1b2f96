"""How much memory a sheet will ask for, found in its XML before a parser reserves any."""

import re

import numpy as np

SIGNS = 11
SHARED = re.compile(rb't="s"[^>]*><v>([0-9]+)</v>')
ANY_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
STRING = re.compile(rb"<(?:\w+:)?si\b")
CELL = re.compile(rb"<(?:\w+:)?c\b")
LOOSE_REFERENCE = re.compile(rb"""\sr(\s+=|=\s)""")
TOO_FAR = (10**SIGNS, 10**SIGNS)


def extent(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column that any row or cell of a sheet names.

    Takes: the sheet's XML. Rule: every attribute r="B12" or r="12" counts, whatever dimension the sheet states.
    """
    if LOOSE_REFERENCE.search(sheet):  # allowed in XML and written by no spreadsheet program
        return TOO_FAR
    text = np.frombuffer(sheet + b" " * (SIGNS + 4), dtype=np.uint8)
    quoted = (text[3:] == ord('"')) | (text[3:] == ord("'"))
    named = (text[:-3] <= ord(" ")) & (text[1:-2] == ord("r")) & (text[2:-1] == ord("="))
    at = np.flatnonzero(named & quoted) + 4
    columns, rows = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    for _ in range(SIGNS):
        sign = text[at].astype(np.int64)
        letter, digit = (sign | 0x20) - ord("a"), sign - ord("0")
        is_letter, is_digit = (letter >= 0) & (letter < 26), (digit >= 0) & (digit < 10)
        columns = np.where(is_letter, columns * 26 + letter + 1, columns)
        rows = np.where(is_digit, rows * 10 + digit, rows)
        at = np.where(is_letter | is_digit, np.minimum(at + 1, len(text) - 1), at)
    return int(rows.max(initial=0)), int(columns.max(initial=0))


def text_size(sheet: bytes, strings: bytes, most: int) -> int:
    """The bytes of text in all cells of a sheet: a cell refers to a text that may be long and used a million times.

    Gives: a bound where it is below `most`, else the exact sum; more than `most` where the cells cannot be counted.
    """
    lengths = np.array([len(one) for one in STRING.split(strings)[1:]] or [len(strings)], dtype=np.int64)
    bound = int(lengths.max()) * len(CELL.findall(sheet))
    if bound <= most:
        return bound
    found = np.array(SHARED.findall(sheet)).astype(np.int64)
    if len(found) < len(ANY_SHARED.findall(sheet)) or found.max(initial=0) >= len(lengths):
        return most + 1
    return int(lengths[found].sum())
