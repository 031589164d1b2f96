"""Expected change

Where the export carries lines of expected change, the latest ORS of a closed episode is told against the lines of that
session. It is a position, not a change from the start. Without lines there is nothing to tell.
"""

import pytest

from tests.spec.team_figures import episode, figures, k_of_n

THREE = ["reached_target", "between_lines", "negative_zone"]


@pytest.mark.parametrize(
    ("latest", "position"),
    [
        (30.1, "reached_target"),
        (30.0, "reached_target"),
        (29.9, "between_lines"),
        (22.0, "between_lines"),
        (21.9, "negative_zone"),
    ],
)
def test_position_against_the_lines(tmp_path, latest, position):
    """On the target line is reached; on the lower line is between; below it is the negative zone."""
    found = figures(tmp_path, THREE, episode("A", 20, latest, line_green=300, line_red=220))
    assert {name: found[name].k for name in THREE} == {name: int(name == position) for name in THREE}


def test_without_lines_there_is_nothing_to_tell(tmp_path):
    """An episode without lines is not counted, neither above nor below."""
    found = figures(tmp_path, THREE, episode("A", 20, 35), episode("B", 20, 35, line_green=300, line_red=220))
    assert k_of_n(found["reached_target"]) == (1, 1)


def test_one_measurement_has_no_position(tmp_path):
    """An episode measured once has no position."""
    found = figures(tmp_path, THREE, episode("A", 35, line_green=300, line_red=220))
    assert [k_of_n(found[name]) for name in THREE] == [(None, 0)] * 3


@pytest.mark.parametrize(
    ("latest", "closing", "counted"),
    [(29.9, "unplanned", 1), (30.0, "unplanned", 0), (30.1, "unplanned", 0), (29.9, "planned", 0)],
)
def test_dropout_is_one_sided_and_below_the_target(tmp_path, latest, closing, counted):
    """A dropout ended by one side with the latest ORS below the target line; on the line or above it is none."""
    rows = episode("A", 20, latest, line_green=300, line_red=220, closing_type=closing)
    assert k_of_n(figures(tmp_path, ["dropout"], rows)["dropout"]) == (counted, 1)


def test_without_lines_no_dropout_is_told(tmp_path):
    """Where the export has no lines, an ending by one side is told as such and not as a dropout."""
    found = figures(tmp_path, ["dropout", "ended_unplanned"], episode("A", 20, 21, closing_type="unplanned"))
    assert [k_of_n(found[name]) for name in ("dropout", "ended_unplanned")] == [(None, 0), (1, 1)]
