"""Who is counted, step by step

The team's review shows the way from all episodes of the period to those in the change figures, with the reason for
each that is left out. Nobody is left out without a line in this picture.
"""

from html import unescape

import pytest

from fitlib import store
from fitlib.reports.team_quarter import Params, build
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

OPEN = {"status": "open", "closing_type": None}
COHORT = (
    episode("twice", 20, 26, line_green=250, line_red=200),
    episode("from above", 30, 31),
    episode("once", 20, None),
    episode("never", None, None),
    episode("open", 20, 24, 25, **OPEN),
)


@pytest.fixture
def steps(tmp_path, constants):
    """The rows of the picture's table: what is said, and how many episodes."""
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("team.csv", *(row for rows in COHORT for row in rows))])
    with store.open(home, constants) as opened:
        page = build(opened, Params("North", lang="en", audience="own", override=True), constants)
    html = unescape(page.show("counted").html)
    rows = html.split("<tr>")[2:10]
    return {row.split(">")[1].split("<")[0]: int(row.split("<td>")[1].split("<")[0]) for row in rows}


def test_every_episode_is_counted_or_left_out_with_a_reason(steps):
    """Five episodes: one open, one never measured, one measured once, two in the change figures."""
    assert steps == {
        "All episodes of the period": 5,
        "Out: open, no outcome yet": 1,
        "Closed": 4,
        "Out: none of the client's own ORS": 1,
        "Out: measured once only, change cannot be computed": 1,
        "In the change figures: measured twice or more": 2,
        "of these, started below the line": 1,
        "of these, with lines of expected change": 1,
    }


def test_what_is_left_out_and_what_is_left_add_up(steps):
    """All less open is closed; closed less never and once is measured twice."""
    counts = list(steps.values())
    assert counts[0] - counts[1] == counts[2]
    assert counts[2] - counts[3] - counts[4] == counts[5]
