"""Work for the tests of the crew: functions that travel to a process, and die there where they are told to."""

import os
from pathlib import Path


def die_once(mark: str) -> str:
    """Die the first time, answer afterwards."""
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return "alive"


def die(_: object) -> None:
    """Die always."""
    os._exit(9)


def where(_: object) -> int:
    """The process."""
    return os.getpid()
