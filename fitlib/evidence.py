"""Evidence cards: what others have found, with n, design, result and interval; a flag where no effect is possible too.

One file per study in data/evidence. What was found and what it does not show are words (`evidence.card.*`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from math import atanh, sqrt, tanh
from pathlib import Path
from statistics import NormalDist
from typing import Any

from fitlib import ROOT
from fitlib.errors import ReferenceMissing

FOLDER = ROOT / "data" / "evidence"
CORRELATION = "r"


@dataclass(frozen=True)
class Result:
    """One figure as the study, or the source that cites it, prints it; the interval is `low`–`high` at `level`.

    `no_effect`: the value that would mean no effect (0 for d, 1 for OR, .5 for AUC). `p` as printed.
    `significant`: what the source says where it prints no interval. `n` where it differs from the study's.
    """

    key: str
    statistic: str
    value: float
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    se: float | None = None
    sd: float | None = None
    p: str | None = None
    no_effect: float | None = None
    significant: bool | None = None
    n: int | None = None

    @property
    def derived(self) -> bool:
        """True where the interval is computed here from the standard error, or from r and n."""
        return self.low is None and self.interval is not None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The printed interval, else value ± z·se, else Fisher's for a correlation with n, else None."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        z = NormalDist().inv_cdf((1 + self.level) / 2)
        if self.se is not None:
            return self.value - z * self.se, self.value + z * self.se
        if self.statistic == CORRELATION and self.n:
            half = z / sqrt(self.n - 3)
            return tanh(atanh(self.value) - half), tanh(atanh(self.value) + half)
        return None

    @property
    def may_be_none(self) -> bool | None:
        """True where the interval reaches no effect, or the source says not significant; None where nobody says."""
        if self.no_effect is not None and self.interval is not None:
            low, high = self.interval
            return low <= self.no_effect <= high
        return None if self.significant is None else not self.significant


@dataclass(frozen=True)
class Card:
    """One study. `n` by group (empty where the source gives none); `controlled`: it had a comparison group."""

    key: str
    citation: str
    year: int
    design: str
    controlled: bool
    topics: tuple[str, ...]
    instruments: tuple[str, ...]
    n: Mapping[str, int]
    results: tuple[Result, ...]
    source: str
    status: str
    reviewed: date
    next_review: date

    @property
    def flagged(self) -> tuple[Result, ...]:
        """The results that may be no effect at all: the page marks them."""
        return tuple(result for result in self.results if result.may_be_none)


def load(folder: Path = FOLDER) -> dict[str, Card]:
    """All cards by key, in order of key. Raises: ReferenceMissing where a card lacks a field or has an unknown one."""
    return {file.stem: _card(file) for file in sorted(folder.glob("*.toml"))}


def about(topic: str, cards: Mapping[str, Card]) -> tuple[Card, ...]:
    """The cards on one topic, newest first."""
    found = (card for card in cards.values() if topic in card.topics)
    return tuple(sorted(found, key=lambda card: (-card.year, card.key)))


def _card(file: Path) -> Card:
    table = tomllib.loads(file.read_text("utf-8"))
    results = tuple(_result(key, row, file) for key, row in table.pop("result", {}).items())
    rows = table | {"key": file.stem, "results": results, "n": table.get("n", {})}
    _fields(Card, rows, file, file.stem)
    rows |= {name: tuple(rows[name]) for name in ("topics", "instruments")}
    return Card(**rows)


def _result(key: str, row: dict[str, Any], file: Path) -> Result:
    _fields(Result, row | {"key": key}, file, key)
    if (row.get("low") is None) != (row.get("high") is None):
        raise ReferenceMissing("reference_field", name=key, file=file.name, field="low" if "high" in row else "high")
    return Result(key, **row)


def _fields(kind: type, row: Mapping[str, Any], file: Path, name: str) -> None:
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    wrong = sorted(needed - row.keys()) + sorted(row.keys() - {field.name for field in fields(kind)})
    if wrong:
        raise ReferenceMissing("reference_field", name=name, file=file.name, field=wrong[0])
