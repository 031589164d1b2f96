"""Coverage

How much has been measured comes before what the measurements say. Sessions are those held in the period; episodes are
those closed in it, and the open ones where the period holds the day of the data.
"""

from datetime import date

import pytest

from fitlib import reference, store
from fitlib.indicators import measure
from fitlib.period import Period
from tests.spec.team_figures import episode, figures, k_of_n
from tests.unit.store.rows import score, scores, visit, visits

OPEN = {"status": "open", "closing_type": None}


def test_sessions_with_each_scale(tmp_path):
    """A session counts as covered when the client's own form is there: ORS, SRS, and both."""
    rows = [score("A", 1, 20, 38), score("A", 2, 20), score("A", 3, None, 38), score("A", 4)]
    found = figures(tmp_path, ["sessions_ors", "sessions_srs", "sessions_both"], rows)
    assert [k_of_n(found[f"sessions_{what}"]) for what in ("ors", "srs", "both")] == [(2, 4), (2, 4), (1, 4)]


def test_a_session_rated_by_others_only_is_not_covered(tmp_path):
    """A session rated by a teacher only is a session, but not covered by the client's own form."""
    found = figures(tmp_path, ["sessions_ors"], [score("A", 1, 20), score("A", 2, 30, rater="teacher")])
    assert k_of_n(found["sessions_ors"]) == (1, 2)


def test_skipped_forms(tmp_path):
    """A form marked as skipped is told as skipped."""
    found = figures(tmp_path, ["skipped_ors", "skipped_srs"], [score("A", 1, 20), score("A", 2, None, 38)])
    assert (k_of_n(found["skipped_ors"]), k_of_n(found["skipped_srs"])) == ((1, 2), (1, 2))


def test_first_session(tmp_path):
    """The first session counts where the client rated the ORS at that very session."""
    found = figures(tmp_path, ["first_session_ors"], episode("A", 20, 22), episode("B", None, 22))
    assert k_of_n(found["first_session_ors"]) == (1, 2)


def test_a_further_measurement_is_asked_of_those_met_twice(tmp_path):
    """Whether there is a first and a further measurement is asked only where there were two sessions."""
    found = figures(tmp_path, ["pre_post_rate"], episode("A", 20, 22), episode("B", 20, None), episode("C", 20))
    assert k_of_n(found["pre_post_rate"]) == (1, 2)


def test_days_from_the_latest_measurement(tmp_path):
    """The gap is the days from the latest ORS to the last session: here 14 and 0, so the median is 7."""
    found = figures(tmp_path, ["last_measure_gap"], episode("A", 20, 22, None, None), episode("B", 20, 22))
    assert (found["last_measure_gap"].value, found["last_measure_gap"].n) == (7.0, 2)


@pytest.mark.parametrize(
    ("days", "stale"), [(29, (0, 0, 0)), (30, (1, 0, 0)), (60, (1, 1, 0)), (89, (1, 1, 0)), (90, (1, 1, 1))]
)
def test_open_without_contact(tmp_path, days, stale):
    """An open episode without contact for 30, 60 and 90 days (reference rows) at the day of the data."""
    last = date(2024, 6, 1)
    first = date.fromordinal(last.toordinal() - days)
    names = [f"stale_open_{step}" for step in ("first", "second", "third")]
    quiet = [score("A", 1, 20, session_date=first, **OPEN)]
    lively = [score("B", 1, 20, session_date=last, **OPEN)]
    found = figures(tmp_path, names, quiet, lively)
    assert tuple(found[name].k for name in names) == stale
    assert {found[name].n for name in names} == {2}


def test_closing_and_length(tmp_path):
    """Closing is complete with day and way; single sessions, ways of ending and the length are told of closed
    episodes.
    """
    names = [
        "closing_complete",
        "single_session",
        "sessions_per_episode",
        "sessions_median",
        "ended_planned",
        "ended_unplanned",
        "ended_unknown",
    ]
    team = (
        episode("A", 20, closing_date=date(2024, 2, 1)),
        episode("B", 20, 21, 22, closing_type="unplanned"),
        episode("C", 20, 21, closing_type=None),
        episode("D", 20, **OPEN),
    )
    found = figures(tmp_path, names, *team)
    assert [k_of_n(found[name]) for name in (names[0], names[1], *names[4:])] == [
        (1, 3),
        (1, 3),
        (1, 3),
        (1, 3),
        (1, 3),
    ]
    assert (found["sessions_per_episode"].value, found["sessions_median"].value) == (2.0, 2.0)


def test_clients_reached(tmp_path):
    """Of the clients met according to the client information system, those with an ORS in the same period are
    reached.
    """
    home, constants = store.Home(tmp_path / "home"), reference.load()
    met = visits(
        "visits.csv", *(visit(name, date(2024, 1, 8)) for name in "ABC"), visit("D", date(2024, 1, 8), "no_show")
    )
    store.commit(home, [scores("team.csv", *episode("A", 20, 22)), met])
    with store.open(home, constants) as opened:
        (reach,) = measure(opened, ["client_reach"], "North", Period.parse("2024Q1"), constants)
    assert (reach.group, reach.k, reach.n) == ("all", 1, 3)


def test_which_episodes_a_period_holds(tmp_path):
    """A closed episode counts in the period of its closing, an open one in the period that holds the day of the
    data.
    """
    team = (
        episode("A", 20, 22, closing_date=date(2024, 3, 31)),
        episode("B", 20, 22, closing_date=date(2024, 4, 1)),
        episode("C", 20, **OPEN),
    )
    for folder, (period, held) in enumerate({"2024Q1": (1, 1), "2024Q2": (1, 2), "all": (2, 3)}.items()):
        found = figures(tmp_path / str(folder), ["episodes_closed"], *team, period=period)
        assert k_of_n(found["episodes_closed"]) == held


def test_a_client_counts_once_and_in_one_age_group(tmp_path):
    """A client with two episodes counts once, in the age group of the latest."""
    first = episode("A", 20, client="same", age_group="child")
    second = [score("B", 1, 20, client="same", age_group="adolescent", status="closed", session_date=date(2024, 6, 1))]
    found = figures(tmp_path, ["clients"], first, second)
    assert (found["clients"].k, found["clients", "child"].n, found["clients", "adolescent"].k) == (1, 0, 1)
