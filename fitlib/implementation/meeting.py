"""Notes and decisions of review meetings, kept beside the data, and what was agreed before. Never a client's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fitlib.errors import InputRefused
from fitlib.implementation import kept
from fitlib.period import Period

ROOM = "meetings"


@dataclass(frozen=True)
class Decision:
    """What was agreed, and whether it has been done."""

    text: str
    done: bool = False


@dataclass(frozen=True)
class Meeting:
    """The review of one unit and period: notes, decisions in the order they were made; edition 0 is not held yet."""

    period: Period
    edition: int
    notes: str
    decisions: tuple[Decision, ...]


def read(home: Path | None, unit: str, period: Period) -> Meeting:
    """The meeting as it was saved last. Raises: InputRefused where the file is not a meeting's."""
    found = kept.read(home, ROOM, unit, period.text)
    try:
        decisions = tuple(_decision(row) for row in found.table.get("decision", ()))
        notes = found.table.get("notes", "")
        if not isinstance(notes, str):
            raise TypeError
    except (TypeError, KeyError, AttributeError):
        raise InputRefused("kept_file", file=f"{ROOM}/{period.text}.toml") from None
    return Meeting(period, found.edition, notes, decisions)


def earlier(home: Path | None, unit: str, period: Period) -> tuple[Meeting, ...]:
    """The meetings of periods that ended before this one does, the latest first."""
    periods = (Period.parse(text) for text in kept.names(home, ROOM, unit))
    before = sorted((one for one in periods if one.end < period.end), key=lambda one: (one.end, one.start))
    return tuple(read(home, unit, one) for one in reversed(before))


def agreed(meetings: Iterable[Meeting]) -> tuple[tuple[Meeting, int], ...]:
    """What to look back on: each decision of the latest meeting, and of those before it what is still open.

    Takes: earlier meetings, the latest first. Gives: meeting and the decision's place in it.
    """
    return tuple(
        (one, place)
        for turn, one in enumerate(meetings)
        for place, decision in enumerate(one.decisions)
        if turn == 0 or not decision.done
    )


def save(home: Path, unit: str, seen: Meeting, notes: str, decisions: Iterable[Decision]) -> Meeting:
    """Save notes and decisions on top of what was seen; an empty decision is left out. Raises: as `kept.write`."""
    rows = [{"text": one.text, "done": one.done} for one in decisions if one.text]
    kept.write(home, ROOM, unit, seen.period.text, {"notes": notes, "decision": rows}, seen.edition)
    return read(home, unit, seen.period)


def settled(home: Path, unit: str, seen: Meeting, done: Mapping[int, bool]) -> Meeting:
    """The same meeting with these decisions open or done; nothing is written where nothing changes."""
    after = tuple(Decision(one.text, done.get(place, one.done)) for place, one in enumerate(seen.decisions))
    return seen if after == seen.decisions else save(home, unit, seen, seen.notes, after)


def _decision(row: Mapping[str, Any]) -> Decision:
    if not isinstance(row["text"], str) or not isinstance(row.get("done", False), bool):
        raise TypeError
    return Decision(row["text"], row.get("done", False))
