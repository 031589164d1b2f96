"""What may be shown: values that only the gate can make. Charts and tables accept nothing else."""

from dataclasses import InitVar, dataclass
from typing import Any

_SEAL = object()


class _Sealed:
    """Only the gate can make one: the constructor wants the seal."""

    def _check(self, seal: Any) -> None:
        if seal is not _SEAL:
            raise TypeError(f"{type(self).__name__} is made by fitlib.release only")


@dataclass(frozen=True)
class ReleasedFact(_Sealed):
    """One figure as the audience may see it.

    `hidden` is the key of the reason (`release.reason.*`); value, k, low and high are None then, and n where it is
    hidden itself. A share of a small base has k and n but no value. None of a visible fact: nobody is counted.
    `step` is what the count is rounded to; `summed`: n is the sum of published parts, not the size of the group.
    """

    name: str
    group: str
    value: float | None
    k: int | None
    n: int | None
    low: float | None
    high: float | None
    unit: str
    denominator: str
    method: str
    hidden: str | None
    step: int = 1
    summed: bool = False
    seal: InitVar[Any] = None

    def __post_init__(self, seal: Any) -> None:
        self._check(seal)


@dataclass(frozen=True)
class ReleasedPoint:
    """One step of a released curve; `when` is a date or a week number as the audience may see it. Scores in tenths."""

    step: int
    when: str
    ors: int | None
    srs: int | None
    ors_items: tuple[int, int, int, int] | None = None
    srs_items: tuple[int, int, int, int] | None = None
    line_green: int | None = None
    line_red: int | None = None


@dataclass(frozen=True)
class ReleasedCurve(_Sealed):
    """One case as the audience may see it: a label ("Case A"), its age group, and the points of each rater."""

    label: str
    age_group: str
    raters: tuple[tuple[str, tuple[ReleasedPoint, ...]], ...]
    cutoff: int
    reliable_change: int
    noise: int
    seal: InitVar[Any] = None

    def __post_init__(self, seal: Any) -> None:
        self._check(seal)


@dataclass(frozen=True)
class Released(_Sealed):
    """All figures of one page for one audience; the same instance feeds chart, table and JSON."""

    audience: str
    facts: tuple[ReleasedFact, ...]
    seal: InitVar[Any] = None

    def __post_init__(self, seal: Any) -> None:
        self._check(seal)

    def of(self, *names: str, group: str | None = None) -> tuple[ReleasedFact, ...]:
        """The facts of these names in this order, of one group or of all groups."""
        return tuple(f for name in names for f in self.facts if f.name == name and group in (None, f.group))

    def one(self, name: str, group: str = "all") -> ReleasedFact | None:
        """The one fact of this name and group, or None where the page has none."""
        return next(iter(self.of(name, group=group)), None)
