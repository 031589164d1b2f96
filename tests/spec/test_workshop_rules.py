"""Same case, another rule: the client stays, the category moves. Counted over small tables a trainer can check."""

from pathlib import Path

import pytest

from workbench.workshop import plan, rules
from workbench.workshop.exhibits import exhibits
from workbench.workshop.rules import Measured, Rule

# first and latest ORS in tenths; an adult's usual cutoff is 25, a child's 28, the usual limit of change 5
CURVES = (
    Measured("up by 5.0, over 25", "adult", 210, 260),
    Measured("up by 5.5, below", "adult", 150, 205),
    Measured("up by 6.0, over 25, not over 28", "adult", 210, 270),
    Measured("down by 5.0", "adult", 300, 250),
    Measured("child, up by 9, over 28", "child", 200, 290),
)
USUAL = ["recovered", "improved", "recovered", "deteriorated", "recovered"]


def test_the_usual_rule(constants) -> None:
    """Under the usual rule a change of 5 counts, and the cutoff is that of the age group."""
    assert rules.categories(CURVES, rules.usual(constants), constants) == USUAL


@pytest.mark.parametrize(("change", "cutoff", "moved"), [
    (5, None, []),
    (6, None, [0, 1, 3]),
    (5.1, None, [0, 3]),
    (6.1, None, [0, 1, 2, 3]),
    (5, 28, [0, 2]),
    (5, 25, []),
    (5, 27, [0]),
    (5, 32, [0, 2, 4]),
])  # fmt: skip
def test_who_changes_category(constants, change: float, cutoff: float | None, moved: list[int]) -> None:
    """Who changes category is counted against the usual rule, whichever limit or cutoff is tried."""
    found = rules.moved(CURVES, Rule(change, cutoff), constants)
    assert [CURVES.index(one) for one, _, _ in found] == moved
    assert [before for _, before, _ in found] == [USUAL[at] for at in moved]


def test_the_published_limits_are_offered(constants) -> None:
    """The limits and cutoffs offered are the published ones: 5 and 6; 25, 28 and 32."""
    assert rules.changes(constants) == (5, 6)
    assert rules.cutoffs(constants) == (25, 28, 32)


def test_the_library_counts_every_client_once_and_nobody_elses_rating(constants) -> None:
    """The library counts every client's own curve once; other raters and single visits are left out."""
    families = [one.family for one in rules.library(constants)]
    assert families.count("network_meeting") == 1
    assert families.count("couple") == 2
    assert "single_visit" not in families


def test_the_reference_line_may_stand_in_the_cutoffs_place(constants) -> None:
    """Under the rule of the reference line a client recovers who rises above what is expected after such a start."""
    line = Rule(5, None, line=True)
    curves = [Measured(name, "adult", 200, last, 280) for name, last in (("below", 279), ("at", 280), ("above", 281))]
    assert rules.categories(curves, line, constants) == ["improved", "recovered", "recovered"]
    assert rules.categories([Measured("no line", "adult", 200, 260)], line, constants) == ["recovered"]


def test_the_room_counts_what_it_has_seen_and_nothing_that_is_to_come(constants) -> None:
    """Over the session's cases only what has been shown counts: one session is no change, and the end is not known."""
    parts = [{"kind": "case", "family": family, "minutes": 5} for family in ("steady", "couple", "network_meeting")]
    known = exhibits(plan.checked({"title": "x", "part": parts}, "x", "x"), constants, Path("nowhere"))
    assert rules.of_room(known, {}) == rules.of_room(known, {0: 1}) == ()
    (two,) = rules.of_room(known, {0: 2})
    assert (two.family, two.first, two.last) == ("A", known[0].ors(1), known[0].ors(2))
    assert [one.family for one in rules.of_room(known, {0: 9, 1: 9, 2: 9})] == ["A", "B", "B", "C"]
