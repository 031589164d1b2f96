"""Names of figures that quote a constant in use: `at least 30 days without a session`, not `first limit`."""

from collections.abc import Iterable

from fitlib.indicators import Card
from fitlib.reference import Reference
from fitlib.words import Words


def named(words: Words, cards: Iterable[Card], reference: Reference) -> Words:
    """The same words, with the names of `indicators.named.*` in the place of plain ones, their constants filled in."""
    quoted = {
        f"indicators.name.{card.name}": words(
            f"indicators.named.{card.name}",
            **{name: words.number(value, 0) for name, value in card.quoted(reference).items()},
        )
        for card in cards
        if f"indicators.named.{card.name}" in words
    }
    return words.saying(quoted)
