"""Where a unit lies among the organisation's teams: a funnel without names and without an order but size.

Other teams are dots of what the house may see of them, whatever the page's audience.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import spread
from fitlib.charts.spread import Edge, Spread
from fitlib.indicators import Measured, kept, on_page, review
from fitlib.indicators.people import People, people_by_team
from fitlib.indicators.readiness import RED, readiness
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact, apart, consulting, policy, release
from fitlib.reports.review_unit import AREA, TEAM, Unit
from fitlib.reports.team_seen import PAGE, Seen
from fitlib.statistics import funnel
from fitlib.statistics.answer import TooFew
from fitlib.statistics.funnel import Funnel
from fitlib.store import Home, Store
from fitlib.store.narrowed import narrowed
from fitlib.words import said

COVERAGE, CHANGE = "sessions_ors", "mean_change"
BESIDE = ("coverage", "who")  # what is told beside a dot, on the team's own page
HOUSE, PUBLIC = "internal", "public"
SD = """
-- one row: the SD of change within teams, points, closed episodes of the period with two own ORS or more
WITH one AS (
    SELECT count(*) AS n, var_samp(latest - intake) / 100.0 AS variance FROM episode
    WHERE counted_on BETWEEN $first AND $last AND status = 'closed' AND n_ors >= 2
    GROUP BY team HAVING count(*) > 1
)
SELECT sqrt(sum((n - 1) * variance) / sum(n - 1)) AS sd FROM one
"""
Dots = Mapping[str, ReleasedFact]
Found = tuple[Mapping[str, Dots], float | None]


def dots(store: Store, period: Period, reference: Reference) -> Found:
    """By figure, what may be shown of each team, and the SD of change within teams."""
    asked = [*(card.name for card in on_page(PAGE) if card.section in BESIDE), CHANGE]
    figures = _figures(store, period, asked, reference)
    sd = store.ask(SD, first=period.start, last=period.end)["sd"][0]
    who = people_by_team(store, period)
    shown = {team: _of_team(facts, who.get(team), reference) for team, facts in sorted(figures.items())}
    found = {name: {team: facts[name] for team, facts in shown.items() if name in facts} for name in (COVERAGE, CHANGE)}
    return found, sd


def _figures(
    store: Store, period: Period, asked: Sequence[str], reference: Reference
) -> Mapping[str, Sequence[Measured]]:
    """The figures of every team: kept beside the store, or asked of its rows."""
    ready = kept(store, [(team,) for team in store.teams()], [period], asked, reference)
    if ready is not None:
        return {team: facts[period.text] for (team,), facts in ready.items()}
    with narrowed(Home(store.home), reference, merged=False, periods=[period]) as cells:
        return {team: facts for (team, _), facts in review(cells, asked, reference).items()}


def _of_team(facts: Sequence[Measured], who: People | None, reference: Reference) -> dict[str, ReleasedFact]:
    """The two figures of a team, where what its own page inside the house tells does not take them apart."""
    with consulting(None):  # what stands beside them is told on the team's own page
        told = release(facts, HOUSE, reference, who)
    ready = readiness(facts, reference, told.facts, policy(HOUSE, reference).minimum_n)
    change = told.one(CHANGE)
    enough = change and change.n is not None and change.n >= reference["review.spread_least"] and ready.level != RED
    seen = [told.one(COVERAGE), change if enough else None]
    dots = apart([one for one in seen if one is not None], facts, HOUSE, reference, who)
    return {one.name: one for one in dots.facts if one.value is not None}


def funnels(found: Found, unit: Unit, seen: Seen) -> dict[str, Spread | TooFew]:
    """The funnel of each figure, or too few teams for one."""
    by_name, sd = found
    names = (COVERAGE, CHANGE) if seen.told.outcomes else (COVERAGE,)
    return {name: _funnel(_but_hidden(by_name[name], name, unit, seen), sd, unit, seen) for name in names}


def _but_hidden(teams: Dots, name: str, unit: Unit, seen: Seen) -> Dots:
    """Without the page's own team where the page hides its figure."""
    fact = seen.released.one(name)
    own = unit.teams if unit.level == TEAM and (fact is None or fact.value is None) else ()
    return {team: dot for team, dot in teams.items() if team not in own}


def _funnel(teams: Dots, sd: float | None, unit: Unit, seen: Seen) -> Spread | TooFew:
    order = sorted(teams, key=lambda team: (teams[team].n, teams[team].value, team))
    facts = tuple(teams[team] for team in order)
    limits = _limits(facts, sd, seen.reference)
    if isinstance(limits, TooFew):
        return limits
    own = frozenset(i for i, team in enumerate(order) if unit.level in (TEAM, AREA) and team in unit.teams)
    return Spread(facts, own, limits.target, tuple(_edges(facts, limits)), _told(facts, own, limits, unit, seen))


def _limits(facts: Sequence[ReleasedFact], sd: float | None, reference: Reference) -> Funnel | TooFew:
    n = [fact.n for fact in facts]
    least = reference["funnel.least.teams"]
    if len(facts) < least or (facts[0].k is None and not sd):
        return TooFew(len(facts), least, "funnel.least.teams")
    if facts[0].k is None:
        return funnel.means([fact.value for fact in facts], n, sd, reference)
    return funnel.shares([fact.k for fact in facts], n, reference)


def _edges(facts: Sequence[ReleasedFact], found: Funnel) -> Iterator[Edge]:
    limits = found.adjusted
    for i, fact in enumerate(facts):
        yield Edge(
            fact.n,
            *(float(np.asarray(one)[i]) for one in (limits.low, limits.high, limits.outer_low, limits.outer_high)),
        )


def _told(facts: Sequence[ReleasedFact], own: frozenset[int], found: Funnel, unit: Unit, seen: Seen) -> str:
    first = facts[0]
    whole = seen.say("spread.whole", n=len(facts), target=said.amount(found.target, first.unit, seen.words))
    if unit.level != TEAM:
        return f"{whole} {seen.say(f'spread.{unit.level}')}"
    if not own:
        return f"{whole} {seen.say('spread.not_shown')}"
    at = next(iter(own))
    place = "outside" if found.outside[at] else "warned" if found.warned[at] else "within"
    return f"{whole} {seen.say(f'spread.{place}', value=said.value(facts[at], seen.words))}"


def section(seen: Seen, found: dict[str, Spread | TooFew]) -> Iterator[Markup]:
    """A funnel per figure, or why there is none."""
    yield shapes.paragraphs([seen.say("spread.what")])
    for name, one in found.items():
        figure = seen.words(f"indicators.name.{name}")
        if isinstance(one, TooFew):
            yield shapes.paragraphs([seen.say("spread.few", figure=figure, n=one.n, least=one.least)])
        else:
            title = seen.say("figure.spread", figure=figure)
            yield spread.draw(one, seen.words, seen.scope, f"spread-{name}", title).html()
    yield shapes.fold(seen.say("how"), shapes.paragraphs([seen.say("spread.how")]), "fit-how")
