"""Coverage, and the way from all episodes of the period to those in the figures."""

from collections.abc import Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import inclusion
from fitlib.charts.inclusion import KEPT, OUT, Step
from fitlib.indicators import ALL, EXPORT
from fitlib.indicators.readiness import AMBER, GREEN, NEEDED, PARTS
from fitlib.reports.coverage_targets import beside_targets
from fitlib.reports.team_seen import BOX, Seen, details, drawn_shares
from fitlib.reports.team_summary import level
from fitlib.words import HIDDEN, NOTHING, said

MEASURED_BY = dict(zip(PARTS, NEEDED, strict=True))
STEPS = (
    ("episodes", "episodes_closed", "n", KEPT),
    ("open", "episodes_open", "k", OUT),
    ("closed", "episodes_closed", "k", KEPT),
    ("never", "measured_never", "k", OUT),
    ("once", "measured_once", "k", OUT),
    ("twice", "measured_twice", "k", KEPT),
    ("below", "crossed_of_below", "n", KEPT),
    ("lines", "reached_target", "n", KEPT),
)


def coverage(seen: Seen) -> Iterator[Markup]:
    """What was demanded and what was reached, then every share."""
    parts = "; ".join(_demand(seen, part, reached) for part, reached in seen.told.ready.parts)
    yield BOX.format(seen.say(f"gate.{level(seen)}"))
    yield shapes.paragraphs([seen.say("gate.parts", parts=parts)])
    yield beside_targets({fact.name: fact for fact in seen.of("coverage", ALL)}, seen.words, seen.reference)
    yield drawn_shares(seen, "coverage")
    yield details(seen, "coverage", "coverage")


def _demand(seen: Seen, part: str, reached: str) -> str:
    bounds = {one: seen.reference[f"coverage.gate.{one}.{part}"] for one in (GREEN, AMBER)}
    text = {k: seen.words.percent(v) if isinstance(v, float) else seen.words.number(v, 0) for k, v in bounds.items()}
    fact = seen.released.one(MEASURED_BY[part])
    if fact and part == "closed":
        value = HIDDEN if fact.k is None and fact.hidden else seen.words.number(fact.k or 0, 0)
    else:
        value = said.value(fact, seen.words) if fact else NOTHING
    known = "hidden" if fact and fact.hidden and fact.k is None else "level"
    return seen.say(f"gate.part.{part}", value=value, level=seen.say(f"gate.{known}.{reached}"), **text)


def counted(seen: Seen) -> Iterator[Markup]:
    """Every step with its reason; the numbers are those of the released figures."""
    yield shapes.paragraphs([seen.say("text.counted")])
    steps, title = tuple(_steps(seen)), seen.say("figure.counted")
    yield inclusion.draw(steps, seen.words, seen.scope, "counted-steps", title).html()
    yield details(seen, "who", "counted")


def _steps(seen: Seen) -> Iterator[Step]:
    for step, name, told_by, part in STEPS:
        facts = tuple(fact for fact in seen.released.of(name) if not fact.group.startswith(EXPORT))
        if facts:
            yield Step(seen.say(f"step.{step}"), facts, told_by, part)
