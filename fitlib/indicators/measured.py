"""What an indicator gives before the gate: one figure of one group, with everything needed to judge and to hide it."""

from collections.abc import Iterable
from dataclasses import dataclass

ALL = "all"
EXPORT = "export:"


@dataclass(frozen=True)
class Money:
    """What the gate must know of a sum of money, and nobody else: the sum and its two largest contributions."""

    total: float
    largest: float
    second: float

    @classmethod
    def of(cls, amounts: Iterable[float]) -> "Money":
        """From the contribution of each client or episode."""
        first, second, *others = *sorted(amounts, reverse=True), 0.0, 0.0
        return cls(first + second + sum(others), first, second)


@dataclass(frozen=True)
class Measured:
    """One figure of one group, not yet released.

    `group`: "all", an age group ("adult", "adolescent", "child"), "rater:mother" …, or "export:FILE".
    `unit`: share (0–1), points (0–40 scale), g, sessions, days, clients, euro.
    `k` of `n` where the figure is a share or a count.
    `denominator`, `method`: keys of words (`indicators.denominator.*`, `indicators.method.*`).
    `part_of`: name of the partition whose parts add up to its n, where the figure is such a part.
    `counted`: the set that k counts (sets.toml), where several figures count the same people; else its own name.
    `sensitive`: a trait that nobody should be told to have for certain, such as having got worse.
    `money`: who the sum comes from, for a figure in euros that is made of data.
    """

    name: str
    group: str
    unit: str
    value: float | None
    k: int | None
    n: int
    low: float | None
    high: float | None
    denominator: str
    method: str
    part_of: str | None = None
    counted: str | None = None
    sensitive: bool = False
    money: Money | None = None
