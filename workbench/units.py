"""Units on the command line: where teams belong, and a worker's own pseudonym."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from fitlib.words import Words
from workbench import settings

IDTYPE = "worker_id"


def pseudonym(given: argparse.Namespace, words: Words) -> int:
    """The pseudonym of the worker's own id, asked for so that the id stays in no history of commands."""
    from fitlib import intake, store

    home = store.Home(settings.home(getattr(given, "home", None)))
    raw = getpass.getpass(words("cli.pseudonym.ask")) if sys.stdin.isatty() else sys.stdin.readline()
    print(intake.pseudonym(intake.read_key(home.key), IDTYPE, raw))
    return 0


def told(home: Path, teams: Sequence[str], words: Words) -> list[str]:
    """What the hierarchy and the data do not agree on: teams that one of them leaves out. Raises: ReferenceMissing."""
    from fitlib.store import hierarchy

    found = hierarchy.read(home)
    if not found.places:
        return []
    sides = {"unplaced": found.unplaced(teams), "unknown": found.unknown(teams)}
    return [words(f"cli.hierarchy.{side}", teams=", ".join(names)) for side, names in sides.items() if names]


def hold(page: object, chosen: object) -> None:
    """Whether a page with these parameters may be made in a common batch. Raises: NotReleased where it may not."""
    alone: Callable[[object], None] | None = getattr(page, "in_batch", None)
    if alone is not None:
        alone(chosen)


def _pseudonym(one: argparse.ArgumentParser) -> None:
    """No options of its own: the id is asked for."""


PARSERS = {"pseudonym": _pseudonym}
COMMANDS = {"pseudonym": pseudonym}
