"""The sections of the implementation page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, rounds
from fitlib.implementation.board import Board
from fitlib.implementation.survey import Survey
from fitlib.reference import Reference
from fitlib.release import ReleasedFact
from fitlib.reports.coverage_targets import beside_targets
from fitlib.reports.implementation_board import board
from fitlib.reports.implementation_logic import logic
from fitlib.reports.implementation_profile import asked_and_answered, gap_table, profile
from fitlib.reports.links import to_register
from fitlib.reports.page import Section
from fitlib.reports.staff_gate import LEAST, Part
from fitlib.words import Words

DRAWN = ("coherence", "cognitive_participation", "collective_action", "reflexive_monitoring")
NOMAD, LAST = "standard", 6


@dataclass(frozen=True)
class Seen:
    """What the page is made of. `facts`: released figures of the unit by form; `live`: those of clients by name."""

    params: Any
    words: Words
    reference: Reference
    scope: Scope
    home: Path | None
    surveys: tuple[Survey, ...]
    facts: Mapping[str, tuple[ReleasedFact, ...]]
    live: Mapping[str, ReleasedFact]
    board: Board
    before: Board | None
    stage: str | None

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"implementation.{key}", **values)

    def survey(self, form: str) -> Survey | None:
        """The answers of one form; None where there are none."""
        return next((one for one in self.surveys if one.form.form == form), None)

    @cached_property
    def named(self) -> dict[str, ReleasedFact]:
        """The figures of rounds by name."""
        return {fact.name: fact for several in self.facts.values() for fact in several}

    @cached_property
    def released(self) -> Part:
        """All figures of the page as the gate made them."""
        own = [fact for several in self.facts.values() for fact in several]
        return Part(self.params.audience, (*own, *self.live.values()))


def sections(seen: Seen) -> tuple[Section, ...]:
    """All sections in the order of the page."""
    parts = [("summary", _summary), ("targets", _targets), ("nomad", _nomad), ("gap", _gap), ("board", board),
             ("logic", logic)]  # fmt: skip
    return tuple(Section(key, seen.say(f"section.{key}"), Markup("\n").join(made(seen))) for key, made in parts)


def _summary(seen: Seen) -> Iterator[Markup]:
    if not seen.stage:
        yield shapes.paragraphs([seen.say("text.no_stage")])
        return
    told = Markup('<p class="fit-stage"><strong>{}</strong> {}</p>')
    name = seen.say("text.stage", stage=seen.say(f"stage.{seen.stage}"))
    yield told.format(name, seen.say(f"stage_tells.{seen.stage}"))


def _targets(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.targets")])
    found = beside_targets(dict(seen.live), seen.words, seen.reference)
    yield found or shapes.paragraphs([seen.say("text.no_targets")])


def _nomad(seen: Seen) -> Iterator[Markup]:
    found = seen.survey(NOMAD)
    if found is None:
        yield shapes.paragraphs([seen.say("text.no_nomad")])
        return
    level = seen.words.percent(seen.reference["interval.level"])
    least = seen.reference[LEAST]
    yield shapes.paragraphs([seen.say("text.rounds", level=level), seen.say("text.least", least=least)])
    yield shapes.points(asked_and_answered(seen, found))
    drawn = [
        fact for construct in DRAWN for fact in _of(seen, f"nomad_{construct}") if fact.n is None or fact.n
    ]  # fmt: skip
    scales = {f"nomad_{one.key}": (one.lowest, one.highest) for one in found.form.constructs}
    if drawn:
        title = seen.say("figure.nomad")
        yield rounds.draw(drawn, scales, seen.words, seen.scope, "nomad-rounds", title).html()
    yield profile(seen, found)
    yield how(seen)


def _of(seen: Seen, construct: str) -> list[ReleasedFact]:
    """The last rounds of a construct, the oldest first."""
    found = sorted((fact for fact in seen.named.values() if fact.name.startswith(f"{construct}@")), key=_name)
    return found[-LAST:]


def _name(fact: ReleasedFact) -> str:
    return fact.name


def _gap(seen: Seen) -> Iterator[Markup]:
    found = [one for one in seen.surveys if one.form.key == "gap"]
    if not found:
        yield shapes.paragraphs([seen.say("text.no_gap")])
        return
    yield shapes.paragraphs([seen.say("gap.scale")])
    for one in found:
        yield gap_table(seen, one)


def how(seen: Seen) -> Markup:
    """The fold-out on how a round's figures are made."""
    parts = [seen.say(f"card.{part}") for part in ("what", "change", "not_said", "source")]
    link = to_register("constant", LEAST, LEAST, seen.words.lang)
    inner = shapes.paragraphs(parts) + Markup("<p>{}</p>").format(link)
    return shapes.fold(seen.words("team_quarter.how"), inner, "fit-how")
