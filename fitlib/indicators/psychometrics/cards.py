"""The cards of the quality figures: aspect, unit, of whom, how many it takes. One table in cards.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "cards.toml"
ASPECTS = ("reliability", "stability", "consistency", "accuracy", "change")
FORM = "form"


@dataclass(frozen=True)
class QualityCard:
    """One figure. `least` names the reference row with the smallest n; `scale` the only scale that it is made of."""

    name: str
    aspect: str
    unit: str
    denominator: str
    method: str
    source: str
    status: str
    reviewed: date
    next_review: date
    checker: str
    least: str | None = None
    scale: str | None = None


@cache
def quality_cards() -> dict[str, QualityCard]:
    """All cards by name, in the order of the page."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    every = table.pop("every")
    return {name: QualityCard(name, **every | row) for name, row in table.items()}
