"""The entries of the register, by kind: indicators, patterns, quality figures, constants, studies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from fitlib import evidence, shapes
from fitlib.curves.card import card as pattern_card
from fitlib.curves.patterns import every
from fitlib.indicators import Card, cards
from fitlib.indicators.psychometrics import QualityCard, quality_cards
from fitlib.reference import Reference, load
from fitlib.reports import evidence_rows, register_versions
from fitlib.reports.page import Section
from fitlib.reports.register_accuracy import accuracy_lines, accuracy_table, families_table
from fitlib.reports.register_constants import constants_table, slug, topics
from fitlib.words import Words

PSYCHOMETRICS = "measure_quality"
KINDS = ("indicators", "patterns", "quality", "constants", "evidence")
SECTIONS = ("who", "coverage", "start", "change", "expected", "endings")
STATUSES = ("V", "C", "S", "R", "D", "A")
ENTRY = Markup('<div class="fit-entry" id="{anchor}"><{level}>{name}</{level}>\n{text}\n<dl>{pairs}</dl></div>')
PAIR = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
LINK = Markup('<a href="#constant-{0}">{0}</a>')
LEAST = Markup("{} ({})")
META = Markup("{}: {}")
FOREIGN = Markup('<span lang="en">{}</span>')
LATE = Markup('{} <strong class="fit-late">{}</strong>')


@dataclass(frozen=True)
class Seen:
    """What the register is made of; `today` is the day that the data reach to, never the clock."""

    words: Words
    reference: Reference
    today: date | None

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"register.{key}", **values)

    def late(self, due: date) -> bool:
        """Whether a review should have been made by the day of the data."""
        return self.today is not None and due < self.today

    def due(self, day: date) -> str | Markup:
        """The day of the next review, marked where it has passed."""
        text = self.words.date(day)
        return LATE.format(text, self.say("late")) if self.late(day) else text

    def meta(self, row: Any, version: str | None = None) -> Markup:
        """Source, status, version, review and next review in one line. Takes: a card or a constant."""
        parts = {
            "source": FOREIGN.format(row.source), "status": row.status, "version": version,
            "reviewed": self.words.date(row.reviewed), "next_review": self.due(row.next_review),
        }  # fmt: skip
        shown = (META.format(self.say(f"field.{field}"), text) for field, text in parts.items() if text)
        return Markup(" · ").join(shown)


def sections(seen: Seen) -> tuple[Section, ...]:
    """All sections: what the page is, then one per kind."""
    made = {"indicators": _indicators, "patterns": _patterns, "quality": _quality, "constants": _constants,
            "evidence": _evidence}  # fmt: skip
    first = Section("before", seen.say("section.before"), Markup("\n").join(_before(seen)))
    return first, *(Section(kind, seen.say(f"section.{kind}"), Markup("\n").join(made[kind](seen))) for kind in KINDS)


def _before(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.before"), seen.say("text.review", **_reviews(seen))])
    items = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>').format(kind, seen.say(f"section.{kind}")) for kind in KINDS
    )
    yield Markup('<ul class="fit-contents">{}</ul>').format(items)
    rows = [(status, seen.say(f"status.{status}")) for status in STATUSES]
    yield shapes.table(seen.say("caption.status"), (seen.say("column.status"), seen.say("column.means")), rows)


def _reviews(seen: Seen) -> dict[str, object]:
    """How many entries there are, how many reviews are overdue, and on which day that is counted."""
    days = [card.next_review for card in cards().values()]
    days += [card.next_review for card in quality_cards().values()]
    days += [seen.reference.row(name).next_review for name in seen.reference]
    days += [card.next_review for card in evidence.load().values()]
    late = sum(seen.late(day) for day in days)
    return {"count": len(days), "late": late, "day": seen.words.date(seen.today)}


def _indicators(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.indicators")])
    for section in sorted({card.section for card in cards().values()}, key=_order):
        yield Markup("<h3>{}</h3>").format(_known(seen, f"indicators.section.{section}", section))
        found = sorted((card for card in cards().values() if card.section == section), key=lambda c: (c.order, c.name))
        yield from (_indicator(seen, card) for card in found)


def _indicator(seen: Seen, card: Card) -> Markup:
    words = seen.words
    quoted = {name: words.number(value, 0) for name, value in card.quoted(seen.reference).items()}
    pages = ", ".join(_known(seen, f"{page}.title", page) for page in card.pages)
    pairs = [
        ("denominator", words(f"indicators.denominator.{card.denominator}")),
        ("unit", words(f"indicators.unit.{card.unit}")),
        ("method", words(f"indicators.method.{card.kind}")),
        ("not_said", words(f"indicators.not_said.{card.not_said}")),
        ("constants", _links(register_versions.constants_of(card, seen.reference))),
        ("pages", pages),
        ("checker", _known(seen, f"register.checker.{slug(card.checker)}", card.checker)),
        ("meta", seen.meta(card, register_versions.of_indicator(card, seen.reference))),
    ]
    text = [words(f"indicators.definition.{card.name}", **quoted)]
    return _entry(f"indicator-{card.name}", words(f"indicators.name.{card.name}"), text, pairs, seen, "h4")


def _patterns(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.patterns"), seen.say("text.accuracy")])
    yield accuracy_table(seen.words, seen.reference)
    yield shapes.fold(seen.say("caption.families"), families_table(seen.words), "fit-families")
    yield from (_pattern(seen, pattern.key) for pattern in every(seen.reference))


def _pattern(seen: Seen, key: str) -> Markup:
    told = pattern_card(key, seen.words, seen.reference)
    row = seen.reference.row(f"pattern.{key}.points")
    pairs = [
        ("may", " / ".join(told.may)),
        ("ask", " / ".join(told.ask)),
        *((kind, text) for kind, text in accuracy_lines(key, seen.words, seen.reference).items()),
        ("constants", _links(register_versions.constants_of_pattern(key, seen.reference))),
        ("meta", seen.meta(row, register_versions.of_pattern(key, seen.reference))),
    ]
    return _entry(f"pattern-{key}", told.name, [told.rule], pairs, seen)


def _quality(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.quality")])
    yield from (_quality_figure(seen, card) for card in quality_cards().values())


def _quality_figure(seen: Seen, card: QualityCard) -> Markup:
    words = seen.words
    least = [("least", LEAST.format(seen.reference[card.least], LINK.format(card.least)))] if card.least else []
    pairs = [
        ("denominator", words(f"indicators.denominator.{card.denominator}")),
        ("unit", words(f"indicators.unit.{card.unit}")),
        *least,
        ("pages", words(f"{PSYCHOMETRICS}.title")),
        ("checker", _known(seen, f"register.checker.{slug(card.checker)}", card.checker)),
        ("meta", seen.meta(card, register_versions.of_quality(card, seen.reference))),
    ]
    text = [words(f"indicators.method.{card.method}").capitalize() + "."]
    return _entry(f"indicator-{card.name}", words(f"indicators.name.{card.name}"), text, pairs, seen)


def _constants(seen: Seen) -> Iterator[Markup]:
    bundled = load()
    yield shapes.paragraphs([seen.say("text.constants", version=seen.reference.version)])
    for topic, rows in topics(seen.reference).items():
        yield Markup("<h3>{}</h3>").format(_known(seen, f"register.topic.{topic}", topic))
        yield constants_table(rows, bundled, seen)


def _evidence(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.evidence")])
    found = sorted(evidence.load().values(), key=lambda card: (-card.year, card.key))
    yield from (_study(seen, card) for card in found)


def _study(seen: Seen, card: evidence.Card) -> Markup:
    words = seen.words
    design = words(f"evidence.design.{card.design}")
    pairs = [
        ("design", design if card.controlled else f"{design}; {words('evidence.label.uncontrolled').lower()}"),
        ("people", evidence_rows.people(card, None, words)),
        ("flagged", ", ".join(words(f"evidence.result.{card.key}.{one.key}") for one in card.flagged)),
        ("meta", seen.meta(card)),
    ]
    text = [words(f"evidence.card.{card.key}.found"),
            f"{words('evidence.label.not_shown')}: {words(f'evidence.card.{card.key}.not_shown')}"]  # fmt: skip
    entry = _entry(f"evidence-{card.key}", card.citation, text, pairs, seen)
    return entry + shapes.fold(seen.say("caption.results"), evidence_rows.table([card], card.citation, words))


def _entry(
    anchor: str, name: str, texts: Iterable[str], pairs: Iterable[tuple[str, str | Markup]], seen: Seen,
    level: str = "h3",
) -> Markup:  # fmt: skip
    told = Markup("").join(PAIR.format(seen.say(f"field.{field}"), text) for field, text in pairs if text)
    return ENTRY.format(anchor=anchor, level=level, name=name, text=shapes.paragraphs(texts), pairs=told)


def _order(section: str) -> tuple[int, str]:
    return (SECTIONS.index(section) if section in SECTIONS else len(SECTIONS)), section


def _links(names: Iterable[str]) -> Markup:
    return Markup(", ").join(LINK.format(name) for name in names)


def _known(seen: Seen, key: str, otherwise: str) -> str:
    return seen.words(key) if key in seen.words else otherwise
