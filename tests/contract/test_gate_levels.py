"""An attacker with the pages of every team, area and the organisation: no level gives away what another hides."""

from collections.abc import Iterator
from itertools import cycle, islice

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from fitlib import store
from fitlib.indicators import ALL, EXPORT, review
from fitlib.indicators.measure import AGES
from fitlib.period import Period
from fitlib.release.cells import base, counted
from fitlib.release.cells import table as tabled
from fitlib.release.coarse import step_of
from fitlib.release.levels import Part
from fitlib.release.policy import policy
from fitlib.release.rounding import alike, to_nearest
from fitlib.reports import review_told, review_unit
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

PERIOD = Period.parse("all")
# episodes of each team that rise, stay, fall, are measured once, never; and how many of them are children
TEAMS = {
    "A1": (14, 9, 2, 3, 0, 9), "A2": (12, 11, 6, 6, 1, 12), "A3": (20, 8, 1, 0, 6, 11), "B1": (16, 12, 7, 5, 5, 3),
    "B2": (9, 13, 8, 2, 7, 20), "C1": (13, 7, 3, 8, 0, 15), "C2": (18, 10, 4, 1, 2, 14),
}  # fmt: skip
HIERARCHY = "team;area\nA1;North\nA2;North\nA3;North\nB1;South\nB2;South\n"
ENDS = (27, 21, 12, None, None)


def _rows(team: str) -> Iterator[dict]:
    *counts, children = TEAMS[team]
    ages = cycle(["child"] * children + ["adult"] * (sum(counts) - children))
    kinds = [(kind, place) for kind, count in enumerate(counts) for place in range(count)]
    for (kind, place), age in zip(kinds, islice(ages, len(kinds)), strict=True):
        ors = (None, None) if kind == 4 else (20, ENDS[kind])
        how = "planned" if (place + kind) % 3 else "unplanned"
        yield from episode(f"{team}-{kind}-{place:02}", *ors, team=team, age_group=age, closing_type=how)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, constants) -> dict[str, Part]:
    """What every page tells, inside the house, by unit; "" is the organisation."""
    home = store.Home(tmp_path_factory.mktemp("levels"))
    store.commit(home, [scores("teams.csv", *(row for team in TEAMS for row in _rows(team)))])
    (home.path / "reference").mkdir(exist_ok=True)
    (home.path / "reference" / "hierarchy.csv").write_text(HIERARCHY, "utf-8")
    units = [("organisation", ""), ("area", "North"), ("area", "South"), *(("team", team) for team in TEAMS)]
    with store.open(home, constants) as opened:
        found = [review_unit.find(opened, level, name, "internal") for level, name in units]
        return {unit.name: _page(opened, unit, constants) for unit in found}


def _page(opened, unit: review_unit.Unit, constants) -> Part:
    with review_told.opened(opened, unit, constants, [PERIOD]) as cells:
        figures = review(cells, review_told.names(), constants)
    (told,) = review_told.tell(opened, unit, figures, [PERIOD], "internal", True, constants)
    return Part(review_told.of_period(figures, PERIOD, constants), told.released)


WHOLES = {"North": ("A1", "A2", "A3"), "South": ("B1", "B2"), "": ("North", "South", "C1", "C2"),
          " ": tuple(TEAMS)}  # fmt: skip


def _count(page: Part, key: tuple[str, str], of: str) -> int | None:
    """What a page tells exactly; a rounded count is no exact one."""
    fact = page.told.get(key)
    return None if fact is None or (fact.step > 1 and fact.hidden is None) else getattr(fact, of)


def _hidden(pages: dict[str, Part]) -> Iterator[tuple[str, tuple[str, str], str, int]]:
    """Every count that a team's page hides, with what it is."""
    for team in TEAMS:
        for key, fact in pages[team].measured.items():
            for of in ("k", "n"):
                true = getattr(fact, of)
                if true and _count(pages[team], key, of) is None:
                    yield team, key, of, true


def _solved(pages: dict[str, Part]) -> dict[tuple, int]:
    """Everything that comes out by one whole less all its parts but one, again and again."""
    known: dict[tuple, int] = {}
    keys = {(key, of) for page in pages.values() for key in page.measured for of in ("k", "n")}
    for key, of in keys:
        values = {unit: _count(page, key, of) for unit, page in pages.items()}
        values[" "] = values[""]
        while True:
            new = dict(_steps(values))
            if not new:
                break
            values |= new
        known |= {(unit, key, of): value for unit, value in values.items() if value is not None}
    return known


def _steps(values: dict[str, int | None]) -> Iterator[tuple[str, int]]:
    for whole, parts in WHOLES.items():
        gone = [part for part in parts if values[part] is None]
        if values[whole] is None and not gone:
            yield whole, sum(values[part] for part in parts)
        elif values[whole] is not None and len(gone) == 1:
            yield gone[0], values[whole] - sum(values[part] for part in parts if part not in gone)


def test_no_hidden_count_of_a_team_comes_out_of_the_levels_above(pages) -> None:
    secrets, known = list(_hidden(pages)), _solved(pages)
    assert len(secrets) > 100
    assert [one for one in secrets if one[0] in TEAMS and known.get(one[:3]) == one[3]] == []


def test_the_attacker_wins_where_each_page_passes_the_gate_alone(pages, constants) -> None:
    """The same attack finds counts when the levels do not know of each other: the test can fail."""
    from fitlib.release import release

    alone = {unit: Part(page.facts, release(page.facts, "internal", constants)) for unit, page in pages.items()}
    known = _solved(alone)
    assert [one for one in _hidden(alone) if known.get(one[:3]) == one[3]]


def test_what_teams_hide_together_could_all_be_nothing_or_the_largest_small_count(pages, constants) -> None:
    most = constants["audience.internal.minimum_n"] - 1
    for whole, parts in WHOLES.items():
        page = pages[whole.strip()]
        for key, fact in page.measured.items():
            if fact.k is None or _count(page, key, "k") is None or any(part not in TEAMS for part in parts):
                continue
            gone = [pages[team].measured[key].k for team in parts if _count(pages[team], key, "k") is None]
            small = [count for count in gone if 0 < count <= most]
            assert not small or (len(small) > 1 and most <= sum(small) <= (len(small) - 1) * most), (whole, key)


def test_the_whole_tells_what_a_manager_asks_first(pages) -> None:
    """Hiding is not the easy way out: who is counted, where they began and the mean change stand there."""
    told = pages[""].told
    assert {name for name in ("clients", "mean_change", "intake_ors") if told[name, ALL].hidden} == set()
    assert set(AGES) & {group for _, group in told}


def test_all_levels_at_once_leave_every_small_count_of_a_team_possible(pages, constants) -> None:
    """All equations of all pages, and between the levels; a rounded count may be any that is told alike."""
    assert any(fact.step > 1 and not fact.hidden for fact in pages[""].released.facts)
    rules, known = policy("internal", constants), {}
    tables = {unit: tabled(_inside(page)) for unit, page in pages.items()}
    for unit, page in pages.items():
        known |= {
            (unit, cell): ends for fact in _inside(page) for cell, ends in _ends(fact, page.told, rules, constants)
        }
    counts = {(unit, cell): count for unit, table in tables.items() for cell, count in table.counts.items()}
    sums = [
        [*(((unit, cell), 1) for cell in one.parts), ((unit, one.total), -1)]
        for unit, table in tables.items() for one in table.equations
    ]  # fmt: skip
    for whole, parts in WHOLES.items():
        for cell in tables[whole.strip()].counts:
            inner = [(unit, cell) for unit in parts if (unit, cell) in counts]
            if sum(counts[one] for one in inner) == counts[whole.strip(), cell]:
                sums.append([*((one, 1) for one in inner), ((whole.strip(), cell), -1)])
    small = [one for one, count in counts.items() if 0 < count < rules.minimum_n and one[0] in TEAMS]
    assert len(small) > 100
    assert _narrowed(counts, known, sums, small) == []


def _narrowed(counts, known, sums, small) -> list[tuple]:
    """The small counts that can no longer be nothing, or more than they are."""
    place, found = {one: number for number, one in enumerate(counts)}, []
    cells = [(row, place[one], sign) for row, terms in enumerate(sums) for one, sign in terms]
    rows, columns, signs = zip(*cells, strict=True)
    left = csr_array((signs, (rows, columns)), (len(sums), len(place)))
    ranges = [known.get(one, (0, 2 * max(counts.values()))) for one in counts]
    for one in small:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(place))
            aim[place[one]] = sign
            ends.append(sign * linprog(aim, A_eq=left, b_eq=np.zeros(len(sums)), bounds=ranges).fun)
        if ends[0] > 1e-6 or ends[1] < counts[one] + 1 - 1e-6:
            found.append((one, counts[one], *ends))
    return found


def _inside(page: Part) -> tuple:
    return tuple(fact for fact in page.facts if not fact.group.startswith(EXPORT))


def _ends(fact, told, rules, constants) -> Iterator[tuple[tuple, tuple[int, int]]]:
    """What a reader knows of the counts of a figure: exactly, or between which."""
    seen = told.get((fact.name, fact.group))
    for cell, true, shown in ((base(fact), fact.n, seen and seen.n), (counted(fact), fact.k, seen and seen.k)):
        if cell is not None and shown is not None:
            step = step_of(true, rules, constants) if seen.step > 1 else None
            rough = step is not None and shown == to_nearest(true, step)
            yield cell, alike(true, step, 0) if rough else (true, true)
