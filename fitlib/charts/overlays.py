"""What is drawn over and around the lines of a curve, each of it on or off."""

from dataclasses import dataclass, replace

from fitlib.charts.reveal import Revealed
from fitlib.release import ReleasedExpected

TENTHS = 10


@dataclass(frozen=True)
class Overlays:
    """`bands` of noise and of reliable change, `cutoff`, `carried` lines of the export, and the expected change.

    `expected` is drawn as a corridor, as a line (its middle), or not at all; `limits` are another cutoff and another
    reliable change (tenths) than the case's own.
    """

    bands: bool = True
    cutoff: bool = True
    carried: bool = True
    corridor: bool = False
    line: bool = False
    expected: ReleasedExpected | None = None
    limits: tuple[int, int] | None = None

    def tried(self, seen: Revealed) -> Revealed:
        """The case under the cutoff and the reliable change that are tried in place of its own."""
        return replace(seen, cutoff=self.limits[0], reliable_change=self.limits[1]) if self.limits else seen

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
