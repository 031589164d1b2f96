"""The cases of a plan as the room may see them: curves from the gate, the patterns in them, and the truth behind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fitlib.charts.reveal import last_step
from fitlib.curves.classify import Hit, hits
from fitlib.curves.curve import SELF, Curve, Point
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve, release_curves
from fitlib.synthetic import Case, Truth, case
from workbench.workshop.plan import CASE, CHANGE, NEXT, PATTERN, Part, Plan

AUDIENCE, TRUE, TENTHS = "workshop", "truth", 10


@dataclass(frozen=True)
class Exhibit:
    """One case: `seen` as it was measured, `true` the main curve beside what lies behind it.

    `first` names the main curve's rater. Of a couple or a group every client has a line of their own name, `true` is
    `seen`, and `found` says whose curve shows the pattern.
    """

    case: Case
    seen: ReleasedCurve
    true: ReleasedCurve
    main: Curve
    truth: Truth
    found: tuple[tuple[str, Hit], ...]
    steps: int
    first: str

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The patterns alone, each once."""
        return tuple({hit.key: hit for _, hit in self.found}.values())

    @property
    def several(self) -> bool:
        """Whether several clients are in the case."""
        return several(self.case)

    def ors(self, step: int) -> int | None:
        """The measured ORS of the main curve at a session, tenths."""
        return next((point.ors for point in self.main.points if point.session_no == step), None)

    def last_ors(self, step: int) -> int | None:
        """The latest measured ORS up to a session, tenths."""
        return next((score for at in range(step, 0, -1) if (score := self.ors(at)) is not None), None)

    def true_change(self, step: int) -> int:
        """How much the true score has changed from the first session rated to this one, tenths."""
        behind = [score for at, score in zip(self.truth.sessions, self.truth.ors, strict=True) if at <= step]
        return behind[-1] - behind[0] if behind else 0


def exhibits(plan: Plan, reference: Reference) -> dict[int, Exhibit]:
    """The exhibit of each part that shows a case, labelled A, B, C in the order of the plan."""
    cases = {number: case(part.family, part.number) for number, part in enumerate(plan.parts) if part.kind == CASE}
    own = {number: named(one, number) for number, one in cases.items()}
    seen = release_curves([curve for curves in own.values() for curve in curves], AUDIENCE, reference)
    behind = {number: _with_truth(one, own[number]) for number, one in cases.items()}
    true = release_curves([curve for curves in behind.values() for curve in curves], AUDIENCE, reference)
    labelled = zip(cases.items(), seen, true, strict=True)
    return {number: _exhibit(one, shown, bare, reference) for (number, one), shown, bare in labelled}


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


def _exhibit(one: Case, seen: ReleasedCurve, true: ReleasedCurve, reference: Reference) -> Exhibit:
    main, behind = one.curves[_main(one)], one.truth[_main(one)]
    first = behind.who if several(one) else main.rater
    return Exhibit(one, seen, true, main, behind, _found(one, main, reference), last_step(seen), first)


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
    if ask == CHANGE:
        return (_way(exhibit.true_change(step), limit, ("fell", "same", "rose")),)
    if ask == NEXT:
        before, after = exhibit.last_ors(step), exhibit.ors(step + 1)
        return () if before is None or after is None else (_way(after - before, limit, ("lower", "same", "higher")),)
    told = {hit.key for hit in exhibit.hits} | set(shows.get(part.family, ()))
    return tuple(key for key in part.options(PATTERN) if key in told)


def _way(change: int, limit: int, names: tuple[str, str, str]) -> str:
    return names[1 + (change >= limit) - (change <= -limit)]
