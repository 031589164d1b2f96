"""What an indicator gives before the gate: one figure of one group, with everything needed to judge and to hide it."""

from dataclasses import dataclass

ALL = "all"
EXPORT = "export:"


@dataclass(frozen=True)
class Measured:
    """One figure of one group, not yet released.

    `group`: "all", an age group ("adult", "adolescent", "child"), "rater:mother" …, or "export:FILE".
    `unit`: share (0–1), points (0–40 scale), g, sessions, days, clients, euro.
    `k` of `n` where the figure is a share or a count.
    `denominator`, `method`: keys of words (`indicators.denominator.*`, `indicators.method.*`).
    `part_of`: name of the partition whose parts add up to its n, where the figure is such a part.
    `counted`: the set that k counts (sets.toml), where several figures count the same people; else its own name.
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
