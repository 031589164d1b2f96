"""A plan as a form: each part a row to be moved, changed or left out. What is written becomes TOML, or a fault."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from fitlib.synthetic import Family
from fitlib.words import Words
from workbench.workshop import cards, checking
from workbench.workshop.parts import (
    BREAK,
    CASE,
    EVIDENCE,
    FIRST_CASE,
    OPTIONS,
    PAGE,
    PATTERN,
    SHEET,
    TALK,
    VOTE,
    Part,
    Plan,
)  # fmt: skip

VOTES, SPARE, MOST, OFFERED, OWN = 4, 4, 60, 4, "own"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
NONE = ""
Get = Callable[[str], str]
Gets = Callable[[str], list[str]]


@dataclass(frozen=True)
class Line:
    """One row of the form as texts: `what` is kind and name (`case:steady`), `votes` ask, session and own wording."""

    order: str = ""
    what: str = ""
    minutes: str = ""
    number: str = ""
    votes: tuple[tuple[str, str, str], ...] = ((NONE, "", ""),) * VOTES
    patterns: tuple[str, ...] = ()
    text: str = ""
    choices: str = ""
    covers: tuple[str, ...] = ()


def lines(plan: Plan | None) -> list[Line]:
    """The rows of a plan, and a few empty ones after them."""
    parts = plan.parts if plan else ()
    return [*(_line(part, place) for place, part in enumerate(parts, 1)), *[Line()] * SPARE]


def _line(part: Part, place: int) -> Line:
    name = part.family if part.kind == CASE else OWN if part.text else part.name
    written = [(vote.ask, str(vote.step), vote.text) for vote in part.votes]
    votes = (*written, *[(NONE, "", "")] * (VOTES - len(written)))
    number = str(part.number) if part.kind == CASE and part.number != FIRST_CASE else ""
    return Line(str(place), f"{part.kind}:{name}", str(part.minutes), number, votes, part.patterns, part.text,
                "\n".join(part.choices), part.covers)  # fmt: skip


def written(get: Get, gets: Gets, count: int) -> list[Line]:
    """The rows as somebody has sent them, in the order of their numbers; then those without one."""
    found = [_sent(get, gets, place) for place in range(1, min(count, MOST) + 1)]
    return sorted(found, key=lambda line: (not line.order.isdigit(), int(line.order) if line.order.isdigit() else 0))


def _sent(get: Get, gets: Gets, place: int) -> Line:
    def one(name: str) -> str:
        return CONTROL.sub(" ", get(f"{name}-{place}")).replace("\r", "").strip()

    votes = tuple((one(f"ask{turn}"), one(f"step{turn}"), one(f"text{turn}")) for turn in range(1, VOTES + 1))
    covers = tuple(one("covers").split())
    patterns = tuple(gets(f"pattern-{place}"))
    return Line(one("order"), one("what"), one("minutes"), one("number"), votes, patterns, one("text"),
                one("choices"), covers)  # fmt: skip


def table(title: str, audience: str, rows: Iterable[Line], kinds: Mapping[str, Family]) -> dict[str, Any]:
    """The plan as a table for `checking.checked`; a row without a number of order is left out."""
    made: dict[str, Any] = {"part": [_row(line, kinds) for line in rows if line.order.isdigit()]}
    return ({"title": title} if title else {}) | ({"audience": audience} if audience else {}) | made


def _row(line: Line, kinds: Mapping[str, Family]) -> dict[str, Any]:
    kind, _, name = line.what.partition(":")
    row: dict[str, Any] = {"kind": kind, "minutes": whole(line.minutes)}
    if line.covers:
        row["covers"] = list(line.covers)
    if kind == CASE:
        return row | _case(line, name, kinds)
    if kind == VOTE and name == OWN:
        return row | {"text": line.text, "choices": [one.strip() for one in line.choices.split("\n") if one.strip()]}
    return row if kind == BREAK else row | {"name": name}


def _case(line: Line, family: str, kinds: Mapping[str, Family]) -> dict[str, Any]:
    row: dict[str, Any] = {"family": family}
    if line.number:
        row["number"] = whole(line.number)
    asked = [(ask, step, text) for ask, step, text in line.votes if ask]
    if any(ask == PATTERN for ask, _, _ in asked):
        row["patterns"] = list(line.patterns) or list(offered(kinds.get(family)))
    if asked:
        row["vote"] = [
            {"ask": ask, "step": whole(step)} | ({"text": text} if text else {}) for ask, step, text in asked
        ]
    return row


def whole(text: str) -> int | str:
    """The number of a text, or the text where it is none: the check names it."""
    return int(text) if text.isdigit() else text


def patterns() -> tuple[str, ...]:
    """Every pattern that a vote can offer."""
    words = Words("fi")
    return tuple(name for name in words.under("patterns") if f"patterns.{name}.name" in words)


def offered(family: Family | None) -> tuple[str, ...]:
    """The choices of a pattern question where nobody has chosen any: what the case shows, then others."""
    shows = family.shows if family else ()
    others = (name for name in patterns() if name not in shows)
    return tuple(islice(chain(shows, others), max(OFFERED, len(shows))))[: checking.CHOICES.stop - 1]


def groups(
    words: Words, kinds: Mapping[str, Family], names: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a part can show, by kind: value and name. Takes: the cases there are, the names of the trainer's own."""
    cases = [(f"{CASE}:{key}", names.get(key) or words(f"cases.{key}.name")) for key in kinds]
    found = [(CASE, cases)]
    for kind in (TALK, EVIDENCE, SHEET, PAGE, VOTE):
        found.append(
            (kind, [(f"{kind}:{name}", cards.title(Part(kind, 1, name), words)) for name in checking.known(kind)])
        )
    own, pause = (f"{VOTE}:{OWN}", words("trainings.form.own_poll")), (f"{BREAK}:", words("trainings.break.title"))
    return [*found[:-1], (VOTE, [own, *found[-1][1]]), (BREAK, [pause])]


def toml(made: Mapping[str, Any]) -> str:
    """A table of a plan as the file that keeps it."""
    head = [f"{name} = {_value(value)}" for name, value in made.items() if name != "part"]
    return "\n\n".join(["\n".join(head), *map(_part, made["part"])]) + "\n"


def _part(row: Mapping[str, Any]) -> str:
    votes = row.get("vote", [])
    own = [f"{name} = {_value(value)}" for name, value in row.items() if name != "vote"]
    asked = (["[[part.vote]]", *(f"{name} = {_value(value)}" for name, value in vote.items())] for vote in votes)
    return "\n".join(["[[part]]", *own, *chain.from_iterable(asked)])


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


ASKS = tuple(OPTIONS)
