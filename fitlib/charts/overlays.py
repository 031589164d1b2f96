"""What is drawn over and around the lines of a curve, each of it on or off."""

from dataclasses import dataclass

from fitlib.charts.reveal import Revealed
from fitlib.release import ReleasedExpected

TENTHS = 10


@dataclass(frozen=True)
class Overlays:
    """`bands` of noise and of reliable change, `cutoff`, `carried` lines of the export, and the expected change.

    `expected` is drawn as a corridor, as a line (its middle), or not at all.
    """

    bands: bool = True
    cutoff: bool = True
    carried: bool = True
    corridor: bool = False
    line: bool = False
    expected: ReleasedExpected | None = None

    @property
    def shows_expected(self) -> bool:
        """Whether anything of the expected change is drawn."""
        return self.expected is not None and (self.corridor or self.line)

    def rows(self, seen: Revealed) -> tuple[tuple[int, int, int, int], ...]:
        """The expected change up to the end of the axis, whatever follows of the case: (step, low, middle, high)."""
        if self.expected is None or not self.shows_expected:
            return ()
        return tuple(row for row in self.expected.rows if row[0] <= seen.axis)

    def at(self, step: int) -> tuple[int, int, int] | None:
        """Low, middle and high at a session, tenths; None beyond the last session that is known of."""
        rows = {row[0]: row[1:] for row in self.expected.rows} if self.expected and self.shows_expected else {}
        return rows.get(step)
