"""What the group learnt: answers that agree with what is known of the case, the first time and the last."""

from dataclasses import dataclass

from fitlib.words import Words
from workbench.workshop.room import Room
from workbench.workshop.script import Ballot


@dataclass(frozen=True)
class Agreed:
    """Of n answers to a question k agreed with what is known."""

    k: int
    n: int

    def told(self, words: Words) -> str:
        """`12/20 (60 %)`."""
        return f"{self.k}/{self.n} ({words.percent(self.k / self.n)})"


@dataclass(frozen=True)
class Learnt:
    """A question that was put twice of one case: the first and the last time."""

    part: int
    ask: str
    first: Agreed
    last: Agreed


def learnt(room: Room, part: int | None = None) -> tuple[Learnt, ...]:
    """One per question and case, of one part or of all; only of results that have been on the screen.

    Rule: both votes had as many answers as may be shown, and both times it is known which answer agrees.
    """
    turns: dict[tuple[int, str], list[Ballot]] = {}
    for ballot in room.held():
        if ballot.part in room.exhibits and part in (None, ballot.part):
            turns.setdefault((ballot.part, ballot.ask), []).append(ballot)
    found = []
    for (number, ask), ballots in turns.items():
        shares = [agreed(room, ballot) for ballot in (ballots[0], ballots[-1])]
        if len(ballots) > 1 and shares[0] and shares[1]:
            found.append(Learnt(number, ask, shares[0], shares[1]))
    return tuple(found)


def agreed(room: Room, ballot: Ballot) -> Agreed | None:
    """The answers that agree; None where too few answered, or nothing is known."""
    totals, right = room.totals(ballot), room.right(ballot)
    if totals.counts is None or not right:
        return None
    return Agreed(sum(totals.counts[option] for option in right), totals.n)
