"""What cannot happen is an error and no figure: equations that no counts satisfy."""

import pytest

from fitlib.indicators import Money
from fitlib.release.audit import bounds, held_by
from fitlib.release.hiding import Equation, Table
from fitlib.release.means import hidden_groups
from fitlib.release.money import spread
from fitlib.release.policy import policy
from fitlib.release.ranges import Reader, Rounding, hide_rounded
from tests.unit.release.figures import mean

WRONG = Table({"a": 4, "b": 3, "t": 54}, (Equation("t", ("a", "b")), Equation("t", ("a",))))


def test_equations_that_contradict_the_counts_are_an_error() -> None:
    with pytest.raises(ValueError, match="contradict"):
        bounds(WRONG, {"a"}, "a")
    with pytest.raises(ValueError, match="contradict"):
        Reader(WRONG, Rounding(8, lambda cell: 1), {"a"}).range("a")


def test_a_reader_knows_how_far_a_count_can_be_narrowed() -> None:
    """Two hidden counts of eight together are nothing to eight each; without the other it is known."""
    table = Table({"a": 5, "b": 3, "c": 30, "t": 38}, (Equation("t", ("a", "b", "c")),))
    assert bounds(table, {"a", "b"}, "a") == (0, 8)
    assert bounds(table, {"a"}, "a") == (5, 5)
    assert bounds(table, {"a", "t"}, "a") == (0, pytest.approx(2 * 76 - 33))


def test_what_could_not_be_ruled_out_before_is_not_asked_again() -> None:
    table = Table({"a": 4, "c": 30, "t": 34}, (Equation("t", ("a", "c")),))
    assert held_by(table, {"a"}, "a", 5, {}) == table.equations
    assert held_by(table, {"a"}, "a", 5, {"a": (0.0, 4.0)}) == ()
    assert held_by(table, {"a"}, "a", 5, {"a": (0.0, 3.0)}) == table.equations
    assert held_by(table, {"a"}, "a", 5, {"a": (1.0, 4.0)}) == table.equations


def test_a_sum_of_nothing_says_nothing_of_anybody(constants) -> None:
    assert spread(Money.of([0.0] * 12), policy("internal", constants))


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"adult": 30, "child": 9}, {"child", "adult"}),  # nine hidden: the mean of the adults would tell theirs
        ({"adult": 30, "child": 9, "adolescent": 12}, {"child", "adolescent"}),  # the smallest goes with it
        ({"adult": 30, "child": 9, "adolescent": 1}, {"child", "adolescent"}),  # ten together
        ({"adult": 30, "child": 10}, set()),
        ({"adult": 30, "child": 0}, set()),
    ],
)
def test_the_means_that_are_hidden_are_of_ten_together(sizes, hidden) -> None:
    facts = [mean("m", 20.0, n, group) for group, n in ({"all": sum(sizes.values())} | sizes).items()]
    assert hidden_groups(facts, {"all", *sizes}, 10) == hidden


def test_groups_that_overlap_protect_nothing() -> None:
    """Twenty-five and twenty of thirty: nobody can take them from the whole."""
    sizes = {"all": 30, "adult": 25, "adolescent": 20, "child": 3}
    assert hidden_groups([mean("m", 20.0, n, group) for group, n in sizes.items()], set(sizes), 10) == {"child"}


@pytest.mark.parametrize(("outside", "hidden"), [(0, set()), (9, {"child"}), (10, set())])
def test_those_in_no_group_count_as_a_group(outside, hidden) -> None:
    sizes = {"all": 50 + outside, "adult": 30, "child": 20}
    assert hidden_groups([mean("m", 20.0, n, group) for group, n in sizes.items()], set(sizes), 10) == hidden


@pytest.mark.parametrize(("rest", "hidden"), [(0, 0), (1, 1), (7, 1), (8, 0)])
def test_a_small_rest_between_two_told_counts_costs_one_of_them(rest, hidden) -> None:
    """Nobody prints a rest, and anybody can compute it. Of eight and more it may be known."""
    counts = {"a": 50, "rest": rest, "t": 50 + rest}
    table = Table(counts, (Equation("t", ("a", "rest")),), derived=frozenset({"rest"}))
    assert len(hide_rounded(table, Rounding(8, lambda cell: 1))) == hidden


def test_a_nought_is_the_last_to_go_from_a_rounded_table() -> None:
    counts = {"s": 3, "aa": 0, "b": 50, "t": 53}
    table = Table(counts, (Equation("t", ("s", "aa", "b")),))
    assert hide_rounded(table, Rounding(8, lambda cell: 1)) == {"s", "b"}


@pytest.mark.parametrize(("step", "more"), [(1, 1), (6, 1), (11, 0)])
def test_a_large_count_that_is_hidden_keeps_seven_candidates(step, more) -> None:
    """What is hidden for another reason may not come out of a total: 70 to the nearest eleven is 61 to 71."""
    counts = {"a": 50, "b": 20, "t": 70}
    table = Table(counts, (Equation("t", ("a", "b")),))
    rounding = Rounding(8, lambda cell: step if cell == "t" else 1)
    assert len(hide_rounded(table, rounding, small=frozenset({"a"}))) == 1 + more
