"""The fold-out `Miten laskettu?`: each figure's card in words."""

from collections.abc import Iterable

from markupsafe import Markup

from fitlib import shapes
from fitlib.indicators import Card
from fitlib.reference import Reference
from fitlib.words import Words

COLUMNS = ("definition", "denominator", "method", "not_said", "source")


def how(cards: Iterable[Card], words: Words, reference: Reference) -> Markup:
    """One row per figure: what it is, of whom, how it is computed, what it does not say, where it comes from."""
    title = words("team_quarter.how")
    head = [words("team_quarter.published.figure"), *(words(f"team_quarter.card.{column}") for column in COLUMNS)]
    return shapes.fold(title, shapes.table(title, head, [_row(card, words, reference) for card in cards]), "fit-how")


def _row(card: Card, words: Words, reference: Reference) -> list[str]:
    quoted = {name: words.number(value, 0) for name, value in card.quoted(reference).items()}
    days = {"reviewed": words.date(card.reviewed), "next": words.date(card.next_review)}
    return [
        words(f"indicators.name.{card.name}"),
        words(f"indicators.definition.{card.name}", **quoted),
        words(f"indicators.denominator.{card.denominator}"),
        words(f"indicators.method.{card.kind}"),
        words(f"indicators.not_said.{card.not_said}"),
        f"{card.source} ({card.status}; {words('team_quarter.card.checked', **days)})",
    ]
