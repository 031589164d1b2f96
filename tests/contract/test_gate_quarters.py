"""An attacker with all pages: quarters, months, the year and every audience, and one linear program over all of them.

The pages pass the gate in the order in which somebody might open them, with a ledger between them as in FIT_HOME. The
attacker learns from whole data which figures add up: parts to their n, age groups to everybody, quarters to the year.
A part of the pages in CI; all of them where FIT_TRUST is set.
"""

import os
from collections import defaultdict

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from fitlib import indicators, reference, store
from fitlib.indicators import ALL, cards, sets
from fitlib.indicators.measure import AGES
from fitlib.indicators.people import people
from fitlib.period import Period
from fitlib.release import Ledger, consulting, release
from fitlib.release.ledger import ROWS
from fitlib.release.policy import policy
from fitlib.release.rounding import to_nearest
from workbench import demo

WHOLE = bool(os.environ.get("FIT_TRUST"))
YEARS = ("2023", "2024", "2025") if WHOLE else ("2024",)
TEAMS = None if WHOLE else 1
FAR = 100_000.0
Cell = tuple[str, str, str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    home = tmp_path_factory.mktemp("quarters")
    demo.fill(home)
    with store.open(store.Home(home), reference.load()) as found:
        yield found


@pytest.fixture(scope="module")
def names() -> list[str]:
    return [card.name for card in indicators.on_page("team_quarter")]


def orders(year: str) -> list[list[str]]:
    """Ways to open the pages of a year."""
    quarters = [f"{year}Q{number}" for number in (1, 2, 3, 4)]
    return [[*quarters, year], [year, *quarters]]


def told(opened, names, team: str, order: list[str], audience: str, constants) -> dict[str, tuple]:
    """The figures of each page before and after the gate, one page after the other."""
    earlier, found = pl.DataFrame(schema=ROWS), {}
    for text in order:
        period = Period.parse(text)
        facts = indicators.measure(opened, names, team, period, constants)
        facts = tuple(fact for fact in facts if not fact.group.startswith("export:"))
        with consulting(Ledger(bytes(32), earlier)) as ledger:
            seen = release(facts, audience, constants, people=people(opened, team, period))
        earlier = pl.concat([earlier, ledger.rows(text)])
        found[text] = facts, seen.facts
    return found


class Attacker:
    """All cells of all pages as unknowns, every printed number as a range, every sum as an equation."""

    def __init__(self, pages: dict[str, tuple], audience: str, constants) -> None:
        self.rules = policy(audience, constants)
        self.truth: dict[Cell, int] = {}
        self.ranges: dict[Cell, tuple[float, float]] = {}
        for page, (facts, seen) in pages.items():
            for fact, out in zip(facts, seen, strict=True):
                size = None if out.summed else out.n
                self._learn((page, fact.denominator, fact.group), fact.n, size)
                if fact.k is not None:
                    self._learn((page, fact.counted or fact.name, fact.group), fact.k, out.k)
        self.place = {cell: number for number, cell in enumerate(self.truth)}
        self.sums = [*self._within(pages), *self._between(list(pages))]

    def _learn(self, cell: Cell, count: int, printed: int | None) -> None:
        self.truth[cell] = count
        if printed is not None:
            low, high = self._alike(printed)
            before = self.ranges.get(cell, (0.0, FAR))
            self.ranges[cell] = max(low, before[0]), min(high, before[1])

    def _alike(self, printed: int) -> tuple[int, int]:
        """What could be printed so, by the coarsest step: the attacker need not know which was used."""
        if self.rules.round_to == 1 or printed == 0:
            return printed, printed
        steps = (self.rules.round_to, self.rules.base_step)
        around = range(max(self.rules.minimum_n, printed - 10), printed + 11)
        alike = [one for one in around if any(to_nearest(one, step) == printed for step in steps)]
        return min(alike), max(alike)

    def _within(self, pages):
        groups = (ALL, *AGES)
        by_whole = defaultdict(set)
        for card in cards().values():
            if card.partition:
                by_whole[card.partition, card.denominator].add(card.counted or card.name)
        for page in pages:
            for name in {name for one, name, _ in self.truth if one == page}:
                yield self._sum((page, name, ALL), [(page, name, age) for age in AGES])
            for (_, whole), inner in by_whole.items():
                for group in groups:
                    yield self._sum((page, whole, group), [(page, name, group) for name in inner])

    def _between(self, pages: list[str]):
        year = min(pages, key=len)
        for name, group in {(name, group) for _, name, group in self.truth}:
            yield self._sum((year, name, group), [(page, name, group) for page in pages if page != year])

    def _sum(self, total: Cell, inner: list[Cell]) -> tuple[Cell, list[Cell]] | None:
        """An equation, where it is one in truth (a client of two episodes is in two quarters and once in the year)."""
        known = [cell for cell in inner if cell in self.truth]
        if total in self.truth and known and sum(self.truth[cell] for cell in known) == self.truth[total]:
            return total, known
        return None

    def narrowed(self) -> list[tuple[Cell, float, float]]:
        """Small hidden counts that come out exactly, each with the range that is left of it."""
        arguments, truth = self._program(), np.array([*self.truth.values()], float)
        self.low, self.high = truth.copy(), truth.copy()
        found = []
        for cell, count in self.truth.items():
            if 0 < count < self.rules.minimum_n and cell not in self.ranges and not self._open(cell, arguments):
                found.append((cell, float(self.low[self.place[cell]]), float(self.high[self.place[cell]])))
        return found

    def _open(self, cell: Cell, arguments: dict) -> bool:
        """Whether a second count is possible; every table found on the way is remembered."""
        place = self.place[cell]
        for sign in (1, -1):
            if self.high[place] - self.low[place] <= 1 - 1e-6:
                goal = np.zeros(len(self.place))
                goal[place] = sign
                solved = linprog(goal, **arguments)
                assert solved.status == 0, solved.message
                self.low, self.high = np.minimum(self.low, solved.x), np.maximum(self.high, solved.x)
        return self.high[place] - self.low[place] > 1 - 1e-6

    def _program(self) -> dict:
        """The sums as equations, the sets inside others as inequalities, the printed numbers as bounds."""
        sums, nested = [one for one in self.sums if one], self._nested()
        left, more = lil_matrix((len(sums), len(self.place))), lil_matrix((len(nested), len(self.place)))
        for row, (total, inner) in enumerate(sums):
            left[row, self.place[total]] = -1
            for cell in inner:
                left[row, self.place[cell]] = 1
        for row, (holder, part) in enumerate(nested):
            more[row, self.place[part]], more[row, self.place[holder]] = 1, -1
        bounds = [self.ranges.get(cell, (0.0, FAR)) for cell in self.truth]
        found = {"A_eq": left.tocsr(), "b_eq": np.zeros(len(sums)), "bounds": bounds, "method": "highs"}
        return found | {"A_ub": more.tocsr(), "b_ub": np.zeros(len(nested))}

    def _nested(self) -> list[tuple[Cell, Cell]]:
        return [
            (holder, (page, name, group))
            for page, name, group in self.truth
            for other in sets().get(name, ())
            if (holder := (page, other, group)) in self.truth and self.truth[holder] >= self.truth[page, name, group]
        ]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_small_count_comes_out_of_all_quarters_and_the_year(opened, names, audience, year) -> None:
    constants, secrets = reference.load(), 0
    for number, team in enumerate(opened.teams()[:TEAMS]):
        for order in orders(year) if WHOLE else orders(year)[number % 2 : number % 2 + 1]:
            attacker = Attacker(told(opened, names, team, order, audience, constants), audience, constants)
            assert (team, order, attacker.narrowed()) == (team, order, [])
            secrets += sum(
                0 < count < attacker.rules.minimum_n and cell not in attacker.ranges
                for cell, count in attacker.truth.items()
            )
    assert secrets > 20


def test_quarters_are_not_in_each_others_way(opened, names) -> None:
    """Whoever opens one quarter after the other sees of each what its own page shows."""
    constants = reference.load()
    order = orders("2024")[0][:4]
    for team in opened.teams()[:TEAMS]:
        after = told(opened, names, team, order, "internal", constants)
        for text, (_, seen) in after.items():
            (_, alone) = told(opened, names, team, [text], "internal", constants)[text]
            assert seen == alone
