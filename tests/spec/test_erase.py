"""Erasing a person

What is taken out of the data is gone from every file, and an old export does not bring it back.
"""

from datetime import date

import pytest

from fitlib import store
from fitlib.store import erase
from tests.unit.store.rows import answer, answers, score, scores, visit, visits
from tests.unit.store.sealed_rows import opened_files

DAY = date(2024, 1, 8)
FIRST = scores("first.csv", score("A", 1, ors=20), score("A", 2, ors=26), score("B", 1, ors=30))
SECOND = scores("second.csv", score("A", 2, ors=27), score("C", 1, ors=12))
VISITS = visits("visits.csv", visit("A", DAY), visit("B", DAY))


@pytest.fixture
def home(tmp_path):
    home = store.Home(tmp_path / "home")
    for one in (FIRST, SECOND, VISITS, answers("n.csv", answer("r1", "C1", 4), answer("r2", "C1", 2))):
        store.commit(home, [one])
    return home


@pytest.fixture
def ask(home, constants):
    def ask(sql):
        with store.open(home, constants) as opened:
            return opened.ask(sql).rows()

    return ask


def test_an_erased_person_is_in_no_table_and_in_no_file(home, ask):
    """All rows of the person go, those that a correction had replaced too; everybody else's stay as they were."""
    done = erase.erase(home, ["client-A"])
    assert done.rows == {"scores": 3, "visits": 1, "nomad": 0}
    assert done.files == 3
    assert ask("SELECT DISTINCT client FROM measurement ORDER BY 1") == [("client-B",), ("client-C",)]
    assert ask("SELECT client FROM visit") == [("client-B",)]
    assert ask("SELECT episode FROM episode ORDER BY 1") == [("B",), ("C",)]
    texts = "".join(frame.write_csv() for frame in opened_files(home))
    assert "client-B" in texts
    assert "client-A" not in texts


def test_an_old_export_does_not_bring_the_person_back(home, ask):
    """A later import of the same rows leaves the person's rows out, and says how many."""
    erase.erase(home, ["client-A"])
    (again,) = store.commit(home, [FIRST]).files
    assert (again.new, again.duplicate, again.erased) == (0, 1, 2)
    (new,) = store.commit(home, [scores("new.csv", score("A", 9, ors=10), score("D", 1, ors=10))]).files
    assert (new.new, new.erased) == (1, 1)
    assert ask("SELECT count(*) FROM measurement WHERE client = 'client-A'") == [(0,)]


def test_who_answered_a_questionnaire_can_be_erased_too(home, ask):
    """The person of an answer is its respondent."""
    assert erase.erase(home, ["r1"]).rows["nomad"] == 1
    assert ask("SELECT respondent FROM nomad_answer") == [("r2",)]


def test_the_list_of_the_erased_holds_no_pseudonym(home):
    """The list holds a keyed digest and a day; it knows a pseudonym only when it is brought."""
    erase.erase(home, ["client-A"], date(2026, 5, 6))
    assert "client-A" not in home.erased.read_text("utf-8")
    (listed,) = erase.read(home)
    assert (listed.has("client-A"), listed.has("client-B"), listed.pending) == (True, False, False)
    assert [day for _, day in listed.people] == ["2026-05-06"]


def test_erasing_twice_changes_nothing_more(home, ask):
    """A person who is gone can be named again; nothing is left to take out."""
    erase.erase(home, ["client-A"])
    before = ask("FROM measurement ORDER BY ALL")
    assert erase.erase(home, ["client-A"]).files == 0
    assert ask("FROM measurement ORDER BY ALL") == before
    assert len(erase.read(home)[0].people) == 1


def test_an_erasure_that_was_cut_short_is_done_before_anybody_reads(home, ask, monkeypatch):
    """The list is written first: whoever opens the data after a kill finishes what it began."""
    real = erase.rewrite

    def die(home, connection, kind, place, *who):
        if place.name.startswith("000002"):
            raise KeyboardInterrupt
        return real(home, connection, kind, place, *who)

    monkeypatch.setattr(erase, "rewrite", die)
    with pytest.raises(KeyboardInterrupt):
        erase.erase(home, ["client-A"])
    monkeypatch.undo()
    assert erase.is_pending(home)
    assert ask("SELECT count(*) FROM measurement WHERE client = 'client-A'") == [(0,)]
    assert not erase.is_pending(home)


def test_a_file_whose_every_row_goes_stays_as_an_import_without_rows(tmp_path, constants):
    """The list of imports still tells that there was a file."""
    home = store.Home(tmp_path / "one")
    store.commit(home, [scores("only.csv", score("A", 1, ors=20))])
    erase.erase(home, ["client-A"])
    with store.open(home, constants) as opened:
        assert opened.imports().select("file", "new").rows() == [("only.csv", 0)]
        assert opened.ask("SELECT count(*) AS n FROM episode")["n"][0] == 0


def test_a_person_whose_time_has_passed_is_dropped_and_may_come_back(home, ask):
    """Dropping takes the rows out and puts nobody on the list: a new export may bring the person back."""
    assert erase.drop(home, ["client-A"]).rows["scores"] == 3
    assert ask("SELECT count(*) FROM measurement WHERE client = 'client-A'") == [(0,)]
    (again,) = store.commit(home, [scores("new.csv", score("A", 9, ors=10))]).files
    assert (again.new, again.erased) == (1, 0)
