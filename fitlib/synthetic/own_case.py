"""A case of a trainer's own: a recipe like those of the library, with its own name, story and seed, kept as TOML.

The file holds the whole recipe, so that the case stays the same, bit by bit, when the library changes.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fitlib.errors import InputRefused
from fitlib.reference import Reference
from fitlib.synthetic.case import Case, case
from fitlib.synthetic.family import Event, Family, Line, read_family
from fitlib.words import texts

VERSION, FIRST = 1, 1
FIELDS = {"version", "title", "story", "base", "seed", "recipe"}
OWN = "own-"


@dataclass(frozen=True)
class OwnCase:
    """Name and story in the trainer's words, the family it began from, seed and recipe; `key` names it in plans."""

    key: str
    title: str
    story: str
    base: str
    seed: int
    recipe: Mapping[str, Any]

    @property
    def family(self) -> Family:
        """The recipe as a family; it is meant to show what its curves show, and nothing is promised."""
        return read_family(self.key, self.recipe)

    def case(self, number: int = FIRST) -> Case:
        """The case: equal recipes and seeds give equal curves. The name of the file plays no part."""
        return case(read_family(self.base, self.recipe), number, self.seed)

    def text(self) -> str:
        """The file."""
        head = {"version": VERSION, "title": self.title, "story": self.story, "base": self.base, "seed": self.seed}
        recipe = {name: value for name, value in self.recipe.items() if name != "curve"}
        lines = [*_lines(head), "", "[recipe]", *_lines(recipe)]
        for curve in self.recipe["curve"]:
            lines += ["", "[[recipe.curve]]", *_lines({name: one for name, one in curve.items() if name != "event"})]
            for event in curve.get("event", ()):
                lines += ["[[recipe.curve.event]]", *_lines(event)]
        return "\n".join(lines) + "\n"


def read_own(text: str, key: str, reference: Reference) -> OwnCase:
    """The case of a file.

    Raises: InputRefused naming the field, for what is no TOML, of another version, or out of bounds.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise InputRefused("own_case_unreadable", file=key) from None
    if table.get("version") != VERSION:
        raise InputRefused("own_case_version", file=key, version=table.get("version"), known=VERSION)
    _hold(table.keys() == FIELDS, key, "recipe")
    return checked(OwnCase(key, *(table[name] for name in ("title", "story", "base", "seed", "recipe"))), reference)


def checked(one: OwnCase, reference: Reference) -> OwnCase:
    """The same case, held to what a case may be. Raises: InputRefused naming the field."""
    limits = reference.under("workshop.own_case")
    for name in ("title", "story"):
        text = getattr(one, name)
        _hold(isinstance(text, str) and len(text.strip()) > 0 and len(text) <= limits[f"{name}_most"], one.key, name)
    _hold(type(one.seed) is int and 0 <= one.seed <= limits["seed_most"], one.key, "seed")
    _hold(isinstance(one.base, str) and isinstance(one.recipe, Mapping), one.key, "base")
    try:
        kind = one.family
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise InputRefused("own_case_field", file=one.key, field="recipe") from None
    _of_family(kind, one.key, limits, reference)
    return one


def _of_family(kind: Family, key: str, limits: Mapping[str, Any], reference: Reference) -> None:
    low, high = kind.sessions
    _hold(type(low) is int and type(high) is int and 1 <= low <= high <= limits["sessions_most"], key, "sessions")
    _hold(kind.age_group in reference.under("cutoff.ors"), key, "age_group")
    _hold(kind.closing in ("planned", "unplanned", "open"), key, "closing")
    _hold(1 <= len(kind.lines) <= limits["lines_most"], key, "curve")
    _hold(len({(line.who, line.client) for line in kind.lines}) == len(kind.lines), key, "curve")
    top, noise = round(10 * reference["presentation.axis_high"]), round(10 * limits["noise_most"])
    for line in kind.lines:
        _of_line(line, key, top, noise)


def _of_line(line: Line, key: str, top: int, noise: int) -> None:
    """Every score of the line within the scale, in the order of the sessions."""
    _hold(f"cases.who.{line.who}" in texts("fi"), key, "curve")
    for name in ("ors", "srs"):
        anchors = getattr(line, name)
        fine = all(0 <= at <= 100 and 0 <= score <= top for at, score in anchors)
        rising = [at for at, _ in anchors] == sorted({at for at, _ in anchors})
        _hold(fine and rising and (name == "srs" or bool(anchors)), key, name)
    _hold(all(0 <= one <= noise for one in (line.noise_ors, line.noise_srs, line.swing)), key, "noise")
    _hold(all(_happens(one, top) for one in line.events), key, "event")


def _happens(event: Event, top: int) -> bool:
    """Whether an event has words, a length, and a change within the scale."""
    named = f"cases.event.{event.name}" in texts("fi")
    return named and abs(event.ors) <= top and abs(event.srs) <= top and event.lasts >= 1


def _lines(table: Mapping[str, Any]) -> list[str]:
    """TOML of plain values: JSON writes them alike, but for the character that only TOML forbids."""
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "") for name, value in table.items()]


def _hold(fine: bool, file: str, field: str) -> None:
    if not fine:
        raise InputRefused("own_case_field", file=file, field=field)
