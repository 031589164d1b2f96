"""Whatever the counts: no hidden figure can be computed, and the same figures hide the same cells."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from fitlib import reference
from fitlib.release import release
from fitlib.release.cells import base, counted, table
from fitlib.release.hiding import hide, unknown
from tests.property import examples
from tests.unit.release.figures import mean, parts, share

CONSTANTS = reference.load()
GROUPS = ("adult", "adolescent", "child")
count = st.one_of(st.integers(0, 9), st.integers(0, 60))
tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(count, min_size=columns, max_size=columns), min_size=1, max_size=3)
)


def facts_of(rows: list[list[int]]) -> list:
    names = [f"part{place}" for place in range(len(rows[0]))]
    everybody = [sum(column) for column in zip(*rows, strict=True)]
    facts = parts(dict(zip(names, everybody, strict=True)))
    for group, counts in zip(GROUPS, rows, strict=False):
        facts += parts(dict(zip(names, counts, strict=True)), group)
    facts += [share("clients_with_two", fact.n, fact.n + 3, fact.group, of="everyone") for fact in facts[:1]]
    return facts


@given(tables)
@examples(150)
def test_no_equation_has_exactly_one_hidden_cell(rows) -> None:
    cells = table(facts_of(rows))
    hidden = hide(cells, 5)
    left = unknown(cells, hidden)
    assert hidden <= left
    for equation in cells.equations:
        assert sum(cell in left for cell in equation.cells) != 1


def readers_equations(facts: list, seen: tuple) -> tuple[list[dict], list[int]]:
    """What a reader of the page can write down: every printed number, sums over groups, sums over parts."""
    cells = {base(fact) for fact in facts} | {counted(fact) for fact in facts}
    shown = {base(fact): out.n for fact, out in zip(facts, seen, strict=True) if out.n is not None}
    shown |= {counted(fact): out.k for fact, out in zip(facts, seen, strict=True) if out.k is not None}
    sums = [
        {(name, group): -1 if group == "all" else 1 for group in ("all", *GROUPS) if (name, group) in cells}
        for name in {name for name, _ in cells if (name, "adult") in cells}
    ]
    for whole, group in cells:
        if whole == "clients_with_two":
            sums.append(
                {(whole, group): -1} | {cell: 1 for cell in cells if cell[0][:4] == "part" and cell[1] == group}
            )
    return [{cell: 1} for cell in shown] + sums, [*shown.values(), *([0] * len(sums))]


@given(tables)
@examples(60)
def test_a_reader_with_all_equations_cannot_narrow_a_small_count(rows) -> None:
    """An attacker of another make: one dense program over all cells that the page prints."""
    facts = facts_of(rows)
    equations, right = readers_equations(facts, release(facts, "internal", CONSTANTS).facts)
    counts = {base(fact): fact.n for fact in facts} | {counted(fact): fact.k for fact in facts}
    left = np.array([[equation.get(cell, 0) for cell in counts] for equation in equations])
    for place, number in enumerate(counts.values()):
        if 0 < number < 5:
            goal = np.eye(len(counts))[place]
            low, high = (linprog(sign * goal, A_eq=left, b_eq=right, bounds=(0, 1000)) for sign in (1, -1))
            assert low.fun < 0.001
            assert -high.fun > 3.999


@given(tables)
@examples(30)
def test_the_same_figures_hide_the_same_cells(rows) -> None:
    facts = facts_of(rows)
    assert release(facts, "internal", CONSTANTS) == release(facts, "internal", CONSTANTS)
    assert hide(table(facts), 5) == hide(table(list(facts)), 5)


@given(tables)
@examples(60)
def test_own_hides_nothing(rows) -> None:
    assert not any(fact.hidden for fact in release(facts_of(rows), "own", CONSTANTS).facts)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_hidden_means_stand_for_ten_values_together(sizes) -> None:
    facts = [mean("m", 20, sum(sizes)), *(mean("m", 20, n, group) for n, group in zip(sizes, GROUPS, strict=False))]
    seen = release(facts, "internal", CONSTANTS).facts
    hidden = sum(fact.n for fact, out in zip(facts[1:], seen[1:], strict=True) if out.hidden)
    assert seen[0].hidden or hidden == 0 or hidden >= 10
