"""Indicators: one pair each, x.sql (which rows) and x.toml (what it is). `measure` gives figures for the gate."""

from fitlib.indicators.cards import Card, cards, definitions_version, on_page, sets
from fitlib.indicators.kept import kept
from fitlib.indicators.measure import measure
from fitlib.indicators.measured import ALL, EXPORT, Measured, Money
from fitlib.indicators.review import review

__all__ = [
    "ALL", "EXPORT", "Card", "Measured", "Money", "cards", "definitions_version", "kept", "measure", "on_page",
    "review", "sets",
]  # fmt: skip
