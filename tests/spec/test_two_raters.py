"""Two raters of one client

The client, a parent and a school may see the same days differently, and often do. A gap is a place to ask.
Raters are never averaged, and a school has no norm.
"""

import numpy as np
import pytest

from fitlib.statistics import raters

SEM = 2.9


def test_the_error_of_a_difference_is_larger_than_that_of_one_rating(constants):
    """The standard error of a gap is √(SEM² + SEM²): with 2.9 points for both it is 4.1."""
    assert constants["noise.sem"] == SEM
    assert round(raters.difference_error(SEM, SEM), 1) == 4.1
    assert raters.difference_error(3.0, 4.0) == 5.0


@pytest.mark.parametrize(("gap", "marked"), [(80, False), (81, True), (-80, False), (-81, True), (0, False)])
def test_a_gap_of_about_eight_points_is_marked(gap, marked, constants):
    """A gap is marked above 1.96 standard errors, 8.04 points: 8.0 is not, 8.1 is, whichever rater is higher."""
    found = raters.gaps([200 + gap], [200], constants)
    assert round(found.marks_above, 2) == 8.04
    assert (found.tenths.tolist(), found.marked.tolist()) == ([gap], [marked])


def test_school_low_child_fairly_low_parents_high(constants):
    """School 15, child 22, mother 31: the mother differs from both, the child and the school do not differ."""
    school, child, mother = [150], [220], [310]
    assert not raters.gaps(child, school, constants).marked.any()
    assert raters.gaps(mother, child, constants).marked.all()
    assert raters.gaps(mother, school, constants).marked.all()


@pytest.mark.parametrize(("day", "place"), [(100, 0), (114, 0), (115, -1), (86, 0), (85, -1)])
def test_ratings_belong_to_one_meeting_within_two_weeks(day, place, constants):
    """Two ratings are of the same meeting when they are at most 14 days apart, before or after."""
    assert raters.meetings([day], [100], constants["raters.window_days"]).tolist() == [place]


def test_the_nearest_rating_is_taken(constants):
    """Of several ratings the nearest one is taken; of two as near, the earlier."""
    assert raters.meetings([10, 15, 20], [8, 12, 18], 14).tolist() == [0, 1, 2]
    assert raters.meetings([10], [], 14).tolist() == [-1]


def test_whether_two_raters_see_the_same_direction_of_change():
    """Of five clients both raters see three alike; one is better to the first and worse to the second."""
    found = raters.change_agreement([1, 1, 0, 1, -1], [1, 1, 0, -1, 0])
    assert (found.alike, found.opposite, found.n) == (3, 1, 5)
    assert np.array_equal(found.counts, [[0, 1, 0], [0, 1, 0], [1, 0, 2]])
