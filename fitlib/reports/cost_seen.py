"""What the sections of the page on cost effects are made of."""

from dataclasses import dataclass

from fitlib.charts import Scope
from fitlib.indicators import Card, on_page
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact
from fitlib.words import Words

PAGE = "cost_effect"


@dataclass(frozen=True)
class Seen:
    """Released figures, words, scope and constants. `ends`: visits between which a period might have gone on."""

    released: Released
    words: Words
    scope: Scope
    reference: Reference
    stopped: int
    ends: tuple[int, int]

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"{PAGE}.{key}", **values)

    def cards(self, section: str) -> tuple[Card, ...]:
        """The cards of a section."""
        return on_page(PAGE, section)

    def of(self, section: str) -> tuple[ReleasedFact, ...]:
        """The figures of a section."""
        return self.released.of(*(card.name for card in self.cards(section)))
