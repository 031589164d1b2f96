"""Length of episodes and stage of implementation

An open episode is not a failure and not a short one: it counts as long as it was followed. A team's stage says what may
be concluded from its figures.
"""

from datetime import date

import numpy as np
import pytest

from fitlib.implementation import stages
from fitlib.statistics.answer import TooFew
from fitlib.statistics.survival import time_to_close
from fitlib.words import Words


@pytest.mark.parametrize(("episodes", "refused"), [(29, True), (30, False), (31, False)])
def test_thirty_episodes_are_needed(episodes, refused, constants):
    """Twenty-nine episodes are too few for the share still open; thirty are enough."""
    assert isinstance(time_to_close(np.arange(1, episodes + 1), [True] * episodes, constants), TooFew) == refused


def test_open_episodes_are_followed_not_counted_as_closed(constants):
    """Ten of forty close at 5 sessions and thirty are still open at 9: three of four are open from 5 on."""
    found = time_to_close([5] * 10 + [9] * 30, [True] * 10 + [False] * 30, constants)
    assert (found.at(4)[0], found.at(5)[0], found.at(9)[0]) == (1, 0.75, 0.75)
    assert (found.closed, found.n, found.median) == (10, 40, None)


def test_the_median_is_when_half_have_closed(constants):
    """The median length is the first at which no more than half are still open."""
    found = time_to_close([3] * 20 + [8] * 20, [True] * 40, constants)
    assert found.median == 3


def test_nothing_is_said_beyond_the_last_one_followed(constants):
    """Beyond the longest episode seen there is no figure."""
    assert np.isnan(time_to_close([5] * 40, [True] * 20 + [False] * 20, constants).at(6)[0])


@pytest.mark.parametrize(
    ("first", "stage"),
    [
        (date(2024, 5, 17), "start"), (date(2024, 5, 15), "use"), (date(2022, 5, 17), "use"),
        (date(2022, 5, 15), "maintenance"), (date(2015, 1, 1), "maintenance"),
    ],
)  # fmt: skip
def test_the_stage_of_a_team(first, stage, constants):
    """A team is in the start phase for its first year, in use until three years, then in maintenance."""
    assert stages.stage(first, date(2025, 5, 16), constants) == stage


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_stage_and_level_matrix_has_words(lang):
    """For each stage and level there is a text of what belongs to it, and for each step of the logic model."""
    words = Words(lang)
    keys = [key for levels in stages.matrix().values() for key in levels.values()]
    assert len(keys) == 12
    assert all(words(key) for key in keys)
    assert all(words(f"implementation.logic.{step}.text") for step in stages.LOGIC)
