"""A whole and its parts, rule by rule: what the page of the whole may tell beside the pages of its parts."""

import pytest

from fitlib.indicators import Measured
from fitlib.release import SMALL_GROUP, release
from fitlib.release.levels import Part, release_whole
from tests.unit.release.figures import mean, share

SHOWN = 50  # a part that every audience may see


def team(fact: Measured, audience: str, constants) -> Part:
    return Part((fact,), release([fact], audience, constants))


def whole(counts: list[int], audience: str, constants, n: int = 100, parts: tuple[Part, ...] = ()):
    """The share of a whole whose teams have these counts of n each."""
    teams = parts or tuple(team(share("x", k, n), audience, constants) for k in counts)
    return release_whole([share("x", sum(counts), n * len(counts))], teams, audience, constants).one("x")


@pytest.mark.parametrize(
    ("hidden", "exact"),
    [
        ((), True),
        ((3,), False),  # whole less the others is what the one has
        ((1, 3), True),  # four together: each could be nothing to four
        ((2, 2), True),
        ((1, 2), False),  # three together: neither could be four
        ((1, 4), False),  # five together: neither could be nothing
        ((4, 4), False),
        ((1, 1, 2), True),
        ((1, 1, 1), False),
        ((4, 4, 1), False),  # nine together: two of four cannot be all of it
        ((4, 3, 1), True),
        ((0, 2, 2), True),  # nobody is nobody: a nought is told
    ],
)
def test_a_count_is_told_where_each_hidden_one_could_be_nothing_or_the_most(hidden, exact, constants) -> None:
    fact = whole([SHOWN, *hidden], "internal", constants)
    assert (fact.k == SHOWN + sum(hidden) and fact.step == 1) == exact


@pytest.mark.parametrize(("rest", "exact"), [((3,), False), ((2, 2), True), ((1, 2), False)])
def test_who_is_left_over_is_counted_as_well(rest, exact, constants) -> None:
    fact = whole([SHOWN, *(100 - one for one in rest)], "internal", constants)
    assert (fact.hidden is None and fact.step == 1) == exact


@pytest.mark.parametrize(("sizes", "told"), [((3,), False), ((1, 3), True), ((1, 2), False), ((5,), True)])
def test_sizes_of_groups_follow_the_same_rule(sizes, told, constants) -> None:
    facts = [share("x", 0, n) for n in (80, *sizes)]
    parts = [team(fact, "internal", constants) for fact in facts]
    fact = release_whole([share("x", 0, 80 + sum(sizes))], parts, "internal", constants).one("x")
    assert (fact.n is not None) == told


@pytest.mark.parametrize(
    ("sizes", "told"), [((9,), False), ((5, 5), True), ((5, 3, 1), False), ((6, 3, 1), True), ((0,), True)]
)
def test_a_mean_is_told_where_its_parts_hide_ten_values_together(sizes, told, constants) -> None:
    parts = [team(mean("m", 20.0, n), "internal", constants) for n in (30, *sizes)]
    fact = release_whole([mean("m", 20.0, 30 + sum(sizes))], parts, "internal", constants).one("m")
    assert (fact.value is not None) == told
    assert fact.hidden == (None if told else SMALL_GROUP)


def test_few_of_a_large_whole_are_not_told_as_nobody(constants) -> None:
    """Five of three hundred, to the nearest twenty, would be none."""
    fact = whole([1, 4], "internal", constants, n=150)
    assert (fact.k, fact.hidden) == (None, SMALL_GROUP)


def test_nobody_in_a_part_is_no_secret(constants) -> None:
    fact = whole([SHOWN, 60], "internal", constants, parts=(team(share("x", 0, 0), "internal", constants),))
    assert (fact.k, fact.n) == (110, 200)


@pytest.mark.parametrize("empty", [share("x", 0, 0), share("another", 20, 50)])
def test_a_part_without_the_figure_gives_nothing_away_outside(empty, constants) -> None:
    parts = [team(fact, "public", constants) for fact in (share("x", 53, 100), empty)]
    assert release_whole([share("x", 53, 100)], parts, "public", constants).one("x").k == 55


def _area(constants, knows_its_teams: bool) -> Part:
    """An area of two teams, of which one hides three; it tells 53 of 200 where it does not look at them."""
    facts = [share("x", SHOWN, 100), share("x", 3, 100)]
    teams = tuple(team(fact, "internal", constants) for fact in facts)
    own = share("x", 53, 200)
    seen = (
        release_whole([own], teams, "internal", constants) if knows_its_teams else release([own], "internal", constants)
    )
    return Part((own,), seen, teams)


@pytest.mark.parametrize("knows", [True, False])
def test_a_count_that_an_area_tells_is_known_of_all_its_teams(knows, constants) -> None:
    """The organisation adds nothing to what the area has told; where the area hides, its teams are looked at."""
    area, other = _area(constants, knows), team(share("x", 60, 100), "internal", constants)
    assert (area.released.one("x").k is None) == knows
    fact = release_whole([share("x", 113, 300)], [area, other], "internal", constants).one("x")
    assert (fact.k is None) == knows


@pytest.mark.parametrize(
    ("hidden", "shown", "told"),
    [
        ((1,), 50, False),  # whole 50 (48-52) less 48-52: one to four, and not up to seven
        ((2,), 50, False),
        ((3,), 50, True),  # whole 55 (53-57) less 48-52: one to nine
        ((7,), 50, True),
        ((7,), 52, False),  # whole 60 (58-62) less 48-52: six at least
        ((5,), 52, True),
        ((7, 7), 52, True),  # two that are hidden protect each other's lower end
    ],
)
def test_rounded_pages_leave_a_hidden_count_one_to_seven(hidden, shown, told, constants) -> None:
    fact = whole([shown, *hidden], "public", constants)
    assert (fact.k is not None) == told


def test_seven_candidates_are_enough_outside(constants) -> None:
    """Five teams of 49 are told as 50 each, so 240-260; the whole of 246 is 243-247: nothing to seven remain."""
    assert whole([49] * 5 + [1], "public", constants).k == 245


def test_nobody_of_a_group_whose_size_is_hidden_is_no_small_count(constants) -> None:
    facts = [share("x", 50, 100), share("x", 0, 5)]
    parts = [team(fact, "public", constants) for fact in facts]
    assert parts[1].released.one("x").k is None
    assert release_whole([share("x", 50, 105)], parts, "public", constants).one("x").k == 50


def test_rounded_counts_of_an_area_stand_for_all_its_teams(constants) -> None:
    """What a hidden team of the area could be is asked of the area, and of a team only where its area is silent."""
    teams = tuple(team(share("x", k, 100), "public", constants) for k in (50, 3))
    own = share("x", 53, 200)
    told, silent = (Part((own,), release(facts, "public", constants), teams) for facts in ([own], []))
    for area in (told, silent):
        fact = release_whole([share("x", 113, 300)], [area, team(share("x", 60, 100), "public", constants)], "public",
                             constants).one("x")  # fmt: skip
        assert fact.k == 115


@pytest.mark.parametrize(("n", "told"), [(9, False), (10, True), (11, True)])
def test_outside_the_house_the_size_of_a_mean_goes_with_it(n, told, constants) -> None:
    parts = [team(mean("m", 20.0, size), "public", constants) for size in (90, n)]
    fact = release_whole([mean("m", 20.0, 90 + n)], parts, "public", constants).one("m")
    assert (fact.value is not None, fact.n is not None) == (told, told)


@pytest.mark.parametrize(
    ("n", "told", "step"), [(193, None, 1), (194, 200, 20), (205, 200, 20), (206, None, 1), (306, 300, 50)]
)
def test_a_mean_whose_size_would_tell_is_told_of_about_so_many(n, told, step, constants) -> None:
    """The size of a part of three is hidden: 190 to 209 are told alike, and four more or less must stay among them;
    of 250 and more fifty is the next step."""
    parts = [team(mean("m", 20.26, size), "internal", constants) for size in (n - 11, 8, 3)]
    fact = release_whole([mean("m", 20.26, n)], parts, "internal", constants).one("m")
    assert (fact.n, fact.step, fact.value) == (told, step, 20.3 if told else None)


@pytest.mark.parametrize(("n", "told"), [(49, False), (50, False), (60, True), (61, True)])
def test_of_fewer_than_fifty_no_mean_is_told_roughly(n, told, constants) -> None:
    """About sixty are fifty to sixty-nine; fifty lie on the edge."""
    parts = [team(mean("m", 20.26, size), "internal", constants) for size in (n - 11, 8, 3)]
    fact = release_whole([mean("m", 20.26, n)], parts, "internal", constants).one("m")
    assert fact.n == (60 if told else None)
