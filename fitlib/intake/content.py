"""The bytes of a file: is it a file, is it what its name says, what is its hash."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from fitlib.errors import InputRefused
from fitlib.intake.hetu import INSIDE

SUFFIXES = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}
ZIP = b"PK\x03\x04"
OTHERS = (b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"\x80\x04", b"\x80\x05", b"\x93NUMPY", b"PAR1", b"{\\rtf")
HIDDEN = re.compile(INSIDE)


class Content:
    """A file that is read once, in order: what is hashed is what is parsed. `form` is csv or xlsx."""

    def __init__(self, opened: BinaryIO, file: str, form: str, most: int) -> None:
        self.file, self.form, self._opened, self._most = file, form, opened, most
        self._hash, self._taken, self._size = hashlib.sha256(), 0, max(1, os.fstat(opened.fileno()).st_size)

    def take(self, size: int = -1) -> bytes:
        """The next bytes, all that are left where no size is given. Raises: InputRefused for a file that grows on."""
        try:
            data = self._opened.read(size)
        except OSError:
            raise InputRefused("intake_no_file", file=self.file) from None
        self._hash.update(data)
        self._taken += len(data)
        if self._taken > self._most:
            raise InputRefused("intake_too_large", file=self.file, most=self._most // 1_000_000)
        return data

    def again(self) -> None:
        """Begin anew, with the hash too."""
        self._opened.seek(0)
        self._hash, self._taken = hashlib.sha256(), 0

    @property
    def sha256(self) -> str:
        """Of what was taken so far."""
        return self._hash.hexdigest()

    @property
    def share(self) -> float:
        """How much of the file was taken."""
        return min(1.0, self._taken / self._size)


@contextmanager
def opened(path: Path, limits: Mapping[str, Any]) -> Iterator[Content]:
    """The content of a regular file that is what its name says: csv (also .txt, .tsv) or xlsx.

    Raises: InputRefused for a folder, a link, a pipe, another type, an empty or a too large file.
    """
    file = label(path)
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise InputRefused("intake_type", file=file)
    with os.fdopen(_regular(path, file), "rb", buffering=0) as source:
        content = Content(source, file, form, limits[f"{form}.bytes"])
        if os.fstat(source.fileno()).st_size > limits[f"{form}.bytes"]:
            raise InputRefused("intake_too_large", file=file, most=limits[f"{form}.bytes"] // 1_000_000)
        _check_type(content)
        yield content


def _check_type(content: Content) -> None:
    first = content.take(len(max(OTHERS, key=len)))
    content.again()
    if not first:
        raise InputRefused("intake_empty", file=content.file)
    if content.form == "xlsx" and not first.startswith(ZIP):
        raise InputRefused("intake_not_xlsx", file=content.file)
    if content.form == "csv" and first.startswith(OTHERS):
        raise InputRefused("intake_type", file=content.file)


def label(path: Path) -> str:
    """The file's name without its folders; a personal identity code in it is left out."""
    return HIDDEN.sub("…", path.name)


def _regular(path: Path, file: str) -> int:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise InputRefused("intake_no_file", file=file)
        return os.open(path, flags)
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise InputRefused("intake_no_file", file=file) from None
