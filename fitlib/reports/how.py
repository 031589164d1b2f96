"""The fold-out `Miten laskettu?`: each figure's card in words."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.indicators import Card
from fitlib.reference import Reference
from fitlib.reports.links import to_register
from fitlib.words import Words

LIST = Markup('<dl class="fit-cards">\n{}\n</dl>')
ENTRY = Markup("<dt><strong>{}</strong></dt><dd>{}</dd>")


def how(cards: Iterable[Card], words: Words, reference: Reference) -> Markup:
    """One entry per figure: what it is, of whom, how it is computed, what it does not say, where it comes from."""
    entries = (ENTRY.format(_name(card, words), _text(card, words, reference)) for card in cards)
    return shapes.fold(words("team_quarter.how"), LIST.format(Markup("\n").join(entries)), "fit-how")


def _name(card: Card, words: Words) -> Markup:
    return to_register("indicator", card.name, words(f"indicators.name.{card.name}"), words.lang)


def _text(card: Card, words: Words, reference: Reference) -> str:
    quoted = {name: words.number(value, 0) for name, value in card.quoted(reference).items()}
    return " ".join([words(f"indicators.definition.{card.name}", **quoted), *_parts(card, words)])


def _parts(card: Card, words: Words) -> Iterator[str]:
    checked = words("team_quarter.card.checked", reviewed=words.date(card.reviewed), next=words.date(card.next_review))
    parts = {
        "denominator": words(f"indicators.denominator.{card.denominator}"),
        "method": words(f"indicators.method.{card.kind}"),
        "not_said": words(f"indicators.not_said.{card.not_said}").rstrip("."),
        "source": f"{card.source} ({card.status}; {checked})",
    }
    for part, text in parts.items():
        yield f"{words(f'team_quarter.card.{part}')}: {text}."
