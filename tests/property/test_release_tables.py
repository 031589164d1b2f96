"""Thousands of invented tables through the whole gate, each with a reader who has a linear program of another make.

The reader writes down every printed number and every sum of rows and columns as one dense program, knows how the gate
rounds, and asks of each small count how low and how high it can be. 400 tables in CI, 10,000 where FIT_TRUST is set.
"""

import os
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from fitlib import reference
from fitlib.indicators import Measured
from fitlib.release import Released, release
from fitlib.release.policy import policy
from fitlib.release.rounding import to_nearest
from tests.unit.release.figures import parts

CONSTANTS = reference.load()
GROUPS = ("adult", "adolescent", "child")
TABLES = 10_000 if os.environ.get("FIT_TRUST") else 400
PIECES = 8


def invented(seed: int) -> list[list[int]]:
    """Groups x categories, three by four at most, many of the counts small."""
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 3), chance.randint(2, 4)  # one category alone is no partition
    most = chance.choice((6, 12, 30, 80))
    return [
        [chance.choice((0, chance.randint(0, 8), chance.randint(0, most))) for _ in range(columns)] for _ in range(rows)
    ]


def figures(table: list[list[int]]) -> list[Measured]:
    names = [f"part{place}" for place in range(len(table[0]))]
    found = parts(dict(zip(names, map(sum, zip(*table, strict=True)), strict=True)))
    for group, counts in zip(GROUPS, table, strict=False):
        found += parts(dict(zip(names, counts, strict=True)), group)
    return found


def ranges(facts: list[Measured], seen: Released, audience: str) -> dict[tuple[str, str], tuple[float, float]]:
    """What is printed of each count, as a range: all counts that would be printed alike."""
    rules, found = policy(audience, CONSTANTS), {}
    for fact, told in zip(facts, seen.facts, strict=True):
        size = None if told.summed else told.n
        for cell, number, step in (
            ((fact.name, fact.group), told.k, rules.round_to), (("whole", fact.group), size, rules.base_step),
        ):  # fmt: skip
            if number is not None:
                counts = [one for one in range(max(0, number - step), number + step) if to_nearest(one, step) == number]
                counts = [one for one in counts if not 0 < one < rules.minimum_n]
                assert counts, f"a small count is printed: {cell}"
                found[cell] = min(counts), max(counts)
    return found


def narrowed(facts: list[Measured], audience: str) -> list[tuple]:
    """The small counts that a reader can pin down too far, with the range that they come to."""
    seen, least = release(facts, audience, CONSTANTS), policy(audience, CONSTANTS).minimum_n
    printed = ranges(facts, seen, audience)
    truth = {(fact.name, fact.group): fact.k for fact in facts} | {("whole", fact.group): fact.n for fact in facts}
    place = {cell: number for number, cell in enumerate(truth)}
    left = np.array(list(_sums(place)))
    bounds = [printed.get(cell, (0, 2000)) for cell in truth]
    found = []
    for cell, count in truth.items():
        if 0 < count < least:
            goal = np.zeros(len(truth))
            goal[place[cell]] = 1
            ends = [linprog(sign * goal, A_eq=left, b_eq=np.zeros(len(left)), bounds=bounds) for sign in (1, -1)]
            low, high = ends[0].fun, -ends[1].fun
            if low > (0 if audience == "internal" else 1) + 1e-6 or high < least - 1 - 1e-6:
                found.append((cell, count, low, high))
    return found


def _sums(place: dict[tuple[str, str], int]):
    names, groups = (list(dict.fromkeys(part)) for part in zip(*place, strict=True))
    for name in names:
        yield _row(place, [(name, group) for group in groups[1:]], (name, groups[0]))
    for group in groups:
        yield _row(place, [(name, group) for name in names if name != "whole"], ("whole", group))


def _row(place: dict, cells: list, total: tuple) -> np.ndarray:
    row = np.zeros(len(place))
    for cell in cells:
        row[place[cell]] += 1
    row[place[total]] -= 1
    return row


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("piece", range(PIECES))
def test_no_small_count_of_thousands_of_tables_can_be_narrowed(audience, piece, record_property) -> None:
    size = TABLES // PIECES // 2
    record_property("tried", size)
    tables = (figures(invented(seed)) for seed in range(piece * size, (piece + 1) * size))
    assert [found for facts in tables for found in narrowed(facts, audience)] == []


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_same_table_hides_the_same_cells(audience) -> None:
    from fitlib.release.protect import _protected

    for seed in range(40):
        facts = figures(invented(seed))
        first = release(facts, audience, CONSTANTS)
        _protected.cache_clear()
        assert release(figures(invented(seed)), audience, CONSTANTS) == first
