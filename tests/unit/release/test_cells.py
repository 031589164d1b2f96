"""From figures to equations: what a reader of the page can add up, and what only looks as if it added up."""

import pytest

from fitlib.release.cells import table
from tests.unit.release.figures import share

OF = "clients_with_two"


def sums(facts, within=None) -> set[tuple]:
    """Each equation as its total and its parts."""
    return {(one.total, one.parts) for one in table(facts, within or {}).equations}


def groups(everybody: int, **sizes: int):
    return [share("x", 0, n, group) for group, n in ({"all": everybody} | sizes).items()]


@pytest.mark.parametrize(("everybody", "rest"), [(30, None), (31, 1), (40, 10)])
def test_groups_add_up_to_everybody_with_those_of_no_group(everybody, rest) -> None:
    found = table(groups(everybody, adult=20, child=10), {})
    total, parts = (OF, "all"), ((OF, "adult"), (OF, "child"))
    left = ("rest", total, parts)
    assert (total, parts if rest is None else (*parts, left)) in sums(groups(everybody, adult=20, child=10))
    assert found.counts.get(left) == rest


def test_groups_that_overlap_add_up_to_nothing() -> None:
    """Twenty and fifteen of thirty: some are in both, and the sum says nothing."""
    assert {
        total for total, parts in sums(groups(30, adult=20, child=15)) if len(parts) > 1 and "x" not in parts[0]
    } <= {(OF, group) for group in ("all", "adult", "child")}
    assert not [one for one in sums(groups(30, adult=20, child=15)) if (OF, "adult") in one[1]]


def test_everybody_is_no_group_of_everybody_however_it_was_read() -> None:
    """A group's name comes from a file or from the program; it is the text that counts."""
    read = "".join(["a", "ll"])
    facts = [share("x", 5, 30, read), share("y", 5, 20, "adult"), share("y", 5, 30, "all")]
    assert not [one for one in sums(facts) if (OF, "all") in one[1]]


@pytest.mark.parametrize(("inner", "inside"), [(29, True), (30, True), (31, False)])
def test_a_set_inside_another_leaves_a_rest_where_it_is_no_larger(inner, inside) -> None:
    facts = [share("x", 5, inner, of="inner"), share("y", 5, 30, of="outer")]
    found = sums(facts, {"inner": ("outer",)})
    assert any(total == ("outer", "all") and ("inner", "all") in parts for total, parts in found) == inside


def test_a_set_is_inside_the_nearest_set_that_the_page_has() -> None:
    facts = [share("x", 5, 20, of="inner"), share("y", 5, 30, of="outer")]
    found = sums(facts, {"inner": ("between",), "between": ("outer",)})
    assert any(total == ("outer", "all") and ("inner", "all") in parts for total, parts in found)


@pytest.mark.parametrize(("second", "equation"), [(39, True), (40, True), (41, False)])
def test_parts_add_up_to_their_whole_where_they_are_no_larger(second, equation) -> None:
    """Sixty and forty-one of a hundred: some are in both parts, and the sum says nothing."""
    facts = [share("x", 60, 100, part_of="kinds"), share("y", second, 100, part_of="kinds")]
    both = {("x", "all"), ("y", "all")}
    assert any(both <= set(parts) for _, parts in sums(facts)) == equation
