"""The organisation's key: made once, kept in FIT_HOME/key, readable by its owner only."""

import os
import secrets
import stat
from pathlib import Path

from fitlib.errors import SetUpFailed

SIZE = 32
OTHERS = 0o077


def create_key(path: Path) -> bytes:
    """A new random key of 256 bits, written as hexadecimal digits to a file that only its owner may read.

    Rule: the file is there whole or not at all.
    Raises: SetUpFailed where the file is there already: another key would part all later data from the old.
    """
    key = secrets.token_bytes(SIZE)
    beside = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        _name(beside, path)
    except FileExistsError:
        raise SetUpFailed("key_exists", file=path.name) from None
    finally:
        for left in path.parent.glob(f".{path.name}-*.part"):  # a kill leaves one that nothing was made with
            left.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return key


def _name(beside: Path, path: Path) -> None:
    """Give a whole file its name, at once and only where nothing has it. Raises: FileExistsError."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if os.path.lexists(path):
            raise FileExistsError from None
        os.rename(beside, path)


def read_key(path: Path) -> bytes:
    """The key in a file: 32 bytes as they are, or 64 hexadecimal digits.

    Raises: SetUpFailed where it is missing, not of that length, or readable by others than its owner.
    """
    try:
        content, mode = path.read_bytes(), path.stat().st_mode
    except OSError:
        raise SetUpFailed("key_missing", file=path.name) from None
    if os.name == "posix" and stat.S_IMODE(mode) & OTHERS:
        raise SetUpFailed("key_loose", file=path.name)
    return check_key(_bytes(content), path.name)


def check_key(key: bytes, name: str = "key") -> bytes:
    """The key itself, when it has its length. Raises: SetUpFailed."""
    if len(key) != SIZE:
        raise SetUpFailed("key_form", file=name)
    return key


def _bytes(content: bytes) -> bytes:
    if len(content) == SIZE:
        return content
    try:
        return bytes.fromhex(content.decode("ascii"))
    except ValueError:
        return b""


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut; Windows cannot open a folder and does it by itself."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
