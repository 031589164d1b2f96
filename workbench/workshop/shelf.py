"""The trainer's own cases: FIT_HOME/cases, one TOML file a case, listed, kept, opened again and taken away."""

from pathlib import Path

from fitlib.errors import InputRefused
from fitlib.reference import Reference
from fitlib.synthetic import Case, Family, case, families
from fitlib.synthetic.own_case import OWN, OwnCase, checked, read_own
from workbench.writing import slug, write_whole

FOLDER, ENDING = "cases", ".toml"


def own(home: Path, reference: Reference) -> dict[str, OwnCase]:
    """The cases that can be read, by key, in the order of their names. A faulty file is told of by `faulty`."""
    found = {}
    for file in sorted((home / FOLDER).glob(f"*{ENDING}")):
        try:
            found[key(file)] = open_case(home, key(file), reference)
        except InputRefused:
            continue
    return found


def faulty(home: Path, reference: Reference) -> list[InputRefused]:
    """What is wrong with the files that cannot be read."""
    refused = []
    for file in sorted((home / FOLDER).glob(f"*{ENDING}")):
        try:
            open_case(home, key(file), reference)
        except InputRefused as error:
            refused.append(error)
    return refused


def key(file: Path) -> str:
    """`own-syksyn-tapaus`: no family of the library has such a name."""
    return OWN + file.stem


def place(home: Path, name: str) -> Path:
    """The file of a key; whatever the key, it lies in the folder of the cases."""
    return home / FOLDER / f"{slug(name.removeprefix(OWN))}{ENDING}"


def open_case(home: Path, name: str, reference: Reference) -> OwnCase:
    """The case of that key. Raises: InputRefused where there is none, or its file is faulty."""
    try:
        text = place(home, name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputRefused("own_case_unreadable", file=name) from None
    return read_own(text, name, reference)


def keep(home: Path, one: OwnCase, reference: Reference) -> OwnCase:
    """The case in its file, whole or not at all: a new one under a free name, one that has a key in its place.

    Raises: InputRefused naming the field that is wrong; nothing is written then.
    """
    checked(one, reference)
    name = one.key or _free(home, one.title)
    write_whole(place(home, name), one.text())
    return open_case(home, name, reference)


def take_away(home: Path, name: str) -> None:
    """The case is gone."""
    place(home, name).unlink(missing_ok=True)


def kinds(home: Path, reference: Reference) -> dict[str, Family]:
    """Every family that a plan may name: the library's, then the trainer's own."""
    return {one.key: one for one in families()} | {name: one.family for name, one in own(home, reference).items()}


def made(home: Path, name: str, number: int, reference: Reference) -> tuple[Case, OwnCase | None]:
    """The case of a plan's part, and the trainer's own words for it where it is of the trainer's making."""
    if not name.startswith(OWN):
        return case(name, number), None
    mine = open_case(home, name, reference)
    return mine.case(number), mine


def _free(home: Path, title: str) -> str:
    stem, number = slug(title), 1
    while place(home, stem if number == 1 else f"{stem}-{number}").exists():
        number += 1
    return OWN + (stem if number == 1 else f"{stem}-{number}")
