"""The cases of a plan as the room may see them: curves from the gate, the patterns in them, and the truth behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fitlib.charts import items
from fitlib.charts.reveal import last_step, reveal
from fitlib.curves.classify import Hit, hits
from fitlib.curves.curve import SELF, Curve, Point
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve, ReleasedExpected, release_curves, release_expected
from fitlib.statistics.expected_change import ReferenceCurve
from fitlib.synthetic import Case, Truth
from fitlib.synthetic.own_case import OwnCase
from fitlib.words import Words
from workbench.workshop import shelf
from workbench.workshop.plan import CASE, CHANGE, NEXT, PATTERN, Part, Plan
from workbench.workshop.switches import ALL

AUDIENCE, TRUE, TENTHS = "workshop", "truth", 10


@dataclass(frozen=True)
class Exhibit:
    """One case: `seen` as it was measured, `true` the main curve beside what lies behind it.

    `first` names the main curve's rater. Of a couple or a group every client has a line of their own name, `true` is
    `seen`, and `found` says whose curve shows the pattern. A curve of imported data has no `case` and no `truth`;
    `told` holds the trainer's own name and story; `corridors` the expected change of each client's line.
    """

    case: Case | None
    seen: ReleasedCurve
    true: ReleasedCurve
    main: Curve
    truth: Truth | None
    found: tuple[tuple[str, Hit], ...]
    steps: int
    first: str
    told: OwnCase | None = None
    corridors: Mapping[str, ReleasedExpected] = field(default_factory=dict)

    @property
    def invented(self) -> bool:
        """Whether nobody real is behind it."""
        return self.case is not None

    def name(self, words: Words) -> str:
        """What the case is called: by the trainer, by the library, or of imported data not at all."""
        if self.told:
            return self.told.title
        return words(f"{self.case.story_key}.name") if self.case else words("workshop.real.name")

    def story(self, words: Words) -> str:
        """The life story; of imported data there is none."""
        if self.told:
            return self.told.story
        return words(f"{self.case.story_key}.story") if self.case else words("workshop.real.story")

    @property
    def raters(self) -> tuple[str, ...]:
        """Who rates, in the order of the keyboard: as the chart has them."""
        return tuple(rater for rater, _ in reveal(self.seen).raters)

    def rater(self, at: int) -> str:
        """The rater at a place of the round; of all, the main one."""
        return self.first if at == ALL else self.raters[at - 1]

    def items_known(self, at: int, step: int) -> bool:
        """Whether the items of this rater are known in what has been shown."""
        return items.known(self.seen, self.rater(at), step)

    @property
    def carried(self) -> bool:
        """Whether the export brought lines of expected change for this case."""
        points = [point for _, line in self.seen.raters for point in line]
        return any(point.line_green is not None or point.line_red is not None for point in points)

    def expected(self, at: int) -> ReleasedExpected | None:
        """The expected change of the client in view; None where several are, or somebody else rates."""
        return None if self.several and at == ALL else self.corridors.get(self.rater(at))

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The patterns alone, each once."""
        return tuple({hit.key: hit for _, hit in self.found}.values())

    @property
    def several(self) -> bool:
        """Whether several clients are in the case."""
        return self.case is not None and several(self.case)

    def ors(self, step: int) -> int | None:
        """The measured ORS of the main curve at a session, tenths."""
        return next((point.ors for point in self.main.points if point.session_no == step), None)

    def last_ors(self, step: int) -> int | None:
        """The latest measured ORS up to a session, tenths."""
        return next((score for at in range(step, 0, -1) if (score := self.ors(at)) is not None), None)

    def true_change(self, step: int) -> int:
        """How much the true score has changed from the first session rated to this one, tenths."""
        if self.truth is None:
            return 0
        behind = [score for at, score in zip(self.truth.sessions, self.truth.ors, strict=True) if at <= step]
        return behind[-1] - behind[0] if behind else 0


def exhibits(plan: Plan, reference: Reference, home: Path) -> dict[int, Exhibit]:
    """The exhibit of each part that shows a case, labelled A, B, C in the order of the plan.

    Raises: InputRefused for a case of the trainer's own that is not there any more.
    """
    found = {
        number: shelf.made(home, part.family, part.number, reference)
        for number, part in enumerate(plan.parts) if part.kind == CASE
    }  # fmt: skip
    cases = {number: one for number, (one, _) in found.items()}
    own = {number: named(one, number) for number, one in cases.items()}
    seen = release_curves([curve for curves in own.values() for curve in curves], AUDIENCE, reference)
    behind = {number: _with_truth(one, own[number]) for number, one in cases.items()}
    true = release_curves([curve for curves in behind.values() for curve in curves], AUDIENCE, reference)
    labelled = zip(found.items(), seen, true, strict=True)
    return {number: _exhibit(one, told, shown, bare, reference) for (number, (one, told)), shown, bare in labelled}


def several(one: Case) -> bool:
    """Whether several clients are in a case: a couple or a group, who all rate for themselves."""
    return sum(curve.rater == SELF for curve in one.curves) > 1


def named(one: Case, number: int) -> tuple[Curve, ...]:
    """The curves under the number of their part, so that a plan may show one case twice; clients by their own names."""
    curves = tuple(replace(curve, episode=f"part-{number}") for curve in one.curves)
    if not several(one):
        return curves
    return tuple(replace(curve, rater=behind.who) for curve, behind in zip(curves, one.truth, strict=True))


def _main(one: Case) -> int:
    return next((at for at, curve in enumerate(one.curves) if curve.rater == SELF), 0)


def _with_truth(one: Case, curves: tuple[Curve, ...]) -> tuple[Curve, ...]:
    if several(one):
        return curves
    main, behind = curves[_main(one)], one.truth[_main(one)]
    days = {point.session_no: point.day for point in main.points}
    srs = behind.srs or (None,) * len(behind.ors)
    rows = zip(behind.sessions, behind.ors, srs, strict=True)
    points = tuple(Point(session, days[session], ors, score) for session, ors, score in rows)
    return main, replace(main, rater=TRUE, points=points)


def alone(one: Case, told: OwnCase | None, reference: Reference, place: int = 0) -> Exhibit:
    """One case as an exhibit of its own. Takes: its place among the cases of the room, which gives its letter."""
    own = named(one, place)
    (seen,) = release_curves(own, AUDIENCE, reference, place)
    (true,) = release_curves(_with_truth(one, own), AUDIENCE, reference, place)
    return _exhibit(one, told, seen, true, reference)


def _exhibit(
    one: Case, told: OwnCase | None, seen: ReleasedCurve, true: ReleasedCurve, reference: Reference
) -> Exhibit:
    main, behind = one.curves[_main(one)], one.truth[_main(one)]
    first = behind.who if several(one) else main.rater
    clients = [behind.who for behind in one.truth] if several(one) else [SELF]
    found, lines = _found(one, main, reference), corridors(seen, clients, {}, reference)
    return Exhibit(one, seen, true, main, behind, found, last_step(seen), first, told, lines)


def corridors(
    seen: ReleasedCurve, clients: Sequence[str], curves: Mapping[str, ReferenceCurve], reference: Reference
) -> dict[str, ReleasedExpected]:
    """The expected change of each client's own line. Takes: the service's own reference curves by age group."""
    own = curves.get(seen.age_group)
    found = {rater: release_expected(seen, rater, own, AUDIENCE, reference) for rater in clients}
    return {rater: one for rater, one in found.items() if one}


def _found(one: Case, main: Curve, reference: Reference) -> tuple[tuple[str, Hit], ...]:
    """The patterns of the main curve; of several clients the most telling one of each."""
    if not several(one):
        return tuple(("", hit) for hit in hits(main, reference))
    each = ((behind.who, hits(curve, reference)[:1]) for curve, behind in zip(one.curves, one.truth, strict=True))
    return tuple((who, hit) for who, first in each for hit in first)


def right(ask: str, step: int, exhibit: Exhibit, part: Part, shows: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The choices that agree with what is known, none where nothing can be said.

    Rule: `change` by the true scores, `next` by the next measured score, both with the reliable change of the case;
    `pattern` by the rules that fire in the whole curve, or that its family is made to show.
    """
    limit = exhibit.seen.reliable_change
    if ask == CHANGE and exhibit.truth is None:
        return ()
    if ask == CHANGE:
        return (_way(exhibit.true_change(step), limit, ("fell", "same", "rose")),)
    if ask == NEXT:
        before, after = exhibit.last_ors(step), exhibit.ors(step + 1)
        return () if before is None or after is None else (_way(after - before, limit, ("lower", "same", "higher")),)
    told = {hit.key for hit in exhibit.hits} | set(shows.get(part.family, ()))
    return tuple(key for key in part.options(PATTERN) if key in told)


def _way(change: int, limit: int, names: tuple[str, str, str]) -> str:
    return names[1 + (change >= limit) - (change <= -limit)]
