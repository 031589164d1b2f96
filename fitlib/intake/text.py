"""The text of a CSV file as UTF-8 with line feeds, in pieces that end with a line.

By its byte order mark, else UTF-8, else Windows-1252. UTF-8, which most exports are, is read piece by piece, so that
memory does not grow with the file; where a piece shows that it is something else, the file is read anew as a whole.
"""

import codecs
from collections.abc import Iterator

import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake.content import Content

PIECE = 12_000_000
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SCANDINAVIAN = tuple(letter.encode() for letter in "äöåÄÖÅ")


class NotInPieces(Exception):
    """This text must be looked at as a whole."""


class Text:
    """`head`: the first piece, which holds the header."""

    def __init__(self, content: Content, whole: bool) -> None:
        self.file, self._content, self._whole = content.file, content, whole
        self._left = b""
        self.head = as_utf8(content.take(), self.file) if whole else self._first()

    def pieces(self, start: int) -> Iterator[tuple[bytes, float]]:
        """The text from a byte of the first piece on, with the share of the file read by then; the last is 1."""
        piece, start = self.head[start:], 0
        if self._whole:
            yield from self._cut(piece)
            return
        while True:
            following = self._next()
            yield piece, (min(self._content.share, 0.999) if following else 1.0)
            if not following:
                return
            piece = following

    def _cut(self, data: bytes) -> Iterator[tuple[bytes, float]]:
        start = 0
        while start < len(data):
            end = data.find(b"\n", start + PIECE) + 1 or len(data)
            yield data[start:end], end / len(data)
            start = end

    def _first(self) -> bytes:
        first = self._next()
        if first.startswith(codecs.BOM_UTF8):
            first = first[len(codecs.BOM_UTF8) :]
        if not first.strip():
            raise NotInPieces
        return first

    def _next(self) -> bytes:
        """Lines of about the size of a piece. Raises: NotInPieces for what is not plain UTF-8 with line feeds."""
        parts, block = [self._left], self._content.take(PIECE)
        while block and b"\n" not in block:
            parts.append(block)
            block = self._content.take(PIECE)
        end = block.rfind(b"\n") + 1
        self._left = block[end:]
        return _plain(b"".join([*parts, memoryview(block)[:end]]), self.file)


def _plain(data: bytes, file: str) -> bytes:
    if b"\0" in data or (b"\r" in data and b"\n" not in data):
        raise NotInPieces
    try:
        pl.Series([data]).cast(pl.String)  # several times as fast as bytes.decode
    except pl.exceptions.ComputeError:
        raise NotInPieces from None
    return _with_line_feeds(data)


def as_utf8(data: bytes, file: str) -> bytes:
    """The whole text of a file.

    Rule: nothing is lost or guessed; a file that mixes encodings is refused with the line of the first wrong byte.
    Raises: InputRefused.
    """
    data = _decoded(data, file)
    if b"\0" in data:
        raise InputRefused("intake_type", file=file)
    return _with_line_feeds(data)


def _with_line_feeds(data: bytes) -> bytes:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n") if b"\n" in data else data.replace(b"\r", b"\n")
    return data if data.endswith(b"\n") or not data else data + b"\n"


def _decoded(data: bytes, file: str) -> bytes:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, file)
    try:
        pl.Series([data]).cast(pl.String)
    except pl.exceptions.ComputeError:
        mixed = any(letter in data for letter in SCANDINAVIAN)
        return _strict(data, "utf-8" if mixed else "cp1252", file)
    return data


def _strict(data: bytes, encoding: str, file: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        at = getattr(error, "start", 0) or 0
        line = data.count(b"\n", 0, at) + 1
        raise InputRefused("intake_encoding", file=file, line=line) from None
