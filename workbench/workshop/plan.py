"""The plans there are: the ready ones and the trainer's own, read from TOML and held to what a plan may be."""

import tomllib
from pathlib import Path

from fitlib import ROOT, reference
from fitlib.errors import InputRefused, ParameterRefused
from workbench.workshop import shelf
from workbench.workshop.checking import checked
from workbench.workshop.parts import (
    BREAK,
    CASE,
    CHANGE,
    EVIDENCE,
    FIRST_CASE,
    NEXT,
    PAGE,
    PATTERN,
    POLL,
    SHEET,
    TALK,
    VOTE,
    Part,
    Plan,
    Vote,
)  # fmt: skip

__all__ = [
    "BREAK", "CASE", "CHANGE", "DEFAULT", "EVIDENCE", "FIRST_CASE", "FOLDER", "NEXT", "OWN", "PAGE", "PATTERN", "POLL",
    "SHEET", "TALK", "VOTE", "Part", "Plan", "Vote", "checked", "find", "names", "read",
]  # fmt: skip
FOLDER = ROOT / "data" / "workshops"
OWN, DEFAULT = "plans", "curves_120"


def names(home: Path) -> dict[str, Path]:
    """The plans there are: the ready ones, and the trainer's own in FIT_HOME/plans, which win."""
    files = [*sorted(FOLDER.glob("*.toml")), *sorted((home / OWN).glob("*.toml"))]
    return {file.stem: file for file in files}


def find(name: str, home: Path) -> Plan:
    """The plan of that name, or in that file. Raises: ParameterRefused for none; InputRefused for a faulty one."""
    known = names(home)
    if name in known:
        return read(known[name], home)
    if name.endswith(".toml") and Path(name).is_file():
        return read(Path(name), home)
    raise ParameterRefused("workshop_plan_unknown", name=name, known=", ".join(known))


def read(file: Path, home: Path | None = None) -> Plan:
    """The plan of a file. Raises: InputRefused for a file that is not TOML, or holds what a plan may not."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRefused("workshop_plan_unreadable", file=file.name) from None
    kinds = shelf.kinds(home, reference.load(home)) if home else None
    return checked(table, file.name, file.stem, kinds)
