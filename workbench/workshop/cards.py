"""The parts of a training without a curve: talks, studies, sheets, pages, breaks. What the room and the speaker see."""

from collections.abc import Callable
from dataclasses import replace

from fitlib import evidence
from fitlib.reports import evidence_rows, training_sheet
from fitlib.words import Words
from workbench.workshop.parts import BREAK, CASE, EVIDENCE, PAGE, SHEET, TALK, VOTE, Part, Plan, talk
from workbench.workshop.room import Room

WORKSHOPS = ("", "users")  # who comes to look at curves
MOST = 4  # results of a study that can be read from the back row
Values = dict[str, object]
NAMED = {PAGE: "trainings.page.{}", SHEET: "trainings.sheet.{}"}


def key(part: Part) -> str:
    """Where the words of a part stand."""
    return {TALK: talk(part.name), BREAK: "trainings.break"}.get(part.kind) or NAMED[part.kind].format(part.name)


def title(part: Part, words: Words) -> str:
    """What a part is called in the list of parts."""
    if part.kind == EVIDENCE:
        return evidence.load()[part.name].citation
    if part.kind == VOTE:
        return part.text or words(f"trainings.poll.{part.name}.text")
    if part.kind == CASE:
        known = f"cases.{part.family}.name"
        return words(known) if known in words else part.family
    return words(f"{key(part)}.title")


def welcome(plan: Plan, words: Words) -> str:
    """The first words on the screen: a training says what it is, a workshop of curves that it is one."""
    return words("workshop.open.title" if plan.audience in WORKSHOPS else "trainings.open.title")


def notes(part: Part, words: Words) -> str:
    """What the speaker is told of a part, empty where its words tell nothing."""
    if part.kind == EVIDENCE:
        return words(f"evidence.card.{part.name}.not_shown")
    if part.kind == VOTE and part.text:
        return ""
    told = f"trainings.poll.{part.name}.note" if part.kind == VOTE else f"{key(part)}.notes"
    return words(told) if told in words else ""


def hint(phase: str, words: Words) -> str:
    """What the speaker is told of a kind of moment."""
    own = f"trainings.note.{phase}"
    return words(own if own in words else f"workshop.note.{phase}")


def points(part: Part, words: Words) -> list[str]:
    """The points of a talk or a page, in the order of its words."""
    return [words(f"{key(part)}.point.{name}") for name in words.under(f"{key(part)}.point")]


def _talk(room: Room, part: Part) -> Values:
    text = f"{key(part)}.text"
    return {"title": title(part, room.words), "text": room.words(text), "points": points(part, room.words)}


def _sheet(room: Room, part: Part) -> Values:
    words, sheet = room.words, training_sheet.load(part.name)
    rows = training_sheet.written(sheet, room.typed.get(part.name, {}), words)
    heads = [sheet.head(column, words) for column in sheet.columns]
    return {
        "title": sheet.title(words), "text": words(f"{key(part)}.lead"), "heads": heads, "rows": rows,
        "asked": [row[0] for row in training_sheet.grid(sheet, {}, words)[1:] if row[0]],
    }  # fmt: skip


def _evidence(room: Room, part: Part) -> Values:
    words, card = room.words, evidence.load()[part.name]
    told = {name: words(f"evidence.card.{card.key}.{name}") for name in ("found", "not_shown")}
    table = evidence_rows.table([replace(card, results=card.results[:MOST])], card.citation, words)
    left = words("trainings.handout.more", n=len(card.results)) if len(card.results) > MOST else ""
    return {"card": card, "design": words(f"evidence.design.{card.design}"), "table": table, "left": left, **told,
            "people": evidence_rows.people(card, None, words)}  # fmt: skip


SHOWN: dict[str, Callable[[Room, Part], Values]] = {
    TALK: _talk, BREAK: _talk, PAGE: _talk, SHEET: _sheet, EVIDENCE: _evidence,
}  # fmt: skip


def values(room: Room, _: object) -> Values:
    """What stands on the screen."""
    assert room.part
    return SHOWN[room.part.kind](room, room.part)


def name(part: Part, words: Words) -> str:
    """`Tutkimuskortti: Brattland et al. 2018`"""
    return f"{words(f'trainings.kind.{part.kind}')}: {title(part, words)}"
