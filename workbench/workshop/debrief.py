"""After the vote: what was seen, what it could mean, what to ask; then what the group called a change."""

from dataclasses import dataclass
from itertools import chain, zip_longest

from fitlib.curves.card import card, sentence
from fitlib.curves.classify import Hit
from fitlib.reference import Reference
from fitlib.words import Words
from workbench.workshop.exhibits import TENTHS, Exhibit
from workbench.workshop.plan import CHANGE
from workbench.workshop.room import Room

LINES = 4


@dataclass(frozen=True)
class Columns:
    """Three columns of sentences: nothing in the middle one is the answer."""

    seen: tuple[str, ...]
    mean: tuple[str, ...]
    ask: tuple[str, ...]


def columns(exhibit: Exhibit, words: Words, reference: Reference) -> Columns:
    """The columns of a case, from the cards of the patterns that fired; without any, what holds of every curve."""
    cards = [card(hit.key, words, reference) for hit in exhibit.hits]
    if not cards:
        return Columns(*((words(f"workshop.no_pattern.{column}"),) for column in ("seen", "mean", "ask")))
    seen = tuple(_seen(who, hit, words) for who, hit in exhibit.found)
    return Columns(seen, _by_turns([one.may for one in cards]), _by_turns([one.ask for one in cards]))


def _seen(who: str, hit: Hit, words: Words) -> str:
    name = words(f"patterns.{hit.key}.name")
    return f"{words(f'cases.who.{who}')}: {name}." if who else f"{name}. {sentence(hit, words)}"


def _by_turns(texts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of each card, then the second of each: no card crowds the others out."""
    mixed = [text for text in chain.from_iterable(zip_longest(*texts)) if text]
    return tuple(dict.fromkeys(mixed))[:LINES]


@dataclass(frozen=True)
class Noise:
    """Votes that called a change what was noise (k) of all votes where the true score had not changed (n)."""

    k: int
    n: int


def called_change(room: Room) -> Noise | None:
    """The group's figure over the votes held so far; None where no vote with enough answers was about noise."""
    pairs = []
    for ballot in room.held():
        totals = room.totals(ballot)
        if ballot.ask == CHANGE and totals.counts is not None and room.right(ballot) == ("same",):
            pairs.append((totals.n - totals.counts["same"], totals.n))
    return Noise(sum(k for k, _ in pairs), sum(n for _, n in pairs)) if pairs else None


def truth(exhibit: Exhibit, words: Words) -> tuple[str, ...]:
    """What lies behind an invented case: its true course, its noise, what happened on the way. Of others, nothing."""
    if exhibit.case is None or exhibit.truth is None:
        return ()
    if exhibit.several:
        return _courses(exhibit, words)
    behind, measured = exhibit.truth, [exhibit.ors(at) for at in exhibit.truth.sessions]
    shown = [score for score in measured if score is not None]
    told = [words(
        "workshop.truth.course", first=_points(behind.ors[0], words), last=_points(behind.ors[-1], words),
        change=_points(behind.ors[-1] - behind.ors[0], words),
    )]  # fmt: skip
    if len(shown) > 1:
        told.append(words("workshop.truth.measured", change=_points(shown[-1] - shown[0], words)))
    told.append(words("workshop.truth.noise", noise=_points(behind.noise_ors, words)))
    told += [
        words("workshop.truth.event", session=one.session_no, what=words(f"cases.event.{one.name}"))
        for one in behind.events
    ]
    return (*told, words("workshop.truth.closing", how=words(f"cases.closing.{exhibit.case.closing}")))


def _courses(exhibit: Exhibit, words: Words) -> tuple[str, ...]:
    assert exhibit.case is not None
    assert exhibit.truth is not None
    told = tuple(
        words(
            "workshop.truth.of", who=words(f"cases.who.{one.who}"), first=_points(one.ors[0], words),
            last=_points(one.ors[-1], words), change=_points(one.ors[-1] - one.ors[0], words),
        )
        for one in exhibit.case.truth
    )  # fmt: skip
    return (*told, words("workshop.truth.noise", noise=_points(exhibit.truth.noise_ors, words)))


def _points(tenths: int, words: Words) -> str:
    return words.number(tenths / TENTHS)
