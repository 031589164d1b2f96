"""The card of a pattern: its name, its rule with today's thresholds, what it may mean and what to ask."""

from dataclasses import dataclass
from itertools import count, takewhile

from fitlib.curves.classify import Hit
from fitlib.reference import Constant, Reference
from fitlib.words import Words

TENTHS = 10


@dataclass(frozen=True)
class Card:
    """What the page says of a pattern. `may` holds rival readings: none of them is the answer."""

    key: str
    name: str
    rule: str
    may: tuple[str, ...]
    ask: tuple[str, ...]
    status: str


def card(key: str, words: Words, reference: Reference) -> Card:
    """The card of a pattern in one language, its rule with the thresholds of the reference rows."""
    texts = {kind: tuple(words(name) for name in _numbered(f"patterns.{key}.{kind}", words)) for kind in ("may", "ask")}
    rule = words(f"patterns.{key}.rule", **_thresholds(key, words, reference))
    status = reference.row(f"pattern.{key}.points").status
    return Card(key, words(f"patterns.{key}.name"), rule, texts["may"], texts["ask"], status)


def sentence(hit: Hit, words: Words) -> str:
    """The condition that fired, with the scores it compared: what is seen, and nothing of what it means."""
    seen = {name: words.number(score / TENTHS, 1) for name, score in hit.seen.items()}
    return words(f"patterns.{hit.key}.condition.{hit.condition}", **seen, **hit.counted)


def _numbered(stem: str, words: Words) -> list[str]:
    return list(takewhile(lambda name: name in words, (f"{stem}_{number}" for number in count(1))))


def _thresholds(key: str, words: Words, reference: Reference) -> dict[str, str]:
    """The reference rows a rule names, as they are written on a page."""
    rows = {"rci": reference.row("rci.convention"), "sem": reference.row("noise.sem")}
    for prefix in ("pattern.sudden", f"pattern.{key}"):
        rows |= {name: reference.row(f"{prefix}.{name}") for name in reference.under(prefix)}
    return {name: _written(row, words) for name, row in rows.items()}


def _written(row: Constant, words: Words) -> str:
    if row.unit == "share":
        return words.percent(row.value)
    return words.number(row.value, 0 if row.value == int(row.value) else 1)
