"""Digests tell which rows must be looked at; whether one is new, there already or corrected is told by what it says."""

from pathlib import Path

import pytest

from fitlib import store
from fitlib.store import Home, ledger, sealed
from fitlib.store.connection import Arriving, writing
from tests.unit.store.rows import score, scores, tenths, visit, visits
from tests.unit.store.sealed_rows import opened_files


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def with_digests_of_another_version(home: Home) -> None:
    """Every import as if another version of DuckDB had made the digests of its rows."""
    files = zip(sorted(home.imports.glob("*.parquet")), opened_files(home), strict=True)
    with writing(home.path, sealed.read(home)) as connection:
        for place, rows in files:
            connection.register("rows", Arriving(rows.with_columns(rows["row_hash"] // 3)))
            config = "(FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'})"
            connection.execute(f"COPY rows TO '{place}' {config}")


def file_of_scores(latest: float = 21.0):
    rows = [score("A", 1, ors=14.0), score("A", 2, ors=18.0, line_green=None), score("B", 1, ors=latest)]
    return scores("scores.csv", *rows)


def test_rows_that_say_the_same_under_another_digest_are_no_news(home):
    store.commit(home, [file_of_scores(), visits("visits.csv", visit("A", score("A", 1)["session_date"]))])
    with_digests_of_another_version(home)
    again = store.commit(home, [file_of_scores(), visits("visits.csv", visit("A", score("A", 1)["session_date"]))])
    assert [(one.new, one.corrected, one.duplicate) for one in again.files] == [(0, 0, 3), (0, 0, 1)]
    assert len(ledger.read(home)) == 2


def test_of_rows_under_another_digest_only_the_one_that_differs_is_corrected(home):
    store.commit(home, [file_of_scores()])
    with_digests_of_another_version(home)
    done = store.commit(home, [file_of_scores(latest=22.5)])
    assert [(one.new, one.corrected, one.duplicate) for one in done.files] == [(0, 1, 2)]
    assert done.corrections["columns"].to_list() == [["ors"]]
    kept = opened_files(home)[1]
    assert kept["ors"].to_list() == [tenths(22.5)]


@pytest.mark.parametrize("column", ["team", "worker", "ors1", "srs_skipped", "closing_type", "service", "case_date"])
def test_a_row_that_differs_in_any_column_is_corrected(home, column):
    other = {"team": "South", "worker": None, "ors1": 50, "srs_skipped": False, "closing_type": "planned",
             "service": "x", "case_date": None}  # fmt: skip
    store.commit(home, [scores("scores.csv", score("A", 1, ors=14.0))])
    done = store.commit(home, [scores("scores.csv", score("A", 1, ors=14.0, **{column: other[column]}))])
    assert [(one.corrected, one.duplicate) for one in done.files] == [(1, 0)]
    assert done.corrections["columns"].to_list() == [[column]]
