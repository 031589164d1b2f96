"""The rounding vectors of the security notes: what is published, and how much hiding and rounding leave open."""

import pytest

from fitlib.release import release
from fitlib.release.hiding import Equation, Table
from fitlib.release.ranges import Reader, Rounding, hide_rounded
from fitlib.release.rounding import alike, midpoint6, published_total, redacted, to_nearest
from tests.unit.release.figures import parts, share

MINIMUM, STEP = 8, 5
FIVES = Rounding(MINIMUM, lambda cell: STEP)


def whole(*counts: int) -> Table:
    """Parts p0, p1 … of one total n."""
    names = tuple(f"p{place}" for place in range(len(counts)))
    return Table(dict(zip(names, counts, strict=True)) | {"n": sum(counts)}, (Equation("n", names),))


def candidates(*counts: int) -> tuple[int, int]:
    """What a reader can say of the one small part, where the total is printed to the nearest five."""
    table = whole(*counts)
    (small,) = (cell for cell, count in table.counts.items() if 0 < count < MINIMUM)
    low, high = Reader(table, FIVES, {small}).range(small)
    return max(low, 1), min(high, MINIMUM - 1)


@pytest.mark.parametrize(
    ("counts", "total", "left"), [((35, 11, 3), 50, (1, 7)), ((1, 23, 8), 30, (1, 1)), ((10, 1), 10, (1, 4))]
)
def test_p1_to_p3_what_a_separate_total_gives_away(counts, total, left) -> None:
    assert to_nearest(sum(counts), STEP) == total
    assert candidates(*counts) == left


def shown(counts: dict[str, int], constants) -> list[tuple]:
    return [(fact.k, fact.n, fact.summed) for fact in release(parts(counts), "public", constants).facts]


def test_p1_a_total_beside_its_parts_where_it_leaves_enough_open(constants) -> None:
    told = shown({"better": 35, "same": 11, "worse": 3}, constants)
    assert [k for k, _, _ in told] == [35, 10, None]
    assert {n for _, n, _ in told} == {50}
    assert published_total(k for k, _, _ in told) == 45


@pytest.mark.parametrize(("counts", "told", "total"), [((1, 23, 8), [None, 25, 10], 35), ((10, 1), [10, None], 10)])
def test_p2_p3_a_total_that_would_tell_is_refused_and_the_published_one_stands_there(
    counts, told, total, constants
) -> None:
    seen = shown(dict(zip("abc", counts, strict=False)), constants)
    assert [k for k, _, _ in seen] == told
    assert {(n, summed) for _, n, summed in seen} == {(total, True)}


@pytest.mark.parametrize(("count", "middle"), [(0, 0), (1, 3), (6, 3), (7, 9), (12, 9), (13, 15), (18, 15), (19, 21)])
def test_p4_midpoint_six(count, middle) -> None:
    assert midpoint6(count) == middle


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (44, 45), (116, 115)]
)
def test_p5_a_count_by_itself(count, told) -> None:
    assert redacted(count, MINIMUM, STEP) == told


@pytest.mark.parametrize(
    ("counts", "told", "total"),
    [((3, 8, 16, 23), [None, 10, 15, 25], 50), ((18, 23, 31, 44), [20, 25, 30, 45], 120)],
)
def test_p6_totals_are_the_sum_of_what_is_published(counts, told, total, constants) -> None:
    published = [redacted(count, MINIMUM, STEP) for count in counts]
    assert published == told
    assert published_total(published) == total
    assert [k for k, _, _ in shown(dict(zip("abcd", counts, strict=True)), constants)] == told


def test_parts_that_are_all_told_stand_over_their_own_sum(constants) -> None:
    seen = shown({"a": 23, "b": 12, "c": 11}, constants)
    assert seen == [(25, 45, True), (10, 45, True), (10, 45, True)]


@pytest.mark.parametrize("step", [5, 10])
@pytest.mark.parametrize("count", [0, *range(8, 60)])
def test_counts_that_are_published_alike_are_a_range(count, step) -> None:
    low, high = alike(count, step, MINIMUM)
    seen = to_nearest(count, step)
    others = [one for one in (0, *range(MINIMUM, 90)) if to_nearest(one, step) == seen]
    assert (low, high) == (min(others), max(others))


def test_one_count_is_told_as_one_number_wherever_it_stands(constants) -> None:
    facts = [share("closed", 47, 60, of="episodes"), share("improved", 20, 47, of="closed")]
    closed, improved = release(facts, "public", constants).facts
    assert closed.k == improved.n == 50


def test_what_is_hidden_by_rounded_numbers_keeps_its_candidates() -> None:
    table = whole(1, 23, 8)
    rounding = Rounding(MINIMUM, lambda cell: 10 if cell == "n" else STEP)
    assert hide_rounded(table, rounding, price=lambda cell: cell != "n") == {"p0", "n"}
    assert hide_rounded(table, rounding, price=lambda cell: (cell == "n", table.counts[cell])) == {"p0", "p2"}
