"""An attacker with one page: nothing that the gate hid comes out by adding and subtracting what it shows.

The attacker knows no card of ours. First they learn from whole data which figures always add up to their n; then they
use these sums, and the sums over age groups, on a page until nothing new comes out.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from fitlib import indicators, reference, store
from fitlib.indicators import ALL, Measured, cards
from fitlib.indicators.measure import AGES
from fitlib.period import Period
from fitlib.release import Released, release
from workbench import demo

PERIODS = [Period.parse(text) for text in ("2024Q2", "2024Q4", "2025Q1", "2025", "all")]
Cell = tuple[str, str]
Sums = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Measured, ...]]:
    """Every page's figures before the gate, of the invented organisation."""
    home = tmp_path_factory.mktemp("attack")
    demo.fill(home)
    names, constants = [card.name for card in indicators.on_page("team_quarter")], reference.load()
    with store.open(store.Home(home), constants) as opened:
        return [
            indicators.measure(opened, names, team, period, constants) for team in opened.teams() for period in PERIODS
        ]


@pytest.fixture(scope="module")
def sums(whole: list[tuple[Measured, ...]]) -> Sums:
    """Two or three figures of one denominator that add up to their n in every group of every page."""
    seen: dict[str, list[Cell]] = defaultdict(list)
    for page, facts in enumerate(whole):
        for fact in facts:
            if fact.k is not None and fact.n and fact.unit == "share":
                seen[fact.name].append((page, fact.group, fact.denominator, fact.k, fact.n))
    counts = {name: {(page, group): (of, k, n) for page, group, of, k, n in rows} for name, rows in seen.items()}
    found = [names for size in (2, 3) for names in combinations(sorted(counts), size) if _adds_up(names, counts)]
    return [names for names in found if not any(set(other) < set(names) for other in found)]


def _adds_up(names: tuple[str, ...], counts: dict[str, dict]) -> bool:
    first, *others = (counts[name] for name in names)
    if any(other.keys() != first.keys() for other in others):
        return False
    return all(
        len({column[cell][0] for column in (first, *others)}) == 1
        and sum(column[cell][1] for column in (first, *others)) == first[cell][2]
        for cell in first
    )


def test_what_always_adds_up_is_declared_as_parts_of_a_whole(sums: Sums) -> None:
    assert ("sessions_ors", "skipped_ors") in sums
    undeclared = [names for names in sums if len({cards()[name].partition for name in names} - {None}) != 1]
    assert undeclared == []


def test_adding_and_subtracting_gives_no_hidden_count(whole: list[tuple[Measured, ...]], sums: Sums) -> None:
    constants = reference.load()
    secrets = 0
    for facts in whole:
        released = release(facts, "internal", constants)
        truth = {(fact.name, fact.group): fact.k for fact in facts}
        secret = [cell for one in released.facts if one.hidden and truth[cell := (one.name, one.group)]]
        known = dict(_shown(released))
        _solve(known, released, sums)
        assert [cell for cell in secret if known.get(cell) == truth[cell]] == []
        secrets += len(secret)
    assert secrets > 100


def _shown(released: Released) -> Iterator[tuple[Cell, int]]:
    return (((one.name, one.group), one.k) for one in released.facts if one.k is not None)


def _solve(known: dict[Cell, int], released: Released, sums: Sums) -> None:
    """Fill in whatever one equation with one unknown gives, until nothing new comes out."""
    bases = {(one.name, one.group): one.n for one in released.facts if one.n is not None}
    wholes = [
        (bases.get((names[0], group)), [(name, group) for name in names]) for names in sums for group in (ALL, *AGES)
    ]
    names = {one.name for one in released.facts}
    while True:
        margins = [(known.get((name, ALL)), [(name, age) for age in AGES]) for name in names]
        tops = [
            ((name, ALL), sum(known[name, age] for age in AGES))
            for name in names
            if (name, ALL) not in known and all((name, age) in known for age in AGES)
        ]
        new = dict(tops) | dict(found for total, parts in wholes + margins if (found := _last(total, parts, known)))
        if not new:
            return
        known |= new


def _last(total: int | None, parts: list[Cell], known: dict[Cell, int]) -> tuple[Cell, int] | None:
    open_ = [part for part in parts if part not in known]
    if total is None or len(open_) != 1:
        return None
    return open_[0], total - sum(known[part] for part in parts if part in known)
