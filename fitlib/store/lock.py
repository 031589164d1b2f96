"""One writer at a time, also between processes: imports queue. The system frees the lock of a killed process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[bool]:
    """Hold the lock file while inside.

    Takes: wait, whether to queue. Gives: True when held; False only where `wait` is false and another holds it.
    """
    with path.open("ab") as file:
        path.chmod(0o600)
        yield _take(file, wait)
        # closing the file frees the lock


def _take(file: BinaryIO, wait: bool) -> bool:
    if fcntl:
        return _take_posix(file, wait)
    return _take_windows(file, wait)


def _take_posix(file: BinaryIO, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _take_windows(file: BinaryIO, wait: bool) -> bool:
    while True:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:  # LK_LOCK itself waits ten seconds before it gives up
            if not wait:
                return False
        else:
            return True
