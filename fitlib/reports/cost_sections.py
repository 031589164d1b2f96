"""The sections of the page on cost effects, in the order of the page."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import shares
from fitlib.reports import cost_course, cost_mirror, cost_observed
from fitlib.reports.cost_course import Course
from fitlib.reports.cost_examples import PLANNED, SHORT_VISITS, STOPPED, UNSPENT, missing_visits
from fitlib.reports.cost_mirror import Quarter
from fitlib.reports.cost_seen import PAGE, Seen
from fitlib.reports.how import how
from fitlib.reports.page import Section
from fitlib.tables import facts

COLUMNS = ("what", "price", "year", "reviewed")
SOURCED = Markup("{}<small>{}</small>")


def sections(seen: Seen, quarters: Sequence[Quarter], course: Course) -> tuple[Section, ...]:
    """All sections; what needs visits says so where there are none."""
    made = {
        "about": _about(seen), "visits": _figures(seen, "visits"), "length": _figures(seen, "length"),
        "mirror": cost_mirror.section(seen, quarters), "course": cost_course.section(seen, course),
        "observed": cost_observed.section(seen), "match": _figures(seen, "match"), "days": _figures(seen, "days"),
        "prices": _prices(seen), "examples": _examples(seen),
    }  # fmt: skip
    return tuple(Section(key, seen.say(f"section.{key}"), Markup("\n").join(parts)) for key, parts in made.items())


def _about(seen: Seen) -> Iterator[Markup]:
    yield Markup('<div class="fit-box">{}</div>').format(shapes.paragraphs([seen.say("text.about")]))


def _figures(seen: Seen, section: str) -> Iterator[Markup]:
    if all(fact.n == 0 for fact in seen.of(section)):
        yield shapes.paragraphs([seen.say("text.no_visits")])
        return
    yield shapes.paragraphs([seen.say(f"text.{section}")])
    drawn = [fact for fact in seen.of(section) if fact.unit == "share" and fact.n != 0]
    if drawn and f"{PAGE}.figure.{section}" in seen.words:
        yield shares.draw(drawn, seen.words, seen.scope, f"{section}-shares", seen.say(f"figure.{section}")).html()
    yield facts(seen.of(section), seen.words, seen.say(f"caption.{section}"))
    yield how(seen.cards(section), seen.words, seen.reference)


def _prices(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.prices")])
    head = [seen.say(f"column.{column}") for column in COLUMNS]
    rows = [_price(seen, name) for name in seen.reference.under("cost.unit")]
    yield shapes.table(seen.say("caption.prices"), head, rows, "fit-facts")


def _price(seen: Seen, name: str) -> list[object]:
    row, year = seen.reference.row(f"cost.unit.{name}"), seen.reference[f"cost.price_year.{name}"]
    known = f"{PAGE}.price.{name}"
    what = seen.words(known) if known in seen.words else name
    sourced = SOURCED.format(what, seen.say("source", source=row.source, status=row.status))
    return [sourced, seen.words.euro(row.value), str(year), seen.words.date(row.reviewed)]


def _examples(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([_planned(seen), _unspent(seen), _stopped(seen), seen.say("example.no_proof")])


def _planned(seen: Seen) -> str:
    words, visits = seen.words, seen.reference["cost.planned.visits"]
    amounts = {"unit": words.euro(seen.reference["cost.unit.home_visit"]), "sum": _sum(seen, PLANNED)}
    return seen.say("example.planned", visits=words.number(visits, 0), **amounts)


def _unspent(seen: Seen) -> str:
    words = seen.words
    months = {
        "planned": seen.reference["cost.example.months_planned"],
        "held": seen.reference["cost.example.months_held"],
    }
    told = {
        name: words.number(count, 0) for name, count in (months | {"left": months["planned"] - months["held"]}).items()
    }
    cost = words.euro(seen.reference["cost.unit.hehku_period"])
    return seen.say("example.unspent", cost=cost, sum=_sum(seen, UNSPENT), **told)


def _stopped(seen: Seen) -> str:
    words, amount, mean = seen.words, seen.released.one(STOPPED), seen.released.one(SHORT_VISITS)
    told = {"visits": words.number(planned := seen.reference["cost.planned.visits"], 0)}
    if amount.hidden:
        return seen.say("example.stopped_hidden", reason=words(f"release.reason.{amount.hidden}"))
    if amount.n == 0:
        return seen.say("example.stopped_none", **told)
    told |= {"n": words.number(amount.n, 0), "x": words.number(seen.stopped, 0)}
    if amount.value is None:
        return seen.say("example.stopped_few", **told)
    left = missing_visits(mean.value, planned)
    told |= {"mean": words.number(mean.value, 1), "left": words.number(left, 1), "sum": _sum(seen, STOPPED)}
    return seen.say("example.stopped", unit=words.euro(seen.reference["cost.unit.home_visit"]), **told)


def _sum(seen: Seen, name: str) -> str:
    return seen.words.euro(seen.released.one(name).value)
