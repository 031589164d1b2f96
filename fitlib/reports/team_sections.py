"""The sections of the team's review, in the order of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, means, positions, shares
from fitlib.indicators import ALL, EXPORT, Card, on_page
from fitlib.indicators.readiness import AMBER, GREEN, RED, Readiness
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact
from fitlib.reports import published
from fitlib.reports.how import how
from fitlib.reports.page import Section
from fitlib.reports.talk import BLOCKS, talk
from fitlib.tables import facts
from fitlib.words import Words

PAGE = "team_quarter"
SUMMARY = (
    "clients", "sessions_ors", "pre_post_rate", "intake_ors", "intake_srs", "mean_change", "improved", "deteriorated",
    "reached_target", "crossed_reliably_of_below", "effect_size",
)  # fmt: skip
SCALES = {"intake_ors": "ors", "latest_ors": "ors", "intake_srs": "srs"}


@dataclass(frozen=True)
class Seen:
    """What the sections are made of."""

    released: Released
    words: Words
    scope: Scope
    reference: Reference
    ready: Readiness
    stage: str | None
    outcomes: bool

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"{PAGE}.{key}", **values)

    def cards(self, section: str) -> tuple[Card, ...]:
        """The cards of a section."""
        return on_page(PAGE, section)

    def of(self, section: str, groups: str = "") -> tuple[ReleasedFact, ...]:
        """The figures of a section: of every group, of everybody only ("all"), or without exports ("ages")."""
        found = self.released.of(*(card.name for card in self.cards(section)))
        if groups == ALL:
            return tuple(fact for fact in found if fact.group == ALL)
        return tuple(fact for fact in found if not groups or not fact.group.startswith(EXPORT))


def sections(seen: Seen) -> tuple[Section, ...]:
    """All sections; the outcome figures only where they may be shown."""
    parts = [("counted", _counted), ("coverage", _coverage)]
    if not (everybody := seen.released.one("clients")) or everybody.n == 0:
        parts = [("counted", _nobody)]
    elif seen.outcomes:
        parts += [("summary", _summary), ("start", _start), ("change", _change), ("published", _published),
                  ("expected", _expected), ("endings", _endings), ("talk", _talk)]  # fmt: skip
    else:
        parts += [("held", _held), ("endings", _endings), ("talk", _talk)]
    return tuple(Section(key, seen.say(f"section.{key}"), Markup("\n").join(made(seen))) for key, made in parts)


def _nobody(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.nobody")])


def _counted(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.counted")])
    if seen.stage:
        stage, tells = (seen.words(f"implementation.{key}.{seen.stage}") for key in ("stage", "stage_tells"))
        yield shapes.paragraphs([seen.say("text.stage", stage=stage, tells=tells)])
    yield _table(seen, "who", "counted")


def _coverage(seen: Seen) -> Iterator[Markup]:
    level = "overridden" if seen.ready.level == RED and seen.outcomes else seen.ready.level
    parts = "; ".join(_demand(seen, part, reached) for part, reached in seen.ready.parts)
    yield Markup('<p class="fit-box fit-gate">{}</p>').format(seen.say(f"gate.{level}"))
    yield shapes.paragraphs([seen.say("gate.parts", parts=parts)])
    yield _shares(seen, "coverage")
    yield _table(seen, "coverage", "coverage")


def _demand(seen: Seen, part: str, reached: str) -> str:
    bounds = {level: seen.reference[f"coverage.gate.{level}.{part}"] for level in (GREEN, AMBER)}
    text = {k: seen.words.percent(v) if isinstance(v, float) else seen.words.number(v, 0) for k, v in bounds.items()}
    return seen.say(f"gate.part.{part}", level=seen.say(f"gate.level.{reached}"), **text)


def _summary(seen: Seen) -> Iterator[Markup]:
    found = (seen.released.one(name) for name in SUMMARY)
    yield facts([fact for fact in found if fact], seen.words, seen.say("caption.summary"))


def _start(seen: Seen) -> Iterator[Markup]:
    drawn = [fact for fact in seen.of("start", "ages") if fact.n != 0]
    cutoffs = seen.reference.under("cutoff")
    places = {(fact.name, fact.group): f"{SCALES.get(fact.name)}.{fact.group}" for fact in drawn}
    lines = {place: cutoffs[line] for place, line in places.items() if line in cutoffs}
    yield means.draw(drawn, seen.words, seen.scope, "start-means", seen.say("figure.start"), lines).html()
    yield _table(seen, "start", "start")


def _change(seen: Seen) -> Iterator[Markup]:
    texts = [seen.say("text.change", rci=seen.words.number(seen.reference["rci.convention"], 0))]
    effect, least = seen.released.one("effect_size"), seen.reference["effect.tentative_n"]
    if effect and effect.value is not None and effect.n < least:
        texts.append(seen.say("text.effect", n=least))
    yield shapes.paragraphs(texts)
    yield _shares(seen, "change")
    yield _table(seen, "change", "change")


def _published(seen: Seen) -> Iterator[Markup]:
    yield published.tables(seen.released, seen.words)


def _expected(seen: Seen) -> Iterator[Markup]:
    if (reached := seen.released.one("reached_target")) and reached.n == 0:
        yield shapes.paragraphs([seen.say("text.no_lines")])
        return
    yield shapes.paragraphs([seen.say("text.lines")])
    drawn = [fact for fact in seen.of("expected") if fact.n != 0]
    yield positions.draw(drawn, seen.words, seen.scope, "expected-positions", seen.say("figure.expected")).html()
    yield _table(seen, "expected", "expected")


def _held(seen: Seen) -> Iterator[Markup]:
    yield Markup('<p class="fit-box fit-gate">{}</p>').format(seen.say("gate.held"))


def _endings(seen: Seen) -> Iterator[Markup]:
    yield _shares(seen, "endings")
    yield _table(seen, "endings", "endings")


def _talk(seen: Seen) -> Iterator[Markup]:
    rows = talk(seen.released, seen.words, seen.reference)
    yield shapes.paragraphs([seen.say("text.talk" if rows else "text.no_talk")])
    for block, texts in zip(BLOCKS, zip(*rows, strict=True), strict=False):
        items = Markup("\n").join(Markup("<li>{}</li>").format(text) for text in texts)
        yield Markup('<h3>{}</h3>\n<ol class="fit-talk">\n{}\n</ol>').format(seen.say(f"talk.{block}"), items)


def _shares(seen: Seen, section: str) -> Markup:
    names = {card.name for card in seen.cards(section) if card.drawn and card.unit == "share"}
    drawn = [fact for fact in seen.of(section, ALL) if fact.name in names and fact.n != 0]
    if not drawn:
        return Markup("")
    return shares.draw(drawn, seen.words, seen.scope, f"{section}-shares", seen.say(f"figure.{section}")).html()


def _table(seen: Seen, section: str, caption: str) -> Markup:
    shown = facts(seen.of(section, "ages"), seen.words, seen.say(f"caption.{caption}"))
    if exports := [fact for fact in seen.of(section) if fact.group.startswith(EXPORT)]:
        title = seen.say("exports")
        shown += shapes.fold(title, facts(exports, seen.words, title), "fit-exports")
    return shown + how(seen.cards(section), seen.words, seen.reference)
