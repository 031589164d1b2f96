"""The plan of a workshop: what is shown in which order, for how long, and what is asked. Read from TOML, held to it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fitlib import ROOT
from fitlib.errors import InputRefused, ParameterRefused
from fitlib.synthetic import families
from fitlib.words import Words, texts

FOLDER = ROOT / "data" / "workshops"
OWN = "plans"
TALK, CASE = "talk", "case"
CHANGE, NEXT, PATTERN = "change", "next", "pattern"
OPTIONS = {CHANGE: ("rose", "same", "fell"), NEXT: ("higher", "same", "lower"), PATTERN: ()}
FIELDS = {TALK: {"kind", "minutes", "name"}, CASE: {"kind", "minutes", "family", "number", "patterns", "vote"}}
FIRST_CASE, CHOICES = 1, range(2, 9 + 1)  # a vote has as many choices as there are digits to press


@dataclass(frozen=True)
class Vote:
    """A question put to the group when so many sessions have been shown."""

    ask: str
    step: int


@dataclass(frozen=True)
class Part:
    """One part: a talk (`name` of its words) or a case of the library with its votes; `patterns` are the choices."""

    kind: str
    minutes: int
    name: str = ""
    family: str = ""
    number: int = FIRST_CASE
    votes: tuple[Vote, ...] = ()
    patterns: tuple[str, ...] = ()

    def options(self, ask: str) -> tuple[str, ...]:
        """The choices of a question, in the order of the digits."""
        return OPTIONS[ask] or self.patterns


@dataclass(frozen=True)
class Plan:
    """A whole workshop; `key` is the name of its file."""

    key: str
    titles: Mapping[str, str]
    parts: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """How long the whole of it takes."""
        return sum(part.minutes for part in self.parts)

    def title(self, words: Words) -> str:
        """The title in one language; the Finnish one where it has no other."""
        return self.titles.get(words.lang) or self.titles["fi"]


def names(home: Path) -> dict[str, Path]:
    """The plans there are: the ready ones, and the trainer's own in FIT_HOME/plans, which win."""
    files = [*sorted(FOLDER.glob("*.toml")), *sorted((home / OWN).glob("*.toml"))]
    return {file.stem: file for file in files}


def find(name: str, home: Path) -> Plan:
    """The plan of that name, or in that file. Raises: ParameterRefused for none; InputRefused for a faulty one."""
    known = names(home)
    if name in known:
        return read(known[name])
    if name.endswith(".toml") and Path(name).is_file():
        return read(Path(name))
    raise ParameterRefused("workshop_plan_unknown", name=name, known=", ".join(known))


def read(file: Path) -> Plan:
    """The plan of a file.

    Raises: InputRefused for a file that is not TOML, or has an unknown field, family, pattern, question or step.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRefused("workshop_plan_unreadable", file=file.name) from None
    return checked(table, file.name, file.stem)


def checked(table: Mapping[str, Any], file: str, key: str) -> Plan:
    """The typed plan of a table. Raises: InputRefused naming the part (from 1) and the field that is wrong."""
    title = table.get("title")
    titles = {"fi": title} if isinstance(title, str) else title
    _hold(isinstance(titles, dict) and isinstance(titles.get("fi"), str), file, 0, "title")
    parts = table.get("part")
    _hold(isinstance(parts, list) and bool(parts) and not table.keys() - {"title", "part"}, file, 0, "part")
    return Plan(key, titles, tuple(_part(row, file, place) for place, row in enumerate(parts, 1)))


def _part(row: Any, file: str, place: int) -> Part:
    kind = row.get("kind") if isinstance(row, dict) else None
    _hold(kind in FIELDS, file, place, "kind")
    unknown = sorted(row.keys() - FIELDS[kind])
    _hold(not unknown, file, place, *unknown[:1])
    minutes = row.get("minutes")
    _hold(type(minutes) is int and minutes > 0, file, place, "minutes")
    if kind == TALK:
        name = row.get("name")
        _hold(f"workshop.talk.{name}.title" in texts("fi"), file, place, "name")
        return Part(TALK, minutes, name)
    return _case(row, file, place, minutes)


def _case(row: Mapping[str, Any], file: str, place: int, minutes: int) -> Part:
    known = {one.key: one for one in families()}
    family, number, patterns = row.get("family"), row.get("number", FIRST_CASE), row.get("patterns", [])
    _hold(family in known, file, place, "family")
    _hold(type(number) is int and number >= 0, file, place, "number")
    fine = isinstance(patterns, list) and all(f"patterns.{one}.name" in texts("fi") for one in patterns)
    _hold(fine and len(set(patterns)) == len(patterns), file, place, "patterns")
    rows = row.get("vote", [])
    _hold(isinstance(rows, list), file, place, "vote")
    votes = tuple(_vote(one, known[family].sessions[0], len(patterns), file, place) for one in rows)
    alone = not any(line.client for line in known[family].lines)
    _hold(alone or all(one.ask == PATTERN for one in votes), file, place, "ask")  # whose change or next measure?
    _hold([one.step for one in votes] == sorted(one.step for one in votes), file, place, "step")
    return Part(CASE, minutes, "", family, number, votes, tuple(patterns))


def _vote(row: Any, sessions: int, patterns: int, file: str, place: int) -> Vote:
    """A vote must come while there is something to see, and before the end where it is about what comes next."""
    _hold(isinstance(row, dict) and row.keys() == {"ask", "step"} and row["ask"] in OPTIONS, file, place, "vote")
    ask, step = row["ask"], row["step"]
    _hold(type(step) is int and 1 <= step <= sessions - (ask == NEXT), file, place, "step")
    _hold(ask != PATTERN or patterns in CHOICES, file, place, "patterns")
    return Vote(ask, step)


def _hold(fine: bool, file: str, place: int, field: str = "part") -> None:
    if not fine:
        raise InputRefused("workshop_plan_field", file=file, place=place, field=field)
