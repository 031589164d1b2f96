"""The sections of the team's review, in the order of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import means, positions
from fitlib.charts.spread import Spread
from fitlib.release import ReleasedCurve
from fitlib.release.series import ReleasedSeries
from fitlib.reports import published, review_curves, review_length, review_spread, team_trend
from fitlib.reports.page import Section
from fitlib.reports.talk import BLOCKS, talk
from fitlib.reports.team_counted import counted, coverage
from fitlib.reports.team_seen import BOX, Seen, details, drawn_shares
from fitlib.reports.team_summary import level, summary
from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import Event

SCALES = {"intake_ors": "ors", "latest_ors": "ors", "intake_srs": "srs"}


@dataclass(frozen=True)
class Beside:
    """What stands beside the figures: history and its events, curves of many and single ones, lengths, other teams.

    None where the page has no such section: curves below the coverage gate, teams for a worker or outside the house.
    """

    past: team_trend.Series
    events: tuple[Event, ...] = ()
    curves: review_curves.Curves | None = None
    single: tuple[ReleasedCurve, ...] = ()
    length: ReleasedSeries | TooFew | None = None
    spreads: Mapping[str, Spread | TooFew] | None = None


def sections(seen: Seen, beside: Beside) -> tuple[Section, ...]:
    """All sections in the order of the page; the outcome figures only where they may be shown."""
    if not (everybody := seen.released.one("clients")) or everybody.n == 0:
        parts = [("counted", _nobody)]
    else:
        parts = [("summary", summary), ("coverage", coverage), ("counted", counted), *_outcomes(seen, beside),
                 ("endings", _endings), *_around(beside), ("talk", _talk)]  # fmt: skip
    return tuple(Section(key, seen.say(f"section.{key}"), Markup("\n").join(made(seen))) for key, made in parts)


def _outcomes(seen: Seen, beside: Beside) -> list[tuple]:
    if not seen.told.outcomes:
        return [("held", _held)]
    curves = lambda seen: review_curves.section(seen, beside.curves or {}, beside.single)  # noqa: E731
    return [("start", _start), ("change", _change), ("curves", curves), ("expected", _expected)]


def _around(beside: Beside) -> list[tuple]:
    """Lengths, history, other teams, and what clients answer about the meeting."""
    found = [
        ("length", lambda seen: review_length.section(seen, beside.length)),
        ("trend", lambda seen: team_trend.section(seen, beside.past, beside.events)),
    ]
    if beside.spreads is not None:
        found.append(("spread", lambda seen: review_spread.section(seen, beside.spreads)))
    if beside.curves is not None:
        found.append(("alliance", lambda seen: review_curves.alliance(seen, beside.curves)))
        found.append(("published", _published))
    return found


def _nobody(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.nobody")])


def _start(seen: Seen) -> Iterator[Markup]:
    drawn = [fact for fact in seen.of("start", "ages") if fact.n != 0]
    cutoffs = seen.reference.under("cutoff")
    places = {(fact.name, fact.group): f"{SCALES.get(fact.name)}.{fact.group}" for fact in drawn}
    lines = {place: cutoffs[line] for place, line in places.items() if line in cutoffs}
    yield means.draw(drawn, seen.words, seen.scope, "start-means", seen.say("figure.start"), lines).html()
    yield details(seen, "start", "start")


def _change(seen: Seen) -> Iterator[Markup]:
    texts = [seen.say("text.change", rci=seen.words.number(seen.reference["rci.convention"], 0))]
    effect, least = seen.released.one("effect_size"), seen.reference["effect.tentative_n"]
    if effect and effect.value is not None and effect.n < least:
        texts.append(seen.say("text.effect", n=least))
    yield shapes.paragraphs(texts)
    yield drawn_shares(seen, "change")
    yield details(seen, "change", "change")


def _expected(seen: Seen) -> Iterator[Markup]:
    if (reached := seen.released.one("reached_target")) and reached.n == 0:
        yield shapes.paragraphs([seen.say("text.no_lines")])
        return
    yield shapes.paragraphs([seen.say("text.lines")])
    drawn = [fact for fact in seen.of("expected") if fact.n != 0]
    yield positions.draw(drawn, seen.words, seen.scope, "expected-positions", seen.say("figure.expected")).html()
    yield details(seen, "expected", "expected")


def _held(seen: Seen) -> Iterator[Markup]:
    why = {"few": "gate.held_few", "unseen": "gate.held_few", "veiled": "gate.held_veiled"}
    yield BOX.format(seen.say(why.get(level(seen), "gate.held")))


def _endings(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.endings")])
    yield drawn_shares(seen, "endings")
    yield details(seen, "endings", "endings")


def _published(seen: Seen) -> Iterator[Markup]:
    yield published.tables(seen.released, seen.words)


def _talk(seen: Seen) -> Iterator[Markup]:
    rows = talk(seen.released, seen.words, seen.reference)
    yield shapes.paragraphs([seen.say("text.talk" if rows else "text.no_talk")])
    for block, texts in zip(BLOCKS, zip(*rows, strict=True), strict=False):
        items = Markup("\n").join(Markup("<li>{}</li>").format(text) for text in texts)
        yield Markup('<h3>{}</h3>\n<ol class="fit-talk">\n{}\n</ol>').format(seen.say(f"talk.{block}"), items)
