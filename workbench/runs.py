"""The commands about whole runs, compare and schedule, as the command line knows them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fitlib.words import Words
from workbench import settings

FOLDER = "runs"
RHYTHMS = ("day", "week", "month", "quarter")
SCHEDULERS = ("cron", "systemd", "windows")


def _compare(one: Any) -> None:
    for name in ("old", "new"):
        one.what.add_argument(name, metavar=f"RUN_{name.upper()}", help=one.words(f"cli.given.{name}"))
    one.option("--out", metavar="DIR")


def _schedule(one: Any) -> None:
    one.what.add_argument("matrix", metavar="MATRIX.toml", help=one.words("cli.given.matrix"))
    one.option("--for", dest="kind", choices=SCHEDULERS, metavar="|".join(SCHEDULERS))
    one.option("--every", choices=RHYTHMS, default="quarter", metavar="|".join(RHYTHMS))
    one.option("--at", default="6.30", metavar="6.30")
    one.option("--out", "out_entry", dest="out", metavar="DIR")


def compare(given: argparse.Namespace, words: Words) -> int:
    """Two runs side by side; says where the page is."""
    from fitlib import reference
    from workbench import compare as machine
    from workbench import comparison, writing

    home = settings.home(getattr(given, "home", None))
    old, new = (machine.read(place(name, home)) for name in (given.old, given.new))
    folder = (
        Path(given.out).absolute() if given.out else home / FOLDER / f"compare-{writing.slug(f'{old.name} {new.name}')}"
    )
    two = machine.compare(old, new)
    made = comparison.write(two, folder, reference.load(home))
    print(words("compare.done", file=next(file for file in made if file.name == comparison.name(words.lang, "html"))))
    return 0


def schedule(given: argparse.Namespace, words: Words) -> int:
    """An entry for the machine's own scheduler, printed or written, and how to install it."""
    from workbench import schedule as machine
    from workbench import writing

    kind = given.kind or machine.own_kind()
    home = settings.home(getattr(given, "home", None))
    made = machine.KINDS[kind](machine.entry(Path(given.matrix), home, words.lang, given.every, given.at))
    folder = Path(given.out).absolute() if given.out else None
    for name, text in made.items():
        if folder:
            print(writing.write_whole(folder / name, machine.encoded(name, text)))
        else:
            print(f"# {name}" if len(made) > 1 else "", text, sep="\n" if len(made) > 1 else "", end="")
    stem = Path(next(iter(made))).stem
    print(words(f"schedule.install.{kind}", name=stem, folder=folder or "."), file=sys.stderr)
    return 0


def place(name: str, home: Path) -> Path:
    """The folder of a run: a path, else its name among the runs of FIT_HOME."""
    given = Path(name).expanduser()
    return given.absolute() if given.is_dir() else home / FOLDER / name


PARSERS: dict[str, Callable[[Any], None]] = {"compare": _compare, "schedule": _schedule}
COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {"compare": compare, "schedule": schedule}
