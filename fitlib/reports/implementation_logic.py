"""The logic model: each box with the figures that the data have, or the words that there are none yet."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.implementation.stages import FIGURES, LOGIC
from fitlib.indicators import cards
from fitlib.release import ReleasedFact
from fitlib.reports.how import how
from fitlib.words import said

BOX = Markup('<div><h3>{}</h3><p>{}</p><dl class="fit-live">{}</dl></div>')
ITEM = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
FOUND = Markup('<span class="fit-value">{}</span><small>{}</small>')


def logic(seen: Any) -> Iterator[Markup]:
    """The four boxes in their order."""
    yield shapes.paragraphs([seen.say("text.logic")])
    boxes = Markup("").join(_box(part, seen) for part in LOGIC)
    yield Markup('<div class="fit-columns fit-chain">{}</div>').format(boxes)
    told = {name for several in FIGURES.values() for _, name in several if name in seen.live}
    yield how((card for name, card in cards().items() if name in told), seen.words, seen.reference)


def _box(part: str, seen: Any) -> Markup:
    items = Markup("").join(
        ITEM.format(seen.say(f"item.{item}"), _told(name and _fact(name, seen), seen)) for item, name in FIGURES[part]
    )
    return BOX.format(seen.say(f"logic.{part}.title"), seen.say(f"logic.{part}.text"), items)


def _fact(name: str, seen: Any) -> ReleasedFact | None:
    """A figure of clients, or of the latest round of answers."""
    if name in seen.live:
        return seen.live[name]
    rounds = sorted(label for label in seen.named if label.partition("@")[0] == name)
    return seen.named[rounds[-1]] if rounds else None


def _told(fact: ReleasedFact | None, seen: Any) -> str | Markup:
    if fact is None or (fact.value is None and not fact.hidden):
        return seen.say("text.nothing")
    whom = seen.words(f"indicators.denominator.{fact.denominator}")
    reason = [seen.words(f"release.reason.{fact.hidden}")] if fact.hidden else []
    return FOUND.format(said.value(fact, seen.words), " · ".join([*said.rests_on(fact, seen.words), *reason, whom]))
