"""An attacker with every kind of page of one home: the review, its quarters, the cost page, the page of the measures.

The attacker knows whom each printed count counts, as one who works there may: whatever of these lies in another, of the
same kind, must leave nobody or enough of it. The pages pass the gate as in FIT_HOME, with a ledger between them.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from fitlib import intake, store, synthetic
from fitlib.indicators import measure, on_page
from fitlib.indicators.people import COSTS, people, people_of_forms
from fitlib.indicators.psychometrics import qualities
from fitlib.period import Period
from fitlib.release import Ledger, ReleasedFact, consulting, release
from fitlib.release.cells import base, counted
from fitlib.release.ledger import ROWS, kin_of
from fitlib.reports import cost_course, cost_effect, cost_mirror, measure_quality

ORDER = (
    "costs 2024",
    "review 2024",
    "measures 2024",
    "review 2024Q3",
    "costs 2024Q3",
    "measures 2024Q3",
    "review 2024H2",
)
SETS = {"cost_effect": {"visits", "closed_visited", "linkable"}, "measure_quality": {"sessions_ors", "pre_post"}}
HOUSE, LEAST = "internal", "audience.internal.minimum_n"
Told = dict[tuple[str, frozenset[str]], tuple[str, frozenset[str]]]


class Watched(Ledger):
    """A ledger that hands on what is told, with whose it is."""

    told: Told
    page: str

    def note(self, facts, seen, people, exact=True) -> None:
        facts = tuple(facts)
        for fact, out in zip(facts, seen, strict=True):
            for cell, count in ((base(fact), out.n), (counted(fact), out.k)):
                members = people.members(cell) if count is not None and people.statistic(cell) else None
                if members is not None and members.height:
                    of = people.statistic(cell), frozenset(members["row_key"])
                    self.told[of] = f"{self.page} {cell}", members
        super().note(facts, seen, people, exact)


class Careless(Watched):
    """One that forgets."""

    def near(self, *_):
        return frozenset(), frozenset()

    def known(self, *_):
        return frozenset()


@pytest.fixture(scope="module")
def opened(tmp_path_factory, constants):
    home = store.Home(tmp_path_factory.mktemp("pages")).make()
    made = synthetic.write_exports(tmp_path_factory.mktemp("exports"), count=170, teams=1)
    store.commit(home, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in (made.scores, made.visits)])
    with store.open(home, constants) as found:
        yield found


def review(opened, team: str, period: Period, constants) -> list[ReleasedFact]:
    names = [card.name for card in on_page("team_quarter")]
    facts = [one for one in measure(opened, names, team, period, constants) if not one.group.startswith("export:")]
    return list(release(facts, HOUSE, constants, people=people(opened, team, period)).facts)


def costs(opened, team: str, period: Period, constants) -> list[ReleasedFact]:
    names = [card.name for card in on_page("cost_effect")]
    facts = measure(opened, names, team, period, constants)
    told = release(facts, HOUSE, constants, people=people(opened, team, period, COSTS)).facts
    quarters = cost_mirror.mirror(opened, team, period, HOUSE, constants)
    months = cost_course.course(opened, team, period, "", HOUSE, constants).months
    return [*told, *(fact for one in quarters for fact in one.facts), *(one.fact for one in months)]


def measures(opened, team: str, period: Period, constants) -> list[ReleasedFact]:
    facts = qualities(opened, team, period, constants)
    return list(release(facts, HOUSE, constants, people=people_of_forms(opened, team, period)).facts)


PAGES = {"review": review, "costs": costs, "measures": measures}


def attacked(opened, constants, kind: type[Watched]) -> tuple[Told, int]:
    """What all pages tell, one after the other, and how many figures they hide."""
    told, earlier, hidden = {}, pl.DataFrame(schema=ROWS), 0
    (team,) = opened.teams()
    for number, name in enumerate(ORDER):
        page, text = name.split()
        ledger = kind(bytes(32), earlier)
        ledger.told, ledger.page = told, name
        with consulting(ledger):
            facts = PAGES[page](opened, team, Period.parse(text), constants)
        earlier = pl.concat([earlier, ledger.rows(str(number))])
        hidden += sum(fact.hidden is not None for fact in facts)
    return told, hidden


def narrowed(told: Told, least: int) -> Iterator[tuple[str, str, int]]:
    """Two counts of one kind, of which one lies in the other and leaves few."""
    by_name: dict[str, list] = {}
    for (name, rows), (where, members) in told.items():
        by_name.setdefault(name, []).append((rows, where, members))
    for name, inner in by_name.items():
        for other in {name, *kin_of(name)} & set(by_name):
            for rows, where, _ in inner:
                for more, place, members in by_name[other]:
                    if rows < more:
                        few = members.filter(~pl.col("row_key").is_in(list(rows)))["client"].n_unique()
                        if few < least:
                            yield where, place, few


def test_no_pair_of_counts_on_any_two_pages_leaves_few(opened, constants) -> None:
    told, hidden = attacked(opened, constants, Watched)
    assert len(told) > 200
    assert hidden > 100
    assert list(narrowed(told, constants[LEAST])) == []


def test_the_attacker_wins_where_the_ledger_forgets(opened, constants) -> None:
    told, _ = attacked(opened, constants, Careless)
    assert list(narrowed(told, constants[LEAST]))


def test_closed_episodes_without_a_visit_do_not_come_out_of_two_pages(opened, constants) -> None:
    """What the review tells of closed episodes less what the cost page tells of visited ones, whatever was opened."""
    (team,), few, names = opened.teams(), 0, ["cost_short", "cost_days"]
    for text in ("2023", "2024", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025", "all"):
        period = Period.parse(text)
        who, facts = people(opened, team, period, ("costs",)), measure(opened, names, team, period, constants)
        seen = release(facts, HOUSE, constants, people=who).one("cost_short")
        left = who.rest(("closed", "all"), [("closed_visited", "all")])
        few += 0 < left < constants[LEAST]
        assert seen.n is None or not 0 < left < constants[LEAST]
    assert few


@pytest.mark.parametrize("page", [cost_effect, measure_quality])
def test_the_page_says_whom_it_counts(opened, constants, page) -> None:
    ledger = Watched(bytes(32))
    ledger.told, ledger.page = {}, page.NAME
    (team,) = opened.teams()
    with consulting(ledger):
        page.build(opened, page.Params(team=team, period=Period.parse("2024"), audience="internal"), constants)
    assert {name for name, _ in ledger.told} >= SETS[page.NAME]
