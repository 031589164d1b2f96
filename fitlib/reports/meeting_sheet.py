"""What people fill in at a review meeting: what became of earlier decisions, new ones, and notes."""

from collections.abc import Iterator, Mapping
from typing import Any

from fitlib.errors import ParameterRefused
from fitlib.implementation import meeting
from fitlib.implementation.meeting import Decision
from fitlib.reports.sheet import Field, Sheet, choices, filled, may_write
from fitlib.store import Store
from fitlib.words import Words

OPEN, DONE = STATES = ("open", "done")
NEW, LONGEST, LONGEST_NOTES, LINES = 3, 300, 4000, 8


def sheet(store: Store, params: Any) -> Sheet | None:
    """The fields of a meeting. None where nothing may be saved."""
    if not may_write(params) or store.home is None:
        return None
    words = Words(params.lang)
    now, before = _meetings(store, params)
    groups = []
    if before:
        groups.append((words("review_meeting.section.agreed"), tuple(_earlier(before, words))))
    groups.append((words("review_meeting.sheet.decisions"), tuple(_decisions(now, words))))
    notes = Field("notes", words("review_meeting.sheet.notes"), now.notes, lines=LINES, longest=LONGEST_NOTES)
    groups.append((words("review_meeting.sheet.notes"), (notes,)))
    title, heed = (words(f"review_meeting.sheet.{part}") for part in ("title", "heed"))
    return Sheet(title, heed, tuple(groups), _edition(now, before))


def keep(store: Store, params: Any, wished: Mapping[str, str], edition: str) -> None:
    """Save the meeting and what became of earlier decisions. Takes: the edition that was shown."""
    asked = sheet(store, params)
    found = filled(asked, wished)
    if edition != asked.edition:
        raise ParameterRefused("kept_meanwhile", name=params.period.text)
    now, before = _meetings(store, params)
    for one in dict.fromkeys(one for one, _ in before):
        places = [place for other, place in before if other == one]
        done = {place: found[f"done:{one.period.text}:{place}"] == DONE for place in places}
        meeting.settled(store.home, params.team, one, done)
    texts = [found[name] for name in asked.fields if name.startswith("decision:")]
    states = [one.done for one in now.decisions] + [False] * NEW
    decisions = tuple(Decision(text, done) for text, done in zip(texts, states, strict=True) if text)
    if (found["notes"], decisions) != (now.notes, now.decisions):
        meeting.save(store.home, params.team, now, found["notes"], decisions)


def _meetings(store: Store, params: Any) -> tuple[meeting.Meeting, tuple[tuple[meeting.Meeting, int], ...]]:
    now = meeting.read(store.home, params.team, params.period)
    return now, meeting.agreed(meeting.earlier(store.home, params.team, params.period))


def _earlier(before: tuple[tuple[meeting.Meeting, int], ...], words: Words) -> Iterator[Field]:
    options = choices(words, "review_meeting.state", STATES)
    for one, place in before:
        decision = one.decisions[place]
        label = f"{one.period.text}: {decision.text}"
        yield Field(f"done:{one.period.text}:{place}", label, DONE if decision.done else OPEN, options)


def _decisions(now: meeting.Meeting, words: Words) -> Iterator[Field]:
    texts = [*(one.text for one in now.decisions), *[""] * NEW]
    for place, text in enumerate(texts):
        label = words("review_meeting.sheet.decision", number=place + 1)
        yield Field(f"decision:{place}", label, text, longest=LONGEST)


def _edition(now: meeting.Meeting, before: tuple[tuple[meeting.Meeting, int], ...]) -> str:
    """Changes when this meeting or one that is looked back on is saved."""
    every = dict.fromkeys((one.period.text, one.edition) for one in (now, *(one for one, _ in before)))
    return ";".join(f"{period}={edition}" for period, edition in every)
