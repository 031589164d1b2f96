"""Which inputs a scenario has: group, unit, limits and step, from data/scenarios/inputs.toml. Their words are words."""

import tomllib
from dataclasses import dataclass
from functools import cache

from fitlib import ROOT
from fitlib.errors import Said

FOLDER = ROOT / "data" / "scenarios"
FILE = "inputs.toml"
SHARE, EURO = "share", "euro"


@dataclass(frozen=True)
class Declared:
    """One input as the engine knows it; `minimum` and `maximum` are the limits within which it means anything."""

    name: str
    place: int
    group: str
    unit: str
    minimum: float
    maximum: float
    step: float

    def holds(self, value: float) -> bool:
        """True within the limits, both counted in."""
        return self.minimum <= value <= self.maximum


def named(name: str) -> Said:
    """An input's name in an error: a program sees the name, a reader what the forms call it."""
    return Said(name, f"cost_scenario.input.{name}")


@cache
def inputs() -> dict[str, Declared]:
    """All inputs by name, in the order of every table and form."""
    rows = tomllib.loads((FOLDER / FILE).read_text("utf-8"))
    return {name: Declared(name, place, **row) for place, (name, row) in enumerate(rows.items())}
