"""What a disk can refuse, as errors that a user understands: full, read-only, no right, broken."""

import errno
import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import duckdb

from fitlib.errors import StoreTrouble

UNREADABLE = duckdb.Error  # what a damaged derived file ends in: whoever has another way takes that
Given, Found = ParamSpec("Given"), TypeVar("Found")
KEYS = {
    errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EFBIG: "disk_full", errno.EROFS: "disk_read_only",
    errno.EACCES: "disk_no_right", errno.EPERM: "disk_no_right", errno.EIO: "disk_broken",
}  # fmt: skip


def told(deed: Callable[Given, Found]) -> Callable[Given, Found]:
    """The same function; where the disk refuses, it raises StoreTrouble with the place and what to do."""

    @wraps(deed)
    def inner(*given: Given.args, **named: Given.kwargs) -> Found:
        try:
            return deed(*given, **named)
        except OSError as error:
            raise _known(error.errno, error.filename or "") from error
        except duckdb.Error as error:  # it tells of a disk in several classes, and always in the system's words
            number = next((one for one in KEYS if os.strerror(one) in str(error)), None)
            if number is None:
                raise
            raise _known(number, "") from error

    return inner


def _known(number: int | None, place: object) -> Exception:
    return StoreTrouble(KEYS.get(number, "disk_other"), place=str(place), why=os.strerror(number) if number else "")
