"""A reader can ask, and nothing else: no files, no network, no changes, no second statement."""

import subprocess
import sys

import duckdb
import polars as pl
import pytest

from fitlib import store
from tests.unit.store.rows import score, scores


@pytest.fixture
def opened(tmp_path, constants):
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", score("A", 1, ors=20), score("B", 1, ors=26, team="South"))])
    with store.open(home, constants) as opened:
        yield opened


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/hostname'",
    ],
)
def test_a_question_cannot_look_at_files(opened, sql):
    with pytest.raises((duckdb.PermissionException, duckdb.CatalogException)):
        opened.ask(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "COPY measurement TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET VARIABLE constants = NULL",
        "DELETE FROM measurement",
        "DROP TABLE measurement",
        "CREATE TEMP TABLE x AS SELECT 1",
        "SELECT 1; SELECT 2",
        "",
    ],
)
def test_a_question_is_one_select(opened, sql):
    with pytest.raises(ValueError, match="one SELECT"):
        opened.ask(sql)


def test_a_frame_of_the_program_is_not_a_table(opened):
    local = pl.DataFrame({"a": [1]})
    with pytest.raises(duckdb.CatalogException):
        opened.ask("SELECT * FROM local")
    assert local.height == 1


@pytest.mark.parametrize("team", ["A' OR 1=1 --", "'; DROP TABLE measurement; --", "", "north"])
def test_a_value_is_only_ever_a_value(opened, team):
    assert opened.ask("SELECT * FROM episode WHERE team = $team", team=team).height == 0
    assert opened.ask("SELECT count(*) AS n FROM measurement")["n"][0] == 2


def test_values_that_a_question_does_not_name_are_left_out(opened):
    assert opened.ask("SELECT $a AS a", a=1, b=2).rows() == [(1,)]
    with pytest.raises(KeyError, match="team"):
        opened.ask("SELECT $team AS team")


def test_sums_of_whole_numbers_are_whole_numbers(opened):
    assert opened.ask("SELECT sum(ors) AS total FROM measurement").schema == {"total": pl.Int64}
    shown = opened.ask("SELECT sum(ors) AS total, 1.5::DECIMAL(4, 2) AS price FROM measurement")
    assert shown.rows() == [(460, 1.5)]


def test_teams_are_told_by_name(opened):
    assert opened.teams() == ["North", "South"]


def test_imports_are_listed(opened):
    assert opened.imports().select("number", "file", "kind", "new").rows() == [(1, "a.csv", "scores", 2)]


def test_constants_are_a_table_too(opened):
    assert opened.ask("SELECT value FROM reference WHERE name = 'cutoff.ors.adult'").rows() == [(25.0,)]


def test_an_empty_name_gives_nothing(opened):
    assert opened.ask("SELECT constant(NULL) AS a, tenths(NULL) AS b").rows() == [(None, None)]


def test_a_question_with_values_does_not_wait_for_pandas(tmp_path, constants):
    """DuckDB imports pandas, where it is installed, at its first bound value; afterwards it can be imported as ever."""
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", score("A", 1, ors=20))])
    program = (
        "import sys; from fitlib import reference, store; from pathlib import Path;"
        f"opened = store.open(store.Home(Path({str(home.path)!r})), reference.load());"
        "assert opened.ask('SELECT * FROM episode WHERE team = $team', team='North').height == 1;"
        "assert 'pandas' not in sys.modules; import pandas; assert pandas.DataFrame"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
