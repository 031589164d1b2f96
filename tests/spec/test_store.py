"""What the store keeps

Imported rows are kept as they came, import by import; what pages read is derived from them. A row is known by its
key: of scores episode, client, session and rater; of visits client, episode, day, state, kind and order; of answers
team, round, respondent and item.
"""

from datetime import date

import pytest

from fitlib import store
from tests.unit.store.rows import answer, answers, score, scores, visit, visits


@pytest.fixture
def home(tmp_path):
    return store.Home(tmp_path / "home")


@pytest.fixture
def ask(home, constants):
    def rows(sql, **values):
        with store.open(home, constants) as opened:
            return opened.ask(sql, **values).rows()

    return rows


@pytest.fixture
def stamp(home, constants):
    def stamped():
        with store.open(home, constants) as opened:
            return opened.stamp

    return stamped


JANUARY = scores("january.csv", score("A", 1, ors=20), score("A", 2, ors=24.5))


def test_the_same_file_twice_changes_nothing(home, stamp):
    """The same file twice changes nothing: no new import, the same digest of the data."""
    store.commit(home, [JANUARY])
    before = stamp()
    (again,) = store.commit(home, [JANUARY]).files
    assert (again.new, again.duplicate, again.corrected) == (0, 2, 0)
    assert stamp() == before


def test_the_same_rows_under_another_name_or_in_another_order_change_nothing(home, stamp):
    """The same rows under another file name, or in another order, change nothing either."""
    store.commit(home, [JANUARY])
    before = stamp()
    renamed = scores("copy.csv", score("A", 2, ors=24.5, line=2), score("A", 1, ors=20, line=3))
    assert store.commit(home, [renamed]).files[0].duplicate == 2
    assert stamp() == before


def test_a_corrected_row_wins_and_is_listed(home, ask):
    """Of two rows with one key and other content the newer import wins; it is listed with file, line and columns."""
    store.commit(home, [JANUARY])
    corrected = scores("february.csv", score("A", 1, ors=20), score("A", 2, ors=25.5, srs=38, line=7))
    done = store.commit(home, [corrected])
    assert (done.files[0].duplicate, done.files[0].corrected) == (1, 1)
    assert done.corrections.rows() == [("february.csv", 7, ["ors", "srs", "srs_skipped", "srs_total_only"])]
    assert ask("SELECT session_no, ors FROM measurement ORDER BY 1") == [(1, 200), (2, 255)]


def test_the_older_row_stays_as_history(home):
    """The older row stays in the file of its own import."""
    store.commit(home, [JANUARY])
    store.commit(home, [scores("february.csv", score("A", 2, ors=25.5))])
    assert [file.suffix for file in sorted(home.imports.iterdir())] == [".json", ".parquet"] * 2


def test_a_conflict_between_two_files_of_one_call_is_listed(home, ask):
    """Two files of one call that disagree: the later one wins, and the row is listed as corrected."""
    done = store.commit(home, [JANUARY, scores("other.csv", score("A", 1, ors=30))])
    assert done.corrections.rows() == [("other.csv", 2, ["ors"])]
    assert ask("SELECT ors FROM measurement WHERE session_no = 1") == [(300,)]


def test_rows_that_are_absent_from_the_next_file_of_that_name_are_counted_and_stay(home, ask):
    """Rows of an earlier file of the same name that are absent from the new one are counted, and stay."""
    store.commit(home, [JANUARY])
    (shorter,) = store.commit(home, [scores("january.csv", score("A", 1, ors=20))]).files
    assert (shorter.absent, shorter.removed) == (1, 0)
    assert ask("SELECT count(*) FROM measurement") == [(2,)]


def test_absent_rows_go_when_the_file_is_to_replace_the_earlier_one(home, ask):
    """With `replace` absent rows are taken out; a later file may bring them back."""
    store.commit(home, [JANUARY])
    (shorter,) = store.commit(home, [scores("january.csv", score("A", 1, ors=20))], replace=True).files
    assert (shorter.absent, shorter.removed) == (1, 1)
    assert ask("SELECT session_no FROM measurement") == [(1,)]
    assert store.commit(home, [JANUARY]).files[0].new == 1
    assert ask("SELECT session_no FROM measurement ORDER BY 1") == [(1,), (2,)]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(home):
    """A dry run gives the same counts and writes nothing, not even the folder."""
    done = store.commit(home, [JANUARY, scores("other.csv", score("A", 1, ors=30))], dry_run=True)
    assert [(file.new, file.corrected) for file in done.files] == [(2, 0), (0, 1)]
    assert not home.path.exists()


def test_the_order_of_files_that_share_no_row_does_not_matter(tmp_path, constants):
    """Files that share no row give the same digest of the data in whatever order they come."""
    files = [JANUARY, scores("march.csv", score("B", 1, ors=11)), visits("v.csv", visit("A", date(2024, 1, 8)))]
    digests = set()
    for number, order in enumerate([files, files[::-1], [files[1], files[0], files[2]]]):
        home = store.Home(tmp_path / str(number))
        store.commit(home, order)
        with store.open(home, constants) as opened:
            digests.add(opened.stamp.data_hash)
    assert len(digests) == 1


def test_visits_alike_in_everything_are_told_apart_by_their_order(home, ask):
    """Two visits of one client on one day of one kind are two visits, in whatever order a later file lists them."""
    day = date(2024, 1, 8)
    store.commit(home, [visits("v.csv", visit("A", day, minutes=45), visit("A", day, minutes=90))])
    (again,) = store.commit(home, [visits("v.csv", visit("A", day, minutes=90), visit("A", day, minutes=45))]).files
    assert (again.new, again.duplicate) == (0, 2)
    assert ask("SELECT minutes FROM visit ORDER BY order_no") == [(45,), (90,)]


def test_an_answer_that_was_not_relevant_stays_empty(home, ask):
    """ "Not relevant" is empty, not zero."""
    store.commit(home, [answers("n.csv", answer("r1", "C1", 4), answer("r1", "C2", None))])
    assert ask("SELECT item, answer FROM nomad_answer ORDER BY item") == [("C1", 4), ("C2", None)]


def test_an_episode_has_the_attributes_of_its_latest_session(home, ask):
    """An episode has the attributes of its latest session, the client's own row before another rater's."""
    rows = [
        score("A", 1, ors=20, service="office"),
        score("A", 2, ors=24, service=None, status="closed", closing_date=date(2024, 2, 1)),
        score("A", 2, ors=18, rater="mother", service="home"),
    ]
    store.commit(home, [scores("a.csv", *rows)])
    assert ask("SELECT status, service, sessions FROM episode") == [("closed", None, 2)]


def test_a_curve_goes_from_the_first_to_the_latest_measured_score(home, ask):
    """A curve goes from the first to the latest measured ORS; a skipped one is passed over, and 0 is a score."""
    rows = [score("A", 1), score("A", 2, ors=0, srs=36), score("A", 3, ors=31.5), score("A", 4, srs=40)]
    store.commit(home, [scores("a.csv", *rows)])
    assert ask("SELECT n_ors, intake, latest, n_srs, first_srs, latest_srs FROM curve") == [(2, 0, 315, 2, 360, 400)]
    assert ask("SELECT intake_date, latest_date FROM curve") == [(date(2024, 1, 15), date(2024, 1, 22))]


def test_two_clients_of_one_episode_have_a_curve_each(home, ask):
    """A couple or a family is one episode, and each client in it has a curve."""
    rows = [score("A", 1, ors=20), score("A", 2, ors=25), score("A", 1, ors=30, client="partner")]
    store.commit(home, [scores("a.csv", *rows)])
    assert ask("SELECT client, intake, latest FROM curve ORDER BY 1") == [("client-A", 200, 250), ("partner", 300, 300)]
    assert ask("SELECT count(*), max(sessions) FROM episode") == [(1, 2)]


def test_lines_of_a_curve_are_those_of_its_latest_score(home, ask):
    """The expected-change lines of a curve are those of the row of its latest ORS, also where that row has none."""
    rows = [score("A", 1, ors=20, line_green=300), score("A", 2, ors=21, line_green=310), score("A", 3, line_green=320)]
    rows += [score("B", 1, ors=20, line_green=300), score("B", 2, ors=21)]
    store.commit(home, [scores("a.csv", *rows)])
    assert ask("SELECT episode, line_green FROM curve ORDER BY 1") == [("A", 310), ("B", None)]


CLOSED = {"status": "closed", "closing_date": date(2024, 3, 31)}
COHORT = "SELECT episode FROM cohort($team, $first, $last) WHERE grp = 'all' ORDER BY episode"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2024, 1, 1), date(2024, 3, 30), []),
        (date(2024, 1, 1), date(2024, 3, 31), ["closed"]),
        (date(2024, 3, 31), date(2024, 6, 30), ["closed", "open"]),
        (date(2024, 4, 1), date(2024, 6, 30), ["open"]),
    ],
)
def test_an_episode_counts_in_one_period_only(home, ask, first, last, found):
    """An episode counts on the day it was closed; an open one on the day the data reach to."""
    rows = [score("closed", 1, ors=20, **CLOSED), score("open", 1, ors=20, session_date=date(2024, 5, 2))]
    store.commit(home, [scores("a.csv", *rows)])
    assert [episode for (episode,) in ask(COHORT, team="North", first=first, last=last)] == found


def test_a_closed_episode_without_a_day_counts_on_its_last_session(home, ask):
    """A closed episode without a closing day counts on the day of its last session."""
    rows = [score("A", 1, ors=20, status="closed"), score("B", 1, ors=20, session_date=date(2024, 5, 2))]
    store.commit(home, [scores("a.csv", *rows)])
    assert ask("SELECT counted_on FROM episode WHERE episode = 'A'") == [(date(2024, 1, 8),)]


def test_a_cohort_is_told_by_age_group_and_where_there_are_several_by_export(home, ask):
    """Groups are all, each age group and, where a cohort came in several files, each file."""
    groups = "SELECT grp, count(*) FROM cohort('North', '2024-01-01', '2024-12-31') GROUP BY grp ORDER BY grp"
    store.commit(home, [scores("a.csv", score("A", 1, ors=20), score("B", 1, ors=20, age_group="child"))])
    assert ask(groups) == [("adult", 1), ("all", 2), ("child", 1)]
    store.commit(home, [scores("b.csv", score("C", 1, ors=20))])
    assert ask(groups) == [("adult", 2), ("all", 3), ("child", 1), ("export:a.csv", 2), ("export:b.csv", 1)]


def test_an_unknown_constant_is_an_error_and_never_an_empty_value(home, ask):
    """A query that names a constant that is not there fails; it never compares with nothing."""
    store.commit(home, [JANUARY])
    assert ask("SELECT constant('rci.convention'), tenths('cutoff.ors.adult')") == [(5.0, 250)]
    with pytest.raises(Exception, match="reference_unknown: cutoff.ors.nobody"):
        ask("SELECT tenths('cutoff.ors.nobody')")


def test_a_reader_keeps_what_it_opened(home, constants):
    """Who reads is not disturbed by an import; who opens afterwards sees it."""
    store.commit(home, [JANUARY])
    count = "SELECT count(*) AS n FROM measurement"
    with store.open(home, constants) as before:
        store.commit(home, [scores("march.csv", score("B", 1, ors=11))])
        with store.open(home, constants) as after:
            assert (before.ask(count)["n"][0], after.ask(count)["n"][0]) == (2, 3)
            assert (before.stamp.imports, after.stamp.imports) == (1, 2)
        assert before.ask(count)["n"][0] == 2
