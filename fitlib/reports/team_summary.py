"""One sheet before all else: stage, verdict on coverage, who is counted, figures beside the last period's, talk."""

from collections.abc import Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import shares
from fitlib.charts.scope import period_in_words
from fitlib.indicators.readiness import FEW, NEEDED, RED
from fitlib.release import COVERAGE, ReleasedFact
from fitlib.reports.talk import BLOCKS, talk
from fitlib.reports.team_seen import BOX, Seen
from fitlib.tables import beside
from fitlib.words import HIDDEN, said

FIGURES = ("sessions_ors", "pre_post_rate", "mean_change", "improved", "deteriorated", "reached_target")
WITHOUT_OUTCOMES = ("sessions_ors", "sessions_srs", "pre_post_rate", "measured_twice", "ended_unplanned")
DRAWN = ("improved", "unchanged", "deteriorated")
DRAWN_WITHOUT = ("sessions_ors", "sessions_srs", "pre_post_rate")


def summary(seen: Seen) -> Iterator[Markup]:
    """The sheet, from top to bottom."""
    yield stamp(seen)
    yield BOX.format(seen.say(f"gate.{level(seen)}"))
    yield shapes.paragraphs([_whom(seen), _signs(seen)])
    names = FIGURES if seen.told.outcomes else WITHOUT_OUTCOMES
    yield _figures(seen, names)
    drawn = [fact for fact in _found(seen, DRAWN if seen.told.outcomes else DRAWN_WITHOUT) if fact.n != 0]
    if drawn:
        yield shares.draw(drawn, seen.words, seen.scope, "summary-shares", seen.say("figure.summary")).html()
    yield _talk(seen)


def stamp(seen: Seen) -> Markup:
    """The stage of implementation, and what may be concluded at it."""
    if not seen.stage:
        return Markup("")
    stage, tells = (seen.words(f"implementation.{key}.{seen.stage}") for key in ("stage", "stage_tells"))
    return Markup('<p class="fit-stage"><strong>{}</strong> {}</p>').format(seen.say("text.stage", stage=stage), tells)


def level(seen: Seen) -> str:
    """The verdict on coverage; an override, too few episodes and hidden figures are told as such."""
    ready = seen.told.ready
    if ready.level == RED and seen.told.outcomes:
        return "overridden"
    low = [name for name, (part, found) in zip(NEEDED, ready.parts, strict=True) if found == RED and part != FEW]
    told = (seen.told.released.one(name) for name in low)
    if low and all(fact and fact.hidden and fact.k is None for fact in told):
        return "unseen"
    if ready.level != RED or low:
        return ready.level
    counted = seen.told.released.one("measured_twice")
    return "veiled" if counted and counted.hidden and counted.k is None else "few"


def _whom(seen: Seen) -> str:
    counts = {"clients": "clients", "closed": "episodes_closed", "open": "episodes_open", "two": "measured_twice"}
    found = {place: seen.released.one(name) for place, name in counts.items()}
    told = {place: _count(seen, fact and fact.k) for place, fact in found.items()}
    closed = found["closed"]
    return seen.say("text.whom", episodes=_count(seen, closed and closed.n), **told)


def _signs(seen: Seen) -> str:
    """How much is hidden and why, and what the two scales are."""
    hidden = sum(fact.hidden not in (None, COVERAGE) for fact in seen.released.facts)
    told = seen.say("text.hidden", n=seen.words.number(hidden, 0)) if hidden else seen.say("text.all_shown")
    return f"{told} {seen.say('text.scales')}"


def _count(seen: Seen, count: int | None) -> str:
    return HIDDEN if count is None else seen.words.number(count, 0)


def _found(seen: Seen, names: tuple[str, ...]) -> list[ReleasedFact]:
    return [fact for name in names if (fact := seen.released.one(name))]


def _figures(seen: Seen, names: tuple[str, ...]) -> Markup:
    columns = [(period_in_words(seen.told.period, seen.words), _found(seen, names))]
    if seen.before:
        title = seen.say("before", period=period_in_words(seen.before.period, seen.words))
        columns.append((title, [fact for name in names if (fact := seen.before.released.one(name))]))
    level = seen.words.percent(seen.reference["interval.level"])
    texts = [f"{_changed(seen, names)} {seen.say('text.interval', level=level)}"]
    return beside(columns, seen.words, seen.say("caption.summary")) + shapes.paragraphs(texts)


def _changed(seen: Seen, names: tuple[str, ...]) -> str:
    """Which figures lie apart from those of the period before: where the intervals do not meet."""
    if not seen.before:
        return seen.say("changed.no_period")
    pairs = [(fact, seen.before.released.one(fact.name)) for fact in _found(seen, names)]
    both = [(now, then) for now, then in pairs if then and _ends(now) and _ends(then)]
    if not both:
        return seen.say("changed.nothing_beside")
    apart = [(now, then) for now, then in both if now.low > then.high or now.high < then.low]
    listed = "; ".join(
        f"{said.name(now, seen.words)} {said.value(then, seen.words)} → {said.value(now, seen.words)}"
        for now, then in apart
    )
    if apart:
        return seen.say("changed.apart", figures=listed)
    return seen.say("changed.within", both=seen.words.number(len(both), 0), all=seen.words.number(len(pairs), 0))


def _ends(fact: ReleasedFact) -> bool:
    return not fact.hidden and fact.low is not None and fact.high is not None


def _talk(seen: Seen) -> Markup:
    rows = talk(seen.released, seen.words, seen.reference)
    if not rows:
        return shapes.paragraphs([seen.say("text.no_talk")])
    return shapes.columns((seen.say(f"talk.{block}"), text) for block, text in zip(BLOCKS, rows[0], strict=True))
