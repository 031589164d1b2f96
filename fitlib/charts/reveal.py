"""A case as it stood at a step: what comes later is gone, not hidden."""

from dataclasses import dataclass
from functools import cache

from fitlib import reference
from fitlib.charts.figure import released
from fitlib.release import ReleasedCurve, ReleasedPoint

SELF = "self"
ROOM = 3


@dataclass(frozen=True)
class Revealed:
    """The points of each rater up to a step, with the lines that belong to the case. Scores in tenths."""

    label: str
    age_group: str
    raters: tuple[tuple[str, tuple[ReleasedPoint, ...]], ...]
    cutoff: int
    reliable_change: int
    noise: int

    @property
    def main(self) -> tuple[ReleasedPoint, ...]:
        """The points of the self rating, or of the first rater where there is none."""
        return dict(self.raters).get(SELF) or (self.raters[0][1] if self.raters else ())

    @property
    def steps(self) -> int:
        """The last revealed step."""
        return max((point.step for _, points in self.raters for point in points), default=0)

    @property
    def first(self) -> int:
        """Where the axis begins: at session 1, or before where sessions are counted from 0."""
        return min((point.step for _, points in self.raters for point in points), default=1)

    @property
    def axis(self) -> int:
        """How many steps the axis has: the next ready-made width with room for labels, whatever follows."""
        return next((width for width in _widths() if width >= self.steps + ROOM), self.steps + ROOM)

    def scores(self, scale: str) -> list[tuple[str, ReleasedPoint, int]]:
        """One row per measured point of `ors` or `srs`: rater, point, tenths."""
        rows = ((rater, point, getattr(point, scale)) for rater, points in self.raters for point in points)
        return [row for row in rows if row[2] is not None]


@cache
def _widths() -> tuple[int, ...]:
    return tuple(reference.load()["presentation.reveal_widths"])


def reveal(case: ReleasedCurve, step: int | None = None, raters: tuple[str, ...] = ()) -> Revealed:
    """The case up to `step` (None: all), of the named raters (none: all).

    Raises: TypeError for a curve that the gate did not make.
    """
    (case,) = released([case], ReleasedCurve)
    lines = (
        (rater, tuple(point for point in points if step is None or point.step <= step))
        for rater, points in sorted(case.raters, key=lambda line: line[0] != SELF)
        if not raters or rater in raters
    )
    kept = tuple((rater, points) for rater, points in lines if points)
    return Revealed(case.label, case.age_group, kept, case.cutoff, case.reliable_change, case.noise)


def last_step(case: ReleasedCurve) -> int:
    """How many steps the case has in all: the slider's end."""
    return reveal(case).steps
