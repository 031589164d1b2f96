"""Indicator cards: what each figure is, of whom, where it hangs, and who has read it. One pair x.sql + x.toml each."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fitlib.reference import Reference

FOLDER = Path(__file__).parent
SETS = FOLDER / "sets.toml"
OF_STORE = re.compile(r"\b(cohort|held|reached|visited)\(\$team, \$first, \$last\)")


@dataclass(frozen=True)
class Card:
    """One indicator. `kind` says which columns its query gives; `values` names the constants its definition quotes,
    `groups` the only groups it can be told of, where it is not every group of the cohort; `drawn`: in the page's chart;
    `sensitive`: nobody should be told to have it for certain, so that the gate does not tell "all" or "none".
    """

    name: str
    kind: str
    unit: str
    denominator: str
    pages: tuple[str, ...]
    section: str
    order: int
    not_said: str
    source: str
    status: str
    reviewed: date
    checker: str
    next_review: date
    counted: str | None = None
    partition: str | None = None
    groups: tuple[str, ...] = ()
    drawn: bool = True
    sensitive: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """The query, one row per group."""
        return (FOLDER / f"{self.name}.sql").read_text("utf-8")

    @property
    def by_cell(self) -> bool:
        """Whether its query can be asked of every team and period at once: it names them to the store's macros only."""
        return "$" not in OF_STORE.sub("", self.sql)

    def quoted(self, reference: Reference) -> dict[str, Any]:
        """The constants that the definition's sentence names, with the values in use."""
        return {word: reference[name] for word, name in self.values.items()}


@cache
def cards() -> dict[str, Card]:
    """All cards by name."""
    files = (file for file in sorted(FOLDER.glob("*.toml")) if file != SETS)
    return {file.stem: _card(file) for file in files}


def on_page(page: str, section: str | None = None) -> tuple[Card, ...]:
    """The cards that hang on a page, by section and the order they ask for."""
    found = (card for card in cards().values() if page in card.pages and section in (None, card.section))
    return tuple(sorted(found, key=lambda card: (card.section, card.order, card.name)))


@cache
def sets() -> dict[str, tuple[str, ...]]:
    """Who is counted: each set with the sets that hold it."""
    return {name: tuple(within) for name, within in tomllib.loads(SETS.read_text("utf-8")).items()}


def definitions_version(reference: Reference) -> str:
    """Eight hex digits that change when a card, a query, a set or a reference value changes."""
    return hashlib.sha256(f"{_definitions()}\n{reference.version}".encode()).hexdigest()[:8]


@cache
def _definitions() -> str:
    """All cards, queries and sets, read once as the cards are."""
    files = (file for file in sorted(FOLDER.rglob("*.*")) if file.suffix in (".sql", ".toml"))
    return "\n".join(file.read_text("utf-8") for file in files)


def _card(file: Path) -> Card:
    table = tomllib.loads(file.read_text("utf-8"))
    return Card(file.stem, **table | {"pages": tuple(table["pages"]), "groups": tuple(table.get("groups", ()))})
