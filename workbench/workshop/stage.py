"""What stands on the projector at each moment: the room's state as values for the shape of its phase."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import segno
from markupsafe import Markup

from fitlib.charts import raters
from fitlib.charts.curve_words import source
from fitlib.charts.overlays import Overlays
from fitlib.words import Words
from workbench.workshop import asking, cards, debrief, frames
from workbench.workshop.learning import Agreed, learnt
from workbench.workshop.parts import BREAK, EVIDENCE, PAGE, POLL, SHEET, TALK
from workbench.workshop.room import Room
from workbench.workshop.script import DEBRIEF, END, OPEN, RESULT, REVEAL, STORY, TRUTH, VOTE, Ballot
from workbench.workshop.switches import ALL, Switches

Values = dict[str, object]


@dataclass(frozen=True)
class Bar:
    """One choice in a result: how many chose it this time and, as `before`, the time before (of 0: not asked)."""

    name: str
    k: int
    n: int
    share: str
    before: Agreed
    agrees: bool


@dataclass(frozen=True)
class Place:
    """Where phones find the room; `open` is False where only this computer can."""

    address: str
    open: bool


def main(room: Room, place: Place) -> Markup:
    """The main part of the screen at the present moment."""
    values = PHASES[room.moment.phase](room, place)
    return frames.fill(f"stage/{room.moment.phase}", room.words, **_head(room), **values)


def live(room: Room) -> Markup:
    """What changes while the moment stays: how many devices are here, or how many have answered."""
    words = room.words
    if room.open_ballot:
        return Markup("<p>{}</p>").format(words("workshop.vote.answered", n=room.votes.answered(room.open_ballot)))
    if room.moment.phase == OPEN:
        return Markup("<p>{}</p>").format(words("workshop.open.devices", n=len(room.devices)))
    return Markup("")


def said(room: Room) -> str:
    """What a screen reader is told when the moment changes."""
    phase = phase_name(room, room.at, room.words)
    if room.moment.phase in (REVEAL, VOTE) and room.drawn(room.moment):
        return " ".join([f"{phase}.", room.deck.at_once(room.slide).description, *shown(room)])
    return phase


def shown(room: Room) -> tuple[str, ...]:
    """What the switches show beyond the lines themselves, or why they cannot: sentences for everybody."""
    one, on, words = room.exhibits[room.moment.part], room.seen(room.moment, room.shown), room.words
    told = []
    if on.rater != ALL:
        told.append(words("workshop.shown.rater", name=raters.name(one.rater(on.rater), words)))
    if room.shown.items and not on.items:
        told.append(words("workshop.shown.no_items"))
    if (room.shown.corridor or room.shown.line) and not on.items:
        told.append(_expected(room, on))
    return tuple(told)


def _expected(room: Room, on: Switches) -> str:
    one, words = room.exhibits[room.moment.part], room.words
    if one.carried:
        return words("workshop.shown.carried")
    found = one.expected(on.rater)
    if found:
        return source(words, Overlays(corridor=True, expected=found))
    return words(f"workshop.shown.{'one_client' if one.several else 'no_expected'}")


def phase_name(room: Room, at: int, words: Words) -> str:
    """`Äänestys: Mitä seuraava mittaus näyttää?`"""
    moment = room.script[at]
    if moment.phase in CARDS:
        return cards.name(room.plan.parts[moment.part], words)
    ask = question(room, moment.ballot, words) if moment.ballot else ""
    return words(f"workshop.phase.{moment.phase}", step=moment.step, ask=ask)


def question(room: Room, ballot: Ballot, words: Words) -> str:
    """What a ballot asks, in words."""
    return asking.question(room.plan.parts[ballot.part], ballot, words)


def choices(room: Room, ballot: Ballot, words: Words) -> list[tuple[str, str]]:
    """Key and words of every choice of a question, in the order of the digits."""
    return asking.choices(room.plan.parts[ballot.part], ballot.ask, words)


def bars(room: Room, ballot: Ballot, tell_right: bool = False) -> list[Bar]:
    """The released result of a vote, beside that of the turn before; empty where too few answered."""
    totals, words = room.totals(ballot), room.words
    if totals.counts is None:
        return []
    before = room.totals(Ballot(ballot.part, ballot.ask, ballot.turn - 1))
    agrees = room.right(ballot) if tell_right else ()
    return [
        Bar(
            name, totals.counts[option], totals.n, words.percent(totals.counts[option] / totals.n),
            Agreed(before.counts[option], before.n) if before.counts else Agreed(0, 0), option in agrees,
        )
        for option, name in choices(room, ballot, words)
    ]  # fmt: skip


def _head(room: Room) -> Values:
    one, words = room.exhibit, room.words
    steps = words("workshop.step", step=room.moment.step, steps=one.steps) if room.moment.phase in ENDED else (
        words("workshop.session", step=room.moment.step) if one and room.moment.step else ""
    )  # fmt: skip
    return {
        "case": words("workshop.case", label=one.seen.label) if one else words("trainings.kind.vote"),
        "step": steps,
    }


def _opened(room: Room, place: Place) -> Values:
    address = f"{place.address}{room.code}"
    return {
        "title": room.plan.title(room.words), "contents": room.plan.covers,
        "welcome": cards.welcome(room.plan, room.words), "address": address.removeprefix("http://"), "open": place.open,
        "qr": qr(address) if place.open else Markup(""), "said": room.words("workshop.open.qr", address=address),
    }  # fmt: skip


@cache
def qr(address: str) -> Markup:
    """The address as a QR code."""
    return Markup(segno.make(address, error="m").svg_inline(scale=1, border=2, omitsize=True, svgclass="ws-qr"))


def _story(room: Room, _: Place) -> Values:
    one = room.exhibits[room.moment.part]
    words = room.words
    who = [raters.name(rater, words) for rater, _ in one.seen.raters]
    real = "invented" if one.invented else "real.shown"
    return {"age": words(f"workshop.who.{one.seen.age_group}"), "raters": who, "whose": words(f"workshop.{real}")}


def _figure(room: Room, _: Place) -> Values:
    figure = room.deck.at_once(room.slide)
    told = () if room.slide.truth else shown(room)
    return {"svg": frames.drawing(figure), "sentence": figure.description, "table": figure.table, "note": figure.note,
            "shown": told}  # fmt: skip


def _vote(room: Room, place: Place) -> Values:
    ballot = room.moment.ballot
    assert ballot
    options = choices(room, ballot, room.words)
    drawn = _figure(room, place) if room.drawn(room.moment) else {"svg": ""}
    return drawn | {"ask": question(room, ballot, room.words), "turn": _turn(ballot), "options": options}


def _turn(ballot: Ballot) -> str:
    return POLL if ballot.ask == POLL else "first" if ballot.turn == 1 else "again"


def _result(room: Room, _: Place) -> Values:
    ballot = room.moment.ballot
    assert ballot
    return {"ask": question(room, ballot, room.words), "turn": _turn(ballot), "bars": bars(room, ballot),
            "least": room.votes.least, "n": room.totals(ballot).n}  # fmt: skip


def _debrief(room: Room, place: Place) -> Values:
    one = room.exhibits[room.moment.part]
    return _figure(room, place) | {"columns": debrief.columns(one, room.words, room.reference)}


def _truth(room: Room, place: Place) -> Values:
    one, words = room.exhibits[room.moment.part], room.words
    mine = [ballot for ballot in room.held() if ballot.part == room.moment.part]
    last = {ballot.ask: ballot for ballot in mine if room.totals(ballot).counts is not None}
    results = [(question(room, ballot, words), bars(room, ballot, True)) for ballot in last.values()]
    return _figure(room, place) | {
        "name": one.name(words), "story": one.story(words), "told": debrief.truth(one, words), "results": results,
        "noise": _noise(room), "learnt": _learnt(room, room.moment.part),
    }  # fmt: skip


def _noise(room: Room) -> str:
    noise, words = debrief.called_change(room), room.words
    if noise is None:
        return ""
    return words("workshop.noise.figure", k=noise.k, n=noise.n, share=words.percent(noise.k / noise.n))


def _learnt(room: Room, part: int | None = None) -> list[tuple[str, str, str, str]]:
    """One row per question put twice: case, question, and the answers that agree, the first time and the last."""
    words = room.words
    return [
        (words("workshop.case", label=room.exhibits[one.part].seen.label),
         question(room, Ballot(one.part, one.ask, 1), words), one.first.told(words), one.last.told(words))
        for one in learnt(room, part)
    ]  # fmt: skip


def _end(room: Room, _: Place) -> Values:
    return {"noise": _noise(room), "learnt": _learnt(room)}


ENDED = {DEBRIEF, TRUTH}
CARDS = (TALK, BREAK, SHEET, PAGE, EVIDENCE)
PHASES: dict[str, Callable[[Room, Place], Values]] = {
    OPEN: _opened, STORY: _story, REVEAL: _figure, VOTE: _vote, RESULT: _result, DEBRIEF: _debrief,
    TRUTH: _truth, END: _end, **dict.fromkeys(CARDS, cards.values),
}  # fmt: skip
