"""The speaker's page: what is on, what comes next, a hint, the time, and the switches. Nobody else sees it."""

from markupsafe import Markup

from workbench.workshop import cards, debrief, frames, stage
from workbench.workshop.parts import CASE, PAGE, SHEET, Part
from workbench.workshop.room import Room


def main(room: Room) -> Markup:
    """The page's main part at the present moment."""
    words, moment, ballot = room.words, room.moment, room.open_ballot
    options = stage.choices(room, ballot, words) if ballot else []
    hands = room.votes.shown_hands(ballot) if ballot else {}
    return frames.fill(
        "stage/notes", words, now=stage.phase_name(room, room.at, words),
        next=stage.phase_name(room, room.script.forward(room.at), words), hint=cards.hint(moment.phase, words),
        more=cards.notes(room.part, words) if room.part and room.part.kind != CASE else "",
        link=_link(room.part),
        truth=_truth(room), options=[(key, name, hands.get(key, 0)) for key, name in options],
        parts=[(number, _title(room, number, part), part.minutes) for number, part in enumerate(room.plan.parts)],
        at=moment.part, saved=room.saved,
    )  # fmt: skip


def live(room: Room) -> Markup:
    """The time, the devices, and the answers so far."""
    now, part = room.clock(), room.part
    words = room.words
    told = [words("workshop.notes.devices", n=len(room.devices), code=room.code)]
    if part:
        spent = room.timer.minutes(room.moment.part, now)
        told.append(words("workshop.notes.part_time", spent=spent, planned=part.minutes))
        told.append(words("workshop.notes.whole_time", spent=room.timer.whole(now), planned=room.plan.minutes))
    lines = Markup("").join(Markup("<p>{}</p>").format(text) for text in told)
    return lines + (stage.live(room) if room.open_ballot else Markup(""))


def _title(room: Room, number: int, part: Part) -> str:
    if part.kind != CASE:
        return cards.title(part, room.words)
    label = room.words("workshop.case", label=room.exhibits[number].seen.label)
    return f"{label}: {room.exhibits[number].name(room.words)}"


def _truth(room: Room) -> tuple[str, ...]:
    one = room.exhibit
    return (one.story(room.words), *debrief.truth(one, room.words)) if one else ()


def _link(part: Part | None) -> str:
    """The trainer's page that belongs to a part: the sheet to fill in, or the page to look at."""
    return f"/trainer/{part.kind}/{part.name}" if part and part.kind in (SHEET, PAGE) else ""
