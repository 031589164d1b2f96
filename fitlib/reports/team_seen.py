"""What the sections of the team's review are made of, and the two shapes that most of them share."""

from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, shares
from fitlib.indicators import ALL, EXPORT, Card, on_page
from fitlib.indicators.readiness import Readiness
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact
from fitlib.reports.how import how
from fitlib.tables import facts
from fitlib.words import Words

PAGE = "team_quarter"
BOX = Markup('<p class="fit-box fit-gate">{}</p>')


@dataclass(frozen=True)
class Told:
    """The figures of one period as its own page tells them: what was released, and whether outcomes are among it."""

    period: Period
    released: Released
    ready: Readiness
    outcomes: bool


@dataclass(frozen=True)
class Seen:
    """The period's figures, those of the period before (None where there is none), and what they are told with."""

    told: Told
    before: Told | None
    words: Words
    scope: Scope
    reference: Reference
    stage: str | None
    level: str = "team"

    @property
    def released(self) -> Released:
        """The figures of the period."""
        return self.told.released

    def say(self, key: str, **values: object) -> str:
        """A text of the page, that of its level where there is one."""
        own = f"review.{self.level}.{key}"
        return self.words(own if own in self.words else f"{PAGE}.{key}", **values)

    def cards(self, section: str) -> tuple[Card, ...]:
        """The cards of a section."""
        return on_page(PAGE, section)

    def of(self, section: str, groups: str = "") -> tuple[ReleasedFact, ...]:
        """The figures of a section: of every group, of everybody only ("all"), or without exports ("ages")."""
        found = self.released.of(*(card.name for card in self.cards(section)))
        if groups == ALL:
            return tuple(fact for fact in found if fact.group == ALL)
        return tuple(fact for fact in found if not groups or not fact.group.startswith(EXPORT))


def drawn_shares(seen: Seen, section: str) -> Markup:
    """The chart of a section's shares, of everybody; nothing where nobody is counted."""
    names = {card.name for card in seen.cards(section) if card.drawn and card.unit == "share"}
    drawn = [fact for fact in seen.of(section, ALL) if fact.name in names and fact.n != 0]
    if not drawn:
        return Markup("")
    return shares.draw(drawn, seen.words, seen.scope, f"{section}-shares", seen.say(f"figure.{section}")).html()


def details(seen: Seen, section: str, caption: str) -> Markup:
    """Closed folds: every figure of a section by age group, by export, and how each is made."""
    title = seen.say(f"caption.{caption}")
    shown = shapes.fold(title, facts(seen.of(section, "ages"), seen.words, title), "fit-detail")
    if exports := [fact for fact in seen.of(section) if fact.group.startswith(EXPORT)]:
        title = seen.say("exports")
        shown += shapes.fold(title, facts(exports, seen.words, title), "fit-exports")
    return shown + how(seen.cards(section), seen.words, seen.reference)
