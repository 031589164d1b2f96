"""The sections of the review meeting's page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, raters, shares
from fitlib.charts.scope import period_in_words
from fitlib.implementation.meeting import Meeting
from fitlib.indicators import ALL, on_page
from fitlib.reference import Reference
from fitlib.release import COVERAGE, ReleasedFact
from fitlib.reports.coverage_targets import beside_targets
from fitlib.reports.how import how
from fitlib.reports.page import Section
from fitlib.reports.sheet import may_write
from fitlib.reports.talk import BLOCKS, talk
from fitlib.reports.team_seen import PAGE, Told
from fitlib.reports.team_summary import level
from fitlib.tables import beside
from fitlib.words import Words

SELF, PARTS = "self", ("coverage", "start", "change", "expected", "endings")
BOX = Markup('<p class="fit-box fit-gate">{}</p>')
ITEM = Markup('<li class="fit-printed">{}<br><strong>{}</strong></li>')
NOTES = Markup('<h3>{}</h3>\n<p class="fit-said">{}</p>')


@dataclass(frozen=True)
class Seen:
    """What the page is made of: released figures of now, before and of other raters, this meeting, what was agreed."""

    params: Any
    words: Words
    reference: Reference
    scope: Scope
    told: Told
    before: Told | None
    raters: Mapping[str, tuple[ReleasedFact, ...]]
    now: Meeting
    agreed: tuple[tuple[Meeting, int], ...]

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"review_meeting.{key}", **values)


def sections(seen: Seen) -> tuple[Section, ...]:
    """All sections; notes and decisions only for those who may write them."""
    parts = [("figures", _figures), ("targets", _targets), ("talk", _talk)]
    if may_write(seen.params):
        parts = [("agreed", _agreed), *parts, ("notes", _notes)]
    made = [Section(key, seen.say(f"section.{key}"), Markup("\n").join(make(seen))) for key, make in parts]
    guide = Section("guide", seen.say("section.guide"), Markup("\n").join(_guide(seen)), folded=True)
    return (*made[:1], guide, *made[1:])


def _guide(seen: Seen) -> Iterator[Markup]:
    sure = seen.words.percent(seen.reference["interval.level"])
    yield shapes.points(seen.say(f"guide.{part}", level=sure) for part in ("first", "interval", "hidden", "talk"))


def _agreed(seen: Seen) -> Iterator[Markup]:
    if not seen.agreed:
        yield shapes.paragraphs([seen.say("text.nothing_agreed")])
        return
    rows = ((f"{one.period.text}: {one.decisions[i].text}", one.decisions[i].done) for one, i in seen.agreed)
    yield _decisions_of(seen, rows)
    (last, _), *_ = seen.agreed
    if last.notes:
        yield NOTES.format(seen.say("text.notes_of", period=period_in_words(last.period, seen.words)), last.notes)


def _decisions_of(seen: Seen, rows: Iterator[tuple[str, bool]]) -> Markup:
    items = (ITEM.format(text, seen.say(f"state.{'done' if done else 'open'}")) for text, done in rows)
    return Markup('<ul class="fit-points">\n{}\n</ul>').format(Markup("\n").join(items))


def _figures(seen: Seen) -> Iterator[Markup]:
    age, rater = seen.params.age_group, seen.params.rater
    if rater != SELF and age != ALL:
        yield shapes.paragraphs([seen.say("text.not_crossed")])
        return
    yield shapes.paragraphs([seen.say("text.filter")])
    yield from _of_rater(seen, rater) if rater != SELF else _of_age(seen, age)


def _of_rater(seen: Seen, rater: str) -> Iterator[Markup]:
    """First and latest ORS as another rater gave it."""
    facts = seen.raters.get(rater, ())
    if not facts:
        yield shapes.paragraphs([seen.say("text.no_rater")])
        return
    name = raters.name(rater, seen.words)
    yield shapes.paragraphs([seen.say("text.rater", rater=name)])
    yield beside([(name, facts)], seen.words, seen.say("caption.rater", rater=name))


def _of_age(seen: Seen, age: str) -> Iterator[Markup]:
    """The review's figures of everybody or of one age group, with the period before beside them."""
    if not any(fact.group == age for fact in seen.told.released.facts):
        yield shapes.paragraphs([seen.say("text.nobody")])
        return
    if not seen.told.outcomes:
        yield BOX.format(seen.words(f"{PAGE}.gate.{level(seen)}"))
    for part in PARTS:
        cards = on_page(PAGE, part)
        names = [card.name for card in cards]
        facts = seen.told.released.of(*names, group=age)
        if any(fact.hidden != COVERAGE for fact in facts):
            yield from _part(seen, part, facts, names)
            yield how(cards, seen.words, seen.reference)


def _part(seen: Seen, part: str, facts: tuple[ReleasedFact, ...], names: list[str]) -> Iterator[Markup]:
    title = seen.words(f"{PAGE}.section.{part}")
    yield Markup("<h3>{}</h3>").format(title)
    drawn = [fact for fact in facts if fact.unit == "share" and fact.n != 0]
    if part in ("coverage", "change") and drawn:
        asked = seen.words(f"{PAGE}.figure.{part}")
        yield shares.draw(drawn, seen.words, seen.scope, f"meeting-{part}", asked).html()
    columns = [(period_in_words(seen.told.period, seen.words), facts)]
    if seen.before:
        then = seen.before.released.of(*names, group=seen.params.age_group)
        columns.append((period_in_words(seen.before.period, seen.words), then))
    yield shapes.fold(seen.say("caption.part", part=title), beside(columns, seen.words, title), "fit-detail")


def _targets(seen: Seen) -> Iterator[Markup]:
    facts = {fact.name: fact for fact in seen.told.released.facts if fact.group == ALL}
    found = beside_targets(facts, seen.words, seen.reference)
    yield found or shapes.paragraphs([seen.words("implementation.text.no_targets")])


def _talk(seen: Seen) -> Iterator[Markup]:
    rows = talk(seen.told.released, seen.words, seen.reference)
    yield shapes.paragraphs([seen.say("text.talk" if rows else "text.no_talk")])
    for block, texts in zip(BLOCKS, zip(*rows, strict=True), strict=False):
        items = Markup("\n").join(Markup("<li>{}</li>").format(text) for text in texts)
        yield Markup('<h3>{}</h3>\n<ol class="fit-talk">\n{}\n</ol>').format(
            seen.words(f"{PAGE}.talk.{block}"), items
        )  # fmt: skip


def _notes(seen: Seen) -> Iterator[Markup]:
    if not seen.now.edition:
        yield shapes.paragraphs([seen.say("text.not_held")])
        return
    if seen.now.decisions:
        yield Markup("<h3>{}</h3>").format(seen.say("sheet.decisions"))
        yield _decisions_of(seen, ((one.text, one.done) for one in seen.now.decisions))
    if seen.now.notes:
        yield NOTES.format(seen.say("sheet.notes"), seen.now.notes)
