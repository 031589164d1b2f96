"""The bytes of a file: is it a file, is it what its name says, what is its hash, in which encoding is its text."""

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake.hetu import INSIDE

SUFFIXES = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}
ZIP = b"PK\x03\x04"
OTHERS = (b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"\x80\x04", b"\x80\x05", b"\x93NUMPY", b"PAR1", b"{\\rtf")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SCANDINAVIAN = tuple(letter.encode() for letter in "äöåÄÖÅ")
HIDDEN = re.compile(INSIDE)


@dataclass(frozen=True)
class Content:
    """A file read once: what is hashed is what is parsed. `form` is csv or xlsx."""

    file: str
    form: str
    sha256: str
    data: bytes


def read_content(path: Path, limits: Mapping[str, Any]) -> Content:
    """The content of a regular file that is what its name says: csv (also .txt, .tsv) or xlsx.

    Raises: InputRefused for a folder, a link, a pipe, another type, an empty or a too large file.
    """
    file = label(path)
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise InputRefused("intake_type", file=file)
    data = _bytes(path, file, limits[f"{form}.bytes"])
    if not data:
        raise InputRefused("intake_empty", file=file)
    if form == "xlsx" and not data.startswith(ZIP):
        raise InputRefused("intake_not_xlsx", file=file)
    if form == "csv" and data.startswith(OTHERS):
        raise InputRefused("intake_type", file=file)
    return Content(file, form, hashlib.sha256(data).hexdigest(), data)


def label(path: Path) -> str:
    """The file's name without its folders; a personal identity code in it is left out."""
    return HIDDEN.sub("…", path.name)


def _bytes(path: Path, file: str, most: int) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise InputRefused("intake_no_file", file=file)
        with os.fdopen(os.open(path, flags), "rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if size > most:
                raise InputRefused("intake_too_large", file=file, most=most // 1_000_000)
            return opened.read()
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise InputRefused("intake_no_file", file=file) from None


def as_utf8(content: Content) -> bytes:
    """The text of a CSV file as UTF-8 with line feeds: by its byte order mark, else UTF-8, else Windows-1252.

    Rule: nothing is lost or guessed; a file that mixes encodings is refused with the line of the first wrong byte.
    Raises: InputRefused.
    """
    data = _decoded(content)
    if b"\0" in data:
        raise InputRefused("intake_type", file=content.file)
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return data


def _decoded(content: Content) -> bytes:
    data = content.data
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(content, data[len(bom) :], encoding)
    try:
        pl.Series([data]).cast(pl.String)  # several times as fast as bytes.decode
    except pl.exceptions.ComputeError:
        mixed = any(letter in data for letter in SCANDINAVIAN)
        return _strict(content, data, "utf-8" if mixed else "cp1252")
    return data


def _strict(content: Content, data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        at = getattr(error, "start", 0) or 0
        line = data.count(b"\n", 0, at) + 1
        raise InputRefused("intake_encoding", file=content.file, line=line) from None
