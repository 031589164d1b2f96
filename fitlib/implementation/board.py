"""The stage × level matrix as a board: how far each square is, as the people of a unit see it, saved per quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fitlib.errors import InputRefused
from fitlib.implementation import kept
from fitlib.implementation.stages import LEVELS, STAGES
from fitlib.period import Period

ROOM = "boards"
NONE, *_REST = STATES = ("none", "not_yet", "under_way", "in_place")
SQUARES = tuple(f"{stage}.{level}" for stage in STAGES for level in LEVELS)


@dataclass(frozen=True)
class Board:
    """One unit's board of one quarter: a state and a note for each square `<stage>.<level>`; edition 0 is empty."""

    quarter: Period
    edition: int
    states: Mapping[str, str]
    notes: Mapping[str, str]

    def state(self, square: str) -> str:
        """The state of a square; "none" where nobody has said."""
        return self.states.get(square, NONE)


def read(home: Path | None, unit: str, quarter: Period) -> Board:
    """The board as it was saved last. Raises: InputRefused where the file holds another square or state."""
    found = kept.read(home, ROOM, unit, quarter.text)
    states, notes = (dict(found.table.get(part, {})) for part in ("state", "note"))
    right = set(states.values()) <= set(STATES) and all(isinstance(note, str) for note in notes.values())
    if not right or not (states.keys() | notes.keys()) <= set(SQUARES):
        raise InputRefused("kept_file", file=f"{ROOM}/{quarter.text}.toml")
    return Board(quarter, found.edition, states, notes)


def before(home: Path | None, unit: str, quarter: Period) -> Board | None:
    """The latest board that was saved for an earlier quarter; None where there is none."""
    earlier = [text for text in kept.names(home, ROOM, unit) if text < quarter.text]
    return read(home, unit, Period.parse(max(earlier))) if earlier else None


def save(home: Path, unit: str, seen: Board, states: Mapping[str, str], notes: Mapping[str, str]) -> Board:
    """Save the board anew, on top of the one that was seen. Raises: ParameterRefused as `kept.write`."""
    table = {
        "state": {square: states[square] for square in SQUARES if states.get(square, NONE) != NONE},
        "note": {square: notes[square] for square in SQUARES if notes.get(square)},
    }
    kept.write(home, ROOM, unit, seen.quarter.text, table, seen.edition)
    return read(home, unit, seen.quarter)
