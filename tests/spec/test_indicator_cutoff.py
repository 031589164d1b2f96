"""Crossing the line

The line (cutoff) is 25 for adults and 28 for adolescents and children; none of them has a Finnish norm. Crossing is
told of three denominators, because published tables mix them, and with and without the demand of a reliable change.
"""

import pytest

from tests.spec.team_figures import episode, figures, k_of_n

LINE = ["crossed_of_below", "crossed_of_measured", "crossed_of_cohort"]
RELIABLY = ["crossed_reliably_of_below", "crossed_reliably_of_measured", "crossed_reliably_of_cohort"]


@pytest.mark.parametrize(("latest", "crossed"), [(24.9, 0), (25.0, 1), (25.1, 1)])
def test_on_the_line_is_above_it(tmp_path, latest, crossed):
    """A latest score on the line is above it."""
    assert figures(tmp_path, LINE, episode("A", 20, latest))["crossed_of_below"].k == crossed


@pytest.mark.parametrize(("first", "below"), [(24.9, 1), (25.0, 0), (25.1, 0)])
def test_who_starts_on_the_line_did_not_start_below(tmp_path, first, below):
    """Whoever starts on the line cannot cross it, and is not in the denominator of those below."""
    assert figures(tmp_path, LINE, episode("A", first, 35))["crossed_of_below"].n == below


@pytest.mark.parametrize(("age", "line"), [("adult", 25), ("adolescent", 28), ("child", 28)])
def test_each_age_has_its_line(tmp_path, age, line):
    """Each age group has its own line."""
    just, not_yet = episode("A", 10, line, age_group=age), episode("B", 10, line - 0.1, age_group=age)
    assert k_of_n(figures(tmp_path, LINE, just, not_yet)["crossed_of_below", age]) == (1, 2)


def test_three_denominators(tmp_path):
    """The same clients are told of those who started below, of those measured twice, and of all."""
    team = (episode("A", 20, 30), episode("B", 20, 21), episode("C", 30, 35), episode("D", 20))
    found = figures(tmp_path, LINE, *team)
    assert [k_of_n(found[name]) for name in LINE] == [(1, 2), (1, 3), (1, 4)]


def test_crossing_by_a_little_is_not_reliable(tmp_path):
    """Who crosses the line by less than a reliable change has crossed it, but not reliably."""
    found = figures(tmp_path, [*LINE, *RELIABLY], episode("A", 24, 28.9), episode("B", 24, 29))
    assert [found[name].k for name in LINE] == [2, 2, 2]
    assert [found[name].k for name in RELIABLY] == [1, 1, 1]
