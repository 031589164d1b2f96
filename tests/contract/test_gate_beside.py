"""An attacker with pages that stand beside each other: dots of other teams, levels, an override, a profile, files.

The home has teams in areas. What is told is watched as in `test_gate_pages`, with a ledger between the pages as in
FIT_HOME; a reader of both profiles has one linear program over both.
"""

import csv
from datetime import date
from io import BytesIO, StringIO
from itertools import permutations

import openpyxl
import polars as pl
import pytest

from fitlib import intake, store, synthetic
from fitlib.indicators.people import people, people_by_team
from fitlib.period import Period
from fitlib.release import COVERAGE, Ledger, ReleasedFact, consulting, release
from fitlib.release.ledger import ROWS
from fitlib.reports import cost_effect, downloads, measure_quality, review, review_spread, review_told, review_unit
from fitlib.reports import team_quarter as quarter
from fitlib.words import HIDDEN
from tests.contract.test_gate_pages import HOUSE, LEAST, Careless, Told, Watched, narrowed
from tests.contract.test_gate_quarters import Attacker

TEAMS, YEAR = 4, Period.parse("2024")
ODD = ("2024", "2024-01..2024-11", "2024H2", "2024Q3", "2024-02..2025-01")
LEVELS = (
    ("organisation", "", "2024"),
    ("team", 0, "2024"),
    ("area", "North", "2024H2"),
    ("area", "North", "2024-01..2024-11"),
    ("team", 1, "2024-01..2024-11"),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory, constants):
    home = store.Home(tmp_path_factory.mktemp("beside")).make()
    made = synthetic.write_exports(tmp_path_factory.mktemp("exports"), count=160, teams=TEAMS)
    store.commit(home, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in (made.scores, made.visits)])
    with store.open(home, constants) as found:
        teams = found.teams()
        areas = [f"{team};{'North' if place < 2 else 'South'}" for place, team in enumerate(teams)]
        (home.path / "reference").mkdir(exist_ok=True)
        (home.path / "reference" / "hierarchy.csv").write_text("\n".join(["team;area", *areas]), "utf-8")
        yield found


def in_turn(opened, pages: list, kind: type[Ledger] = Watched) -> tuple[Told, list[Ledger]]:
    """What pages tell, made one after another, and what each of them added to the ledger."""
    told, earlier, ledgers = {}, pl.DataFrame(schema=ROWS), []
    for number, (name, make) in enumerate(pages):
        ledger = kind(bytes(32), earlier)
        ledger.told, ledger.page = told, name
        with consulting(ledger):
            make()
        earlier = pl.concat([earlier, ledger.rows(str(number))])
        ledgers.append(ledger)
    return told, ledgers


def dotted(opened, constants) -> list:
    """The dots of the review in periods that differ by little."""
    return [(text, lambda text=text: review_spread.dots(opened, Period.parse(text), constants)) for text in ODD]


def test_dots_of_other_teams_leave_few_of_nobody(opened, constants) -> None:
    """A year less eleven months is December: its dot would tell the mean change of whoever was closed in it."""
    told, _ = in_turn(opened, dotted(opened, constants))
    assert len(told) > 10
    assert list(narrowed(told, constants[LEAST])) == []


def test_the_attacker_wins_with_dots_that_are_not_compared(opened, constants) -> None:
    told, _ = in_turn(opened, dotted(opened, constants), Careless)
    assert list(narrowed(told, constants[LEAST]))


def test_a_dot_tells_nothing_that_its_teams_own_page_hid(opened, constants) -> None:
    (before, _), name = review_spread.dots(opened, YEAR, constants), review_spread.COVERAGE
    team, *others = before[name]
    with consulting(Ledger(bytes(32))) as ledger:
        ledger._note("secret", ((name, "all"),), people(opened, team, YEAR))
        (after, _) = review_spread.dots(opened, YEAR, constants)
    assert set(after[name]) == set(others) != set()


def test_whose_a_teams_figures_are_is_the_same_for_one_and_for_all(opened) -> None:
    for text in ("2024", "2024Q3", "all"):
        found = people_by_team(opened, Period.parse(text))
        for team in opened.teams():
            for one, other in zip(people(opened, team, Period.parse(text)).sheets, found[team].sheets, strict=True):
                assert one.drop("export").equals(other.drop("export"))


def test_no_level_and_period_leave_few_of_another(opened, constants) -> None:
    """Teams, areas and the organisation in periods that overlap, in the order in which somebody may open them."""

    def page(level: str, unit: str | int, text: str):
        name = opened.teams()[unit] if isinstance(unit, int) else unit
        found, period = review_unit.find(opened, level, name, HOUSE), Period.parse(text)
        figures = review_told.figures_of(opened, found, [period], constants)
        return review_told.tell(opened, found, figures, [period], HOUSE, False, constants)

    pages = [(" ".join(map(str, one)), lambda one=one: page(*one)) for one in LEVELS]
    told, _ = in_turn(opened, pages)
    assert len(told) > 30
    assert list(narrowed(told, constants[LEAST])) == []
    careless, _ = in_turn(opened, pages, Careless)
    assert list(narrowed(careless, constants[LEAST]))


@pytest.mark.parametrize("order", [(False, True), (True, False)])
def test_a_page_with_its_outcomes_adds_nothing_to_the_page_without(opened, constants, order) -> None:
    """Whatever is opened first: what both tell is the same, and what coverage withholds is a name."""
    withheld = 0
    for team in opened.teams()[:2]:
        made = {}

        def page(override: bool, team=team, made=made) -> None:
            params = quarter.Params(team=team, period=YEAR, audience=HOUSE, override=override)
            facts = quarter.build(opened, params, constants).released.facts
            made[override] = {(one.name, one.group): one for one in facts}

        _, ledgers = in_turn(opened, [(str(one), lambda one=one: page(one)) for one in order])
        assert ledgers[1].added == {}
        assert set(made[False]) == set(made[True])
        for key, plain in made[False].items():
            if plain.hidden == COVERAGE:
                withheld += 1
                assert (plain.value, plain.k, plain.n, plain.low, plain.high) == (None,) * 5
            else:
                assert numbers(plain) == numbers(made[True][key])
    assert withheld


def numbers(fact: ReleasedFact) -> tuple:
    """What a figure tells; why nothing is told may differ from one telling to the next."""
    return fact.value, fact.k, fact.n, fact.low, fact.high, fact.hidden is None


class Both(Attacker):
    """A reader of two profiles: what the house sees exactly, and what is rounded outside."""

    def __init__(self, pages: dict[str, tuple[str, tuple, tuple]], constants) -> None:
        inside = {"2024": pages[HOUSE]}
        super().__init__(inside, HOUSE, constants)
        outside = Attacker({"2024": pages["public"]}, "public", constants)
        for cell, (low, high) in outside.ranges.items():
            least, most = self.ranges.get(cell, (low, high))
            self.ranges[cell] = max(low, least), min(high, most)
        assert set(outside.truth) <= set(self.truth)


def both_told(opened, team: str, order: tuple[str, ...], constants, compared: bool = True) -> dict[str, tuple]:
    """The review of a year for two audiences, one after the other: figures before and after the gate."""
    earlier, found = pl.DataFrame(schema=ROWS), {}
    unit = review_unit.find(opened, "team", team, HOUSE)
    facts = review_told.of_period(review_told.figures_of(opened, unit, [YEAR], constants), YEAR, constants)
    facts = tuple(fact for fact in facts if not fact.group.startswith("export:"))
    for audience in order:
        with consulting(ledger := Ledger(bytes(32), earlier)):
            seen = release(facts, audience, constants, people=people(opened, team, YEAR))
        earlier = pl.concat([earlier, ledger.rows(audience)]) if compared else earlier
        found[audience] = facts, seen.facts
    return found


@pytest.mark.parametrize("order", list(permutations([HOUSE, "public"])))
def test_no_small_count_comes_out_of_the_house_page_beside_the_public_one(opened, constants, order) -> None:
    secrets = 0
    for team in opened.teams()[:1]:
        reader = Both(both_told(opened, team, order, constants), constants)
        assert (team, reader.narrowed()) == (team, [])
        secrets += sum(0 < count < 5 and cell not in reader.ranges for cell, count in reader.truth.items())
    assert secrets > 5


PAGES = {
    "review": lambda team: (review, review.Params("team", team, YEAR)),
    "area": lambda _: (review, review.Params("area", "North", YEAR)),
    "costs": lambda team: (cost_effect, cost_effect.Params(team=team, period=YEAR)),
    "measures": lambda team: (measure_quality, measure_quality.Params(team=team, period=YEAR)),
}


@pytest.mark.parametrize("audience", [HOUSE, "public"])
@pytest.mark.parametrize("name", PAGES)
def test_tables_for_a_spreadsheet_hold_what_was_told_and_nothing_else(opened, constants, name, audience) -> None:
    from dataclasses import replace

    module, params = PAGES[name](opened.teams()[0])
    with consulting(Ledger(bytes(32))):
        page = module.build(opened, replace(params, audience=audience, lang="en"), constants)
    facts = page.released.facts
    told = [row_of(fact) for fact in facts]
    assert name != "review" or any(fact.hidden for fact in facts)
    book = openpyxl.load_workbook(BytesIO(downloads.workbook(page, constants)), read_only=True)
    _, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert [tuple(as_text(cell) for cell in row[2:7]) for row in rows] == told
    text = StringIO(downloads.csv(page, constants).decode("utf-8-sig"))
    _, *lines = csv.reader(text, delimiter=";")
    assert [tuple(as_text(cell) for cell in line[2:7]) for line in lines] == told
    assert not [row for row in told if HIDDEN in row[0] and set(row[3:]) != {""}]


def row_of(fact: ReleasedFact) -> tuple[str, ...]:
    """What may stand in the columns value, k, n, low and high."""
    if fact.hidden:
        return HIDDEN, HIDDEN if fact.k is None else as_text(fact.k), as_text(fact.n), "", ""
    return tuple(as_text(one) for one in (fact.value, fact.k, fact.n, fact.low, fact.high))


def as_text(cell: object) -> str:
    """A number as a spreadsheet would read it, whether it was written as one or as its text."""
    try:
        return f"{float(cell):.9g}"
    except (TypeError, ValueError):
        return "" if cell is None else str(cell)
