"""The room as it is now: where the script stands, what is switched on, who has voted. One for all pages and phones."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from fitlib.charts import Figure
from fitlib.reference import Reference
from fitlib.synthetic import families
from fitlib.words import Words
from workbench.workshop.deck import LATER, SOON, Deck, Slide
from workbench.workshop.exhibits import Exhibit, exhibits, right
from workbench.workshop.own_curves import OwnCurves
from workbench.workshop.plan import Part, Plan
from workbench.workshop.script import DEBRIEF, RESULT, REVEAL, TRUTH, VOTE, Ballot, Moment, Script, script
from workbench.workshop.switches import ALL, KEYS, Switches
from workbench.workshop.timer import Timer
from workbench.workshop.votes import Totals, Votes

CODE, LETTERS = 4, "ABCDEFGHJKLMNPRSTUVXYZ23456789"  # no letter that is taken for another
LONG = 24
AHEAD = 4
DRAWN = (REVEAL, VOTE, DEBRIEF, TRUTH)


@dataclass
class Room:
    """A workshop under way. `version` grows with every change that a page could show; nothing here is written down."""

    plan: Plan
    words: Words
    reference: Reference
    home: Path
    clock: Callable[[], float]
    at: int = 0
    named: bool = True
    shown: Switches = Switches()
    version: int = 1
    code: str = field(default_factory=lambda: "".join(secrets.choice(LETTERS) for _ in range(CODE)))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(LONG))
    timer: Timer = field(default_factory=Timer)
    devices: set[str] = field(default_factory=set)
    saved: str = ""
    own: OwnCurves | None = None
    handouts: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    libraries: dict[str, Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.changed = asyncio.Condition()
        self._begin()

    def _begin(self) -> None:
        self.votes = Votes(int(self.reference["audience.workshop.minimum_n"]))
        self.deck = Deck(self.exhibits, self.words, self.reference)
        self.timer.enter(self.moment.part, self.clock())

    @cached_property
    def exhibits(self) -> dict[int, Exhibit]:
        """The cases by part."""
        return exhibits(self.plan, self.reference, self.home)

    @cached_property
    def script(self) -> Script:
        """The moments of this plan."""
        steps = {part: one.steps for part, one in self.exhibits.items()}
        return script(self.plan, steps, [part for part, one in self.exhibits.items() if not one.invented])

    @property
    def moment(self) -> Moment:
        """What the room sees now."""
        return self.script[self.at]

    @property
    def part(self) -> Part | None:
        """The part of the plan that is on, None before the first and after the last."""
        return self.plan.parts[self.moment.part] if 0 <= self.moment.part < len(self.plan.parts) else None

    @property
    def exhibit(self) -> Exhibit | None:
        """The case that is on."""
        return self.exhibits.get(self.moment.part)

    @property
    def slide(self) -> Slide:
        """The drawing that is on."""
        return self.slide_of(self.moment)

    def slide_of(self, moment: Moment) -> Slide:
        """The drawing of a moment, as the switches stand."""
        if moment.phase == TRUTH and self.exhibits[moment.part].invented:
            return Slide(moment.part, moment.step, truth=True, beside=True)
        return Slide(moment.part, moment.step, self.seen(moment, self.shown), beside=moment.phase == VOTE)

    def seen(self, moment: Moment, shown: Switches) -> Switches:
        """The switches as far as they tell apart drawings of this case at this moment: fewer are drawn."""
        one = self.exhibits[moment.part]
        raters = len(one.raters)
        shown = replace(shown, rater=shown.rater if 1 < raters >= shown.rater else ALL)
        if shown.items and one.items_known(shown.rater, moment.step):
            return Switches(items=True, rater=shown.rater)
        expected = one.carried or one.expected(shown.rater) is not None
        return replace(shown, items=False, corridor=shown.corridor and expected, line=shown.line and expected)

    def turn(self, name: str) -> None:
        """Turn one switch; what it leads to is drawn before anything else."""
        raters = len(self.exhibit.raters) if self.exhibit else 1
        self.shown = self.shown.turned(name, raters)
        self.look_ahead()

    def look_ahead(self) -> None:
        """Have made soon what the next key may ask for: the next steps, and each switch turned here."""
        moment, one = self.moment, self.exhibit
        ahead = self.script.moments[self.at : self.at + AHEAD]
        for coming in ahead:
            if self.drawn(coming):
                self.deck.wish(self.slide_of(coming), SOON)
        if one and moment.phase in DRAWN and moment.phase != TRUTH:
            for name in KEYS:
                turned = self.seen(moment, self.shown.turned(name, len(one.raters)))
                self.deck.wish(Slide(moment.part, moment.step, turned, beside=moment.phase == VOTE), SOON)

    def drawn(self, moment: Moment) -> bool:
        """Whether a curve stands on the screen at a moment: a question to the room has none."""
        return moment.phase in DRAWN and moment.part in self.exhibits

    def prepare(self, part: int | None = None) -> None:
        """Have the drawings of a part made, or of the whole workshop, in the order in which they come."""
        for moment in self.script.moments:
            if self.drawn(moment) and part in (None, moment.part):
                self.deck.wish(self.slide_of(moment), LATER)

    @property
    def open_ballot(self) -> Ballot | None:
        """The question that can be answered now."""
        return self.moment.ballot if self.moment.phase == VOTE else None

    def options(self, ballot: Ballot) -> tuple[str, ...]:
        """The choices of a question."""
        return self.plan.parts[ballot.part].options(ballot.ask)

    def totals(self, ballot: Ballot) -> Totals:
        """The released totals of a vote that is over."""
        return self.votes.totals(ballot, self.options(ballot))

    def right(self, ballot: Ballot) -> tuple[str, ...]:
        """The choices that agree with what is known of the case."""
        one, part = self.exhibits[ballot.part], self.plan.parts[ballot.part]
        return right(ballot.ask, self.step_of(ballot), one, part, {kind.key: kind.shows for kind in families()})

    def step_of(self, ballot: Ballot) -> int:
        """How many sessions were shown when the question was put."""
        return next(one.step for one in self.script.moments if one.ballot == ballot)

    def held(self) -> tuple[Ballot, ...]:
        """The votes that are over: their results have been on the screen."""
        seen = self.script.moments[: self.at + 1]
        return tuple(one.ballot for one in seen if one.phase == RESULT and one.ballot)

    def add(self, part: Part, one: Exhibit) -> int:
        """One more case after the others; moments that have been keep their places. Gives: the part's number."""
        number = len(self.plan.parts)
        self.exhibits[number] = one
        self.plan = replace(self.plan, parts=(*self.plan.parts, part))
        del self.script
        self.handouts.clear()
        return number

    def open(self, plan: Plan) -> None:
        """Another plan in the same room: votes, times and what was written begin anew, devices and code stay."""
        before, self.plan, self.at, self.saved, self.timer = self.deck, plan, 0, "", Timer()
        for made in ("exhibits", "script"):
            self.__dict__.pop(made, None)
        self.handouts.clear()
        self.typed.clear()
        self._begin()
        before.close()
        self.prepare()

    def move(self, to: int) -> None:
        """Go to a moment of the script."""
        if to != self.at:
            self.at = to
            self.timer.enter(self.moment.part, self.clock())
            self.look_ahead()

    async def tell(self) -> None:
        """Something has changed: every page that waits is told."""
        async with self.changed:
            self.version += 1
            self.changed.notify_all()

    async def later(self, seen: int, seconds: float) -> None:
        """Returns when there is something newer than `seen`, or after so many seconds."""
        async with self.changed:
            if self.version <= seen:
                wait = self.changed.wait_for(lambda: self.version > seen)
                try:
                    await asyncio.wait_for(wait, seconds)
                except TimeoutError:
                    return
