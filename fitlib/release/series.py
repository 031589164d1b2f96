"""GATE OUT for curves of many: a mean or a share at each step, told only where enough people are behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from typing import Any

from fitlib.reference import Reference
from fitlib.release.policy import Policy, policy
from fitlib.release.released import _SEAL, _Sealed
from fitlib.release.rounding import to_nearest

SHARE = "share"
DECIMALS = {SHARE: 2}


@dataclass(frozen=True)
class Step:
    """One step of a curve before the gate: where, the value with its interval, and the people behind it."""

    place: float
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Series:
    """A curve of many before the gate: which figure (a key of words), whose, its unit (points or share), its steps."""

    name: str
    group: str
    unit: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ReleasedSeries(_Sealed):
    """A curve as an audience may see it; `n` of a step is rounded to `rounded_to`. `left_out`: steps of too few."""

    name: str
    group: str
    unit: str
    steps: tuple[Step, ...]
    left_out: int
    rounded_to: int
    seal: InitVar[Any] = None

    def __post_init__(self, seal: Any) -> None:
        self._check(seal)


def release_series(series: Iterable[Series], audience: str, reference: Reference) -> tuple[ReleasedSeries, ...]:
    """Curves as an audience may see them, those without a step left out.

    Rule: from the first step of fewer than mean_n people on, nothing is told; where an audience is hidden anything
    from, people of a step are rounded to review.round_to, values to a decimal of a point or a whole percentage: neither
    two steps nor two groups tell of one person by subtraction. Raises: NotReleased as `policy`.
    """
    rules = policy(audience, reference)
    to = reference["review.round_to"] if rules.minimum_n > 1 else 1
    found = (_released(one, rules, to) for one in series)
    return tuple(one for one in found if one.steps)


def _released(one: Series, rules: Policy, to: int) -> ReleasedSeries:
    enough = [step.n >= max(1, rules.mean_n) for step in one.steps]
    last = enough.index(False) if False in enough else len(enough)
    steps = tuple(_step(step, one.unit, to) for step in one.steps[:last])
    return ReleasedSeries(one.name, one.group, one.unit, steps, len(one.steps) - last, to, seal=_SEAL)


def _step(step: Step, unit: str, to: int) -> Step:
    value, low, high = _rounded((step.value, step.low, step.high), DECIMALS.get(unit, 1))
    return Step(step.place, value, low, high, to_nearest(step.n, to))


def _rounded(values: Sequence[float | None], decimals: int) -> tuple:
    return tuple(None if value is None else round(value, decimals) for value in values)
