"""A plan as somebody wrote it, held to what a training can show: the part (from 1) and the field that is wrong."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fitlib import evidence
from fitlib.errors import InputRefused
from fitlib.reports import training_sheet
from fitlib.synthetic import Family, families
from fitlib.words import texts
from workbench.workshop.parts import (
    BREAK,
    CASE,
    EVIDENCE,
    FIRST_CASE,
    NEXT,
    OPTIONS,
    PAGE,
    PATTERN,
    SHEET,
    TALK,
    VOTE,
    Part,
    Plan,
    Vote,
)

CHOICES = range(2, 9 + 1)  # a vote has as many choices as there are digits to press
ALWAYS, NAMED = {"kind", "minutes", "covers"}, (TALK, EVIDENCE, SHEET, PAGE)
FIELDS = {
    **{kind: ALWAYS | {"name"} for kind in NAMED},
    BREAK: ALWAYS, CASE: ALWAYS | {"family", "number", "patterns", "vote"}, VOTE: ALWAYS | {"name", "text", "choices"},
}  # fmt: skip
WHOLE = {"title", "part", "audience"}
LONGEST = 200
Hold = Callable[..., None]
Row = Mapping[str, Any]
Kinds = Mapping[str, Family] | None


def checked(table: Row, file: str, key: str, kinds: Kinds = None) -> Plan:
    """The typed plan of a table. Takes: the families there are; the library's where none are given.

    Raises: InputRefused naming the part (0: the whole) and the field that is wrong."""
    title, rows, audience = table.get("title"), table.get("part"), table.get("audience", "")
    titles = {"fi": title} if isinstance(title, str) else title
    hold = partial(_hold, file, 0)
    hold(isinstance(titles, dict) and isinstance(titles.get("fi"), str), "title")
    hold(isinstance(rows, list) and bool(rows) and not table.keys() - WHOLE, "part")
    hold(not audience or f"trainings.audience.{audience}" in texts("fi"), "audience")
    known_cases = kinds or {one.key: one for one in families()}
    found = tuple(_part(row, partial(_hold, file, place), known_cases) for place, row in enumerate(rows, 1))
    return Plan(key, titles, found, audience)


def known(kind: str) -> tuple[str, ...]:
    """The names that a part of this kind may have."""
    words = texts("fi")
    if kind in (EVIDENCE, SHEET):
        return tuple(evidence.load()) if kind == EVIDENCE else training_sheet.names()
    ends = {TALK: ("workshop.talk.", "trainings.talk."), PAGE: ("trainings.page.",), VOTE: ("trainings.poll.",)}[kind]
    found = (key.removeprefix(end).split(".")[0] for end in ends for key in words if key.startswith(end))
    return tuple(dict.fromkeys(found))


def _part(row: Any, hold: Hold, kinds: Mapping[str, Family]) -> Part:
    kind = row.get("kind") if isinstance(row, dict) else None
    hold(kind in FIELDS, "kind")
    unknown = sorted(row.keys() - FIELDS[kind])
    hold(not unknown, *unknown[:1])
    minutes, covers = row.get("minutes"), row.get("covers", [])
    hold(type(minutes) is int and minutes > 0, "minutes")
    hold(isinstance(covers, list) and all(f"trainings.content.{one}" in texts("fi") for one in covers), "covers")
    more = {CASE: partial(_case, kinds), VOTE: _poll, BREAK: lambda *_: {}}.get(kind, _named)(row, hold)
    return Part(kind, minutes, covers=tuple(covers), **more)


def _named(row: Row, hold: Hold) -> dict[str, Any]:
    name = row.get("name")
    hold(isinstance(name, str) and name in known(row["kind"]), "name")
    return {"name": name}


def _poll(row: Row, hold: Hold) -> dict[str, Any]:
    """A question of ours by its name, or the trainer's own with its choices."""
    if "name" in row:
        hold(not row.keys() & {"text", "choices"}, "text")
        return _named(row, hold)
    text, choices = row.get("text"), row.get("choices")
    hold(_short(text), "text")
    hold(isinstance(choices, list) and len(choices) in CHOICES and all(map(_short, choices)), "choices")
    return {"text": text, "choices": tuple(choices)}


def _short(text: Any) -> bool:
    return isinstance(text, str) and 0 < len(text.strip()) <= LONGEST


def _case(kinds: Mapping[str, Family], row: Row, hold: Hold) -> dict[str, Any]:
    family, number, patterns = row.get("family"), row.get("number", FIRST_CASE), row.get("patterns", [])
    hold(family in kinds, "family")
    hold(type(number) is int and number >= 0, "number")
    fine = isinstance(patterns, list) and all(f"patterns.{one}.name" in texts("fi") for one in patterns)
    hold(fine and len(set(patterns)) == len(patterns), "patterns")
    rows = row.get("vote", [])
    hold(isinstance(rows, list), "vote")
    votes = tuple(_vote(one, kinds[family].sessions[0], len(patterns), hold) for one in rows)
    alone = not any(line.client for line in kinds[family].lines)
    hold(alone or all(one.ask == PATTERN for one in votes), "ask")  # whose change or next measure?
    hold([one.step for one in votes] == sorted(one.step for one in votes), "step")
    return {"family": family, "number": number, "votes": votes, "patterns": tuple(patterns)}


def _vote(row: Any, sessions: int, patterns: int, hold: Hold) -> Vote:
    """A vote must come while there is something to see, and before the end where it is about what comes next."""
    hold(isinstance(row, dict) and {"ask", "step"} <= row.keys() <= {"ask", "step", "text"}, "vote")
    ask, step, text = row["ask"], row["step"], row.get("text", "")
    hold(ask in OPTIONS, "vote")
    hold(type(step) is int and 1 <= step <= sessions - (ask == NEXT), "step")
    hold(ask != PATTERN or patterns in CHOICES, "patterns")
    hold(text == "" or _short(text), "text")
    return Vote(ask, step, text)


def _hold(file: str, place: int, fine: bool, field: str = "part") -> None:
    if not fine:
        raise InputRefused("workshop_plan_field", file=file, place=place, field=field)
