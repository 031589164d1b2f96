"""Versions: eight hex digits of everything that a definition is made of, so that a change of any of it is seen."""

import hashlib
import re
import sys
from pathlib import Path

from fitlib.curves.patterns import known
from fitlib.indicators import Card
from fitlib.indicators.psychometrics import QualityCard
from fitlib.reference import Reference

NAMED = re.compile(r"'([a-z_]+(?:\.[a-z_]+)+)\.?'")
SHARED = ("rci.convention", "noise.sem")


def constants_of(card: Card, reference: Reference) -> tuple[str, ...]:
    """The constants that an indicator's query or sentence names; of a name made up of parts, all that begin so."""
    named = [*NAMED.findall(card.sql), *card.values.values()]
    found = (name for part in named for name in reference if name == part or name.startswith(f"{part}."))
    return tuple(dict.fromkeys(found))


def constants_of_pattern(key: str, reference: Reference) -> tuple[str, ...]:
    """The thresholds of a pattern: its own rows, those of its family, and the shared ones that its rule reads."""
    own = [f"pattern.{key}.{name}" for name in reference.under(f"pattern.{key}")]
    text = _rule(key)
    shared = [name for name, used in zip(SHARED, ("limits.rci", "limits.sem"), strict=True) if used in text]
    return (*own, *shared)


def of_indicator(card: Card, reference: Reference) -> str:
    """The version of an indicator: card, query and the constants it names."""
    values = [(name, reference[name]) for name in constants_of(card, reference)]
    return _digest(card.sql, repr(card), repr(values))


def of_pattern(key: str, reference: Reference) -> str:
    """The version of a pattern: its rule and its thresholds."""
    values = [(name, reference[name]) for name in constants_of_pattern(key, reference)]
    return _digest(_rule(key), repr(values))


def of_quality(card: QualityCard, reference: Reference) -> str:
    """The version of a figure of quality: its card and the smallest n."""
    return _digest(repr(card), repr(card.least and reference[card.least]))


def of_constant(name: str, reference: Reference) -> str:
    """The version of a constant: its name and value."""
    return _digest(name, repr(reference[name]))


def _rule(key: str) -> str:
    return Path(str(sys.modules[known()[key].rule.__module__].__file__)).read_text("utf-8")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
