"""Which cell is hidden where there is a choice, and that the audit hides more than the equations alone would."""

import random

import pytest

from fitlib.release import hiding
from fitlib.release.hiding import Equation, Table, hide, unknown


def table(counts: dict[str, int], **more: frozenset) -> Table:
    """One equation: t is the sum of the other cells, but for those that are named with a star."""
    return Table(counts, (Equation("t", tuple(cell for cell in counts if cell != "t")),), **more)


@pytest.mark.parametrize(
    ("counts", "minimum", "hidden"),
    [
        ({"a": 4, "b": 20, "c": 30, "t": 54}, 5, "ab"),  # one small cell takes its smallest sibling along
        ({"a": 5, "b": 20, "c": 30, "t": 55}, 5, ""),  # at the threshold nothing is small
        ({"a": 1, "b": 1, "c": 30, "t": 32}, 5, "abc"),  # two of one each: their sum of two would tell too much
        ({"a": 4, "b": 4, "c": 30, "t": 38}, 5, "ab"),  # two of four: each could be nothing to eight
        ({"a": 1, "b": 3, "c": 30, "t": 34}, 5, "ab"),  # four together: each could be nothing to four
        ({"a": 1, "b": 2, "c": 30, "t": 33}, 5, "abc"),  # three together: neither could be four
        ({"a": 1, "b": 1, "z": 0, "c": 30, "t": 32}, 5, "abc"),  # a zero is the last to go
        ({"a": 1, "b": 1, "c": 30, "d": 20, "t": 52}, 5, "abd"),  # the smaller of two
        ({"a": 0, "b": 0, "c": 9, "t": 9}, 5, ""),  # nobody is nobody
    ],
)
def test_one_equation(counts, minimum, hidden) -> None:
    assert hide(table(counts), minimum) == set(hidden)


def test_what_is_to_be_kept_goes_after_the_others() -> None:
    counts = {"a": 4, "b": 20, "c": 30, "t": 54}
    assert hide(table(counts, kept=frozenset("b")), 5) == {"a", "c"}
    counts = {"a": 1, "b": 1, "c": 30, "d": 20, "t": 52}
    assert hide(table(counts, kept=frozenset("d")), 5) == {"a", "b", "c"}


def test_one_that_closes_two_leaks_goes_before_its_equals() -> None:
    counts = {"a": 4, "b": 9, "c": 9, "t": 22, "x": 4, "s": 13}
    equations = (Equation("t", ("a", "b", "c")), Equation("s", ("x", "c")))
    assert hide(Table(counts, equations), 5) == {"a", "c", "x"}


def test_also_and_near_are_hidden_whatever_their_count() -> None:
    counts = {"a": 40, "b": 20, "c": 30, "t": 90}
    assert hide(table(counts), 5, also=["a"]) == {"a", "b"}
    assert hide(table(counts), 5, near=["c"]) == {"b", "c"}


def test_nobody_is_hidden_where_only_nobody_is_left() -> None:
    assert hide(table({"a": 0, "b": 0, "t": 0}), 5, near=["t"]) == {"a", "t"}
    assert hide(table({"a": 0, "b": 9, "t": 9}), 5, near=["t"]) == {"b", "t"}


@pytest.mark.parametrize("seed", range(40))
def test_looking_at_many_cells_at_once_hides_the_same_as_one_by_one(seed, monkeypatch) -> None:
    chance = random.Random(seed)
    counts = {f"{row}{column}": chance.choice((0, 1, 2, 4, 7, 30)) for row in "abc" for column in "wxyz"}
    lines = [[cell for cell in counts if one in cell] for one in "abcwxyz"]
    sums = {f"sum {place}": sum(counts[cell] for cell in cells) for place, cells in enumerate(lines)}
    equations = [Equation(name, tuple(cells)) for name, cells in zip(sums, lines, strict=True)]
    every = Table(counts | sums | {"t": sum(counts.values())}, (*equations, Equation("t", tuple(list(sums)[:3]))))
    at_once = hide(every, 5)
    monkeypatch.setattr(hiding, "widen", lambda *given: None)
    assert hide(every, 5) == at_once


def test_a_reader_goes_from_equation_to_equation() -> None:
    equations = (Equation("t", ("a", "b")), Equation("s", ("b", "c")))
    counts = {"a": 9, "b": 9, "c": 9, "t": 18, "s": 18}
    assert unknown(Table(counts, equations), ["a"]) == set()
    assert unknown(Table(counts, equations), ["a", "b"]) == set()
    assert unknown(Table(counts, equations), ["a", "b", "c"]) == {"a", "b", "c"}


def test_an_equation_with_nothing_left_to_hide_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing left to hide"):
        hide(Table({"t": 0}, (Equation("t", ()),)), 5, near=["t"])


def test_a_total_of_nobody_is_kept_with_a_part_of_nobody() -> None:
    assert hide(Table({"a": 0, "b": 0, "t": 0}, (Equation("t", ("a", "b")),)), 5, near=["t"]) == {"a", "t"}


def test_what_is_known_from_elsewhere_protects_nobody() -> None:
    """3 of 30: the smallest sibling would be hidden, had another page not told it."""
    counts, equations = {"a": 3, "b": 9, "c": 18, "t": 30}, (Equation("t", ("a", "b", "c")),)
    assert hide(Table(counts, equations), 5) == {"a", "b"}
    assert hide(Table(counts, equations), 5, known=frozenset("b")) == {"a", "c"}
    assert hide(Table(counts, equations), 5, known=frozenset("bc")) == {"a", "t"}
    assert hide(Table(counts, equations), 5, known=frozenset("bct")) == {"a"}


def test_what_is_hidden_in_vain_protects_nobody_and_hangs_nothing() -> None:
    """Three are known from elsewhere (thirteen less ten): two beside one are hidden by their total, not by them."""
    counts = {"six": 6, "two": 2, "three": 3, "one": 1, "thirteen": 13, "ten": 10}
    equations = (Equation("six", ("two", "three", "one")), Equation("thirteen", ("three", "ten")))
    known = frozenset({"thirteen", "ten"})
    assert hide(Table(counts, equations), 5, known=known) == {"one", "two", "three", "six"}
