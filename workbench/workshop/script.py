"""The script of a workshop: its moments one after the other. Moving is arithmetic on their number, and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

from workbench.workshop.parts import CASE, POLL, Part, Plan
from workbench.workshop.parts import VOTE as QUESTION

OPEN, STORY, REVEAL, VOTE, RESULT, DEBRIEF, TRUTH, END = (
    "open", "story", "reveal", "vote", "result", "debrief", "truth", "end",
)  # fmt: skip


@dataclass(frozen=True)
class Ballot:
    """One question at one time: the part, what is asked, and whether it is the first or a later time."""

    part: int
    ask: str
    turn: int


@dataclass(frozen=True)
class Moment:
    """What the room sees: a phase of a part, with so many sessions shown; `ballot` of a vote and of its result."""

    part: int
    phase: str
    step: int = 0
    ballot: Ballot | None = None


@dataclass(frozen=True)
class Script:
    """All moments of a plan in order: open, the parts, end."""

    moments: tuple[Moment, ...]

    def __getitem__(self, at: int) -> Moment:
        return self.moments[at]

    def forward(self, at: int) -> int:
        """The next moment; the end stays the end."""
        return min(at + 1, len(self.moments) - 1)

    def back(self, at: int) -> int:
        """The moment before; the beginning stays the beginning."""
        return max(at - 1, 0)

    def part(self, part: int) -> int:
        """Where a part begins; a part that is not there is the beginning of all."""
        return next((at for at, one in enumerate(self.moments) if one.part == part), 0)

    def step(self, at: int, step: int) -> int:
        """Where this case has shown so many sessions. A jump stops at a vote on its way, and never leaves the case."""
        part = self[at].part
        shown = [to for to, one in enumerate(self.moments) if one.part == part and one.phase == REVEAL]
        wished = next((to for to in shown if self[to].step == step), at)
        votes = (to for to in range(at + 1, wished) if self[to].phase == VOTE)
        return next(votes, wished)

    def ballots(self) -> tuple[Ballot, ...]:
        """Every vote of the workshop in order."""
        return tuple(one.ballot for one in self.moments if one.phase == VOTE and one.ballot)


def script(plan: Plan, steps: Mapping[int, int], real: Collection[int] = ()) -> Script:
    """The script of a plan. Takes: how many sessions the case of each part has, and which ones have no known truth."""
    parts = (_part(number, part, steps.get(number, 0), number not in real) for number, part in enumerate(plan.parts))
    return Script((Moment(-1, OPEN), *chain.from_iterable(parts), Moment(len(plan.parts), END)))


def _part(number: int, part: Part, steps: int, truth: bool) -> list[Moment]:
    if part.kind == QUESTION:
        ballot = Ballot(number, POLL, 1)
        return [Moment(number, VOTE, 0, ballot), Moment(number, RESULT, 0, ballot)]
    if part.kind != CASE:
        return [Moment(number, part.kind)]
    found, turns = [Moment(number, STORY)], {}
    for step in range(1, steps + 1):
        found.append(Moment(number, REVEAL, step))
        for ask in (vote.ask for vote in part.votes if vote.step == step):
            turns[ask] = turns.get(ask, 0) + 1
            ballot = Ballot(number, ask, turns[ask])
            found += [Moment(number, VOTE, step, ballot), Moment(number, RESULT, step, ballot)]
    return [*found, Moment(number, DEBRIEF, steps), *([Moment(number, TRUTH, steps)] if truth else [])]
