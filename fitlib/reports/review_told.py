"""The figures of a unit as its own page tells them, and so that no page of another level gives them away."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from fitlib.indicators import Measured, kept, on_page, review
from fitlib.indicators.cards import cards
from fitlib.indicators.measure import told as as_measured
from fitlib.indicators.people import TEAM, People, people
from fitlib.indicators.readiness import RED, Readiness, readiness
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import Released, policy, release, withholding
from fitlib.release.ledger import consulting
from fitlib.release.levels import Part, release_whole
from fitlib.reports.review_unit import OWN, Unit
from fitlib.reports.team_seen import PAGE, Told
from fitlib.store import Home, Store
from fitlib.store.narrowed import narrowed

OUTCOMES = ("start", "change", "expected")
WHOLE, OF_SESSIONS = "all", "sessions"
Facts = Sequence[Measured]
Figures = Mapping[tuple[str, str], tuple[Measured, ...]]
Parts = tuple[Part, ...]
Page = Callable[[Unit, Period, Facts, Parts], Released]


def opened(store: Store, unit: Unit, reference: Reference, periods: Iterable[Period], merged: bool = True) -> Store:
    """The store of one unit's rows, with its figures by period; `merged` into one, or by team."""
    return narrowed(Home(store.home), reference, unit.teams, unit.worker, merged, periods)


def figures_of(store: Store, unit: Unit, periods: Iterable[Period], reference: Reference) -> Figures:
    """The figures of a unit in these periods: kept beside the store, or asked of its rows."""
    asked = dict.fromkeys(periods)
    ready = None if unit.worker else kept(store, [unit.teams], asked, names(), reference)
    if ready is not None:
        return {(WHOLE, text): facts for text, facts in ready[unit.teams].items()}
    with opened(store, unit, reference, asked) as cells:
        return review(cells, names(), reference)


def names() -> list[str]:
    """The figures of the page."""
    return [card.name for card in on_page(PAGE)]


def of_period(figures: Figures, period: Period, reference: Reference) -> tuple[Measured, ...]:
    """The figures of a unit and period; of nobody where no row of the store is the unit's."""
    found = figures.get((WHOLE, period.text))
    if found is not None:
        return found
    level = reference["interval.level"]
    return tuple(one for name in names() for one in as_measured(cards()[name], {}, (), level))


def tell(
    store: Store, unit: Unit, figures: Figures, periods: Sequence[Period], audience: str, override: bool,
    reference: Reference,
) -> tuple[Told, ...]:  # fmt: skip
    """The unit's figures of each period through the gate, beside what the pages of its parts tell."""

    def page(one: Unit, period: Period, facts: Facts, inner: Parts) -> Released:
        who = _who(store, one, period)  # with the outcomes: whoever asks for them on the page of a part sees them
        return _judged(facts, inner, audience, True, reference, who)[0]

    parts = parts_of(store, unit, periods, names(), page, reference) if _whole(unit, audience) else {}
    found = []
    for period in periods:
        facts = of_period(figures, period, reference)
        who, inner = _who(store, unit, period), parts.get(period, ())
        released, ready, shown = _judged(facts, inner, audience, override, reference, who)
        found.append(Told(period, released, ready, shown))
    return tuple(found)


def of_sessions(
    store: Store, unit: Unit, figures: Figures, quarters: Sequence[Period], audience: str, reference: Reference
) -> dict[Period, Released]:
    """What is counted of sessions, by quarter: tied to nothing else on a page, so it hides alike without it."""
    asked = [card.name for card in on_page(PAGE) if card.denominator == OF_SESSIONS]

    def page(one: Unit, period: Period, facts: Facts, inner: Parts) -> Released:
        own, who = [fact for fact in facts if fact.name in asked], _who(store, one, period, (OF_SESSIONS,))
        return _through(own, inner, audience, reference, who)

    parts = parts_of(store, unit, quarters, asked, page, reference) if quarters and _whole(unit, audience) else {}
    return {one: page(unit, one, of_period(figures, one, reference), parts.get(one, ())) for one in quarters}


def _who(store: Store, unit: Unit, period: Period, sheets: Sequence[str] = TEAM) -> People | None:
    """Who is counted on the page of a unit; on a worker's nothing is hidden, so nobody needs to know."""
    return None if unit.worker else people(store, unit.teams or WHOLE, period, sheets)


def _whole(unit: Unit, audience: str) -> bool:
    """Whether the pages of its parts could give the unit's away: where nothing is hidden, nothing can be."""
    return bool(unit.parts) and audience != OWN


def _judged(
    facts: Facts, parts: Parts, audience: str, override: bool, reference: Reference, who: People | None = None
) -> tuple[Released, Readiness, bool]:
    """A period as its own page tells it.

    Rule: all its figures pass the gate together, so the same hide whether outcomes are shown, withheld or overridden;
    how ready it is follows from what is told, so that the verdict tells no more than the figures.
    """
    released = _through(facts, parts, audience, reference, who)
    ready = readiness(facts, reference, released.facts, policy(audience, reference).minimum_n)
    shown = ready.level != RED or override
    outcomes = {card.name for card in on_page(PAGE) if card.section in OUTCOMES}
    return released if shown else withholding(released, outcomes), ready, shown


def _through(facts: Facts, parts: Parts, audience: str, reference: Reference, who: People | None) -> Released:
    if parts:
        return release_whole(facts, parts, audience, reference, who)
    return release(facts, audience, reference, who)


def parts_of(
    store: Store, unit: Unit, periods: Sequence[Period], asked: Sequence[str], page: Page, reference: Reference
) -> dict[Period, Parts]:
    """What the pages of the parts tell, by period. Takes: `page` passes the figures of one part through the gate."""
    teams, areas = _within(store, unit, periods, asked, reference)

    def part_of(one: Unit, period: Period) -> Part:
        inner = tuple(part_of(team, period) for team in one.parts)
        found, name = (areas[one.name], WHOLE) if one.parts else (teams, one.name)
        facts = found.get((name, period.text), ())
        with consulting(None):  # what a part's page would tell is not told here
            return Part(facts, page(one, period, facts or of_period({}, period, reference), inner), inner)

    return {period: tuple(part_of(one, period) for one in unit.parts) for period in periods}


def _within(
    store: Store, unit: Unit, periods: Sequence[Period], asked: Sequence[str], reference: Reference
) -> tuple[Figures, dict[str, Figures]]:
    """The figures of every team of a unit, and those of the areas within it by their names."""
    inner = [part for part in unit.parts if part.parts]
    units = [*((team,) for team in unit.teams), *(part.teams for part in inner)]
    ready = kept(store, units, periods, asked, reference)
    if ready is not None:
        teams = {(team, text): facts for team in unit.teams for text, facts in ready[team,].items()}
        areas = {one.name: {(WHOLE, text): facts for text, facts in ready[one.teams].items()} for one in inner}
        return teams, areas
    with opened(store, unit, reference, periods, merged=False) as cells:
        teams = review(cells, asked, reference)
    found = {}
    for part in inner:
        with opened(store, part, reference, periods) as cells:
            found[part.name] = review(cells, asked, reference)
    return teams, found
