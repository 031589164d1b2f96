"""A visitor's kernel sees an extract: the rows of its scope, the figures of the whole store, and nothing else."""

from pathlib import Path

import pytest

from fitlib import store
from fitlib.implementation.kept import ROOMS
from fitlib.reference import load
from fitlib.store import Home
from workbench.access import people, scope


def person(role: str, teams: tuple[str, ...] = (), worker: str = "") -> people.Person:
    return people.Person("maija", people.roles()[role], teams, worker, "")


@pytest.fixture
def whole(home: Path):
    with store.open(Home(home), load(home)) as opened:
        yield opened


def test_a_manager_sees_the_own_teams_only_and_the_same_figures(home: Path, whole, tmp_path: Path) -> None:
    team, other = whole.teams()[:2]
    scope.extract(home, tmp_path / "x", person("manager", (team,)))
    with store.open(Home(tmp_path / "x"), load(home)) as seen:
        assert seen.teams() == [team]
        assert seen.stamp.data_date == whole.stamp.data_date
        ask = "SELECT * EXCLUDE (import_no, line) FROM measurement WHERE team = $team ORDER BY ALL"
        assert seen.ask(ask, team=team).equals(whole.ask(ask, team=team))
        days = "SELECT episode, counted_on FROM episode WHERE team = $team ORDER BY ALL"
        assert seen.ask(days, team=team).equals(whole.ask(days, team=team))
        assert seen.ask("SELECT count(*) AS n FROM measurement WHERE team = $team", team=other)["n"].item() == 0


def test_a_worker_sees_the_own_clients_only(home: Path, whole, tmp_path: Path) -> None:
    first = whole.ask("SELECT worker, team FROM episode WHERE worker IS NOT NULL ORDER BY ALL LIMIT 1").row(0)
    scope.extract(home, tmp_path / "x", person("worker", ("*",), first[0]))
    with store.open(Home(tmp_path / "x"), load(home)) as seen:
        assert seen.ask("SELECT DISTINCT worker FROM episode")["worker"].to_list() == [first[0]]
        assert seen.ask("SELECT count(*) AS n FROM nomad_answer")["n"].item() == 0
        own = "SELECT count(DISTINCT client) AS n FROM episode WHERE worker = $worker"
        assert seen.ask(own, worker=first[0]).equals(whole.ask(own, worker=first[0]))


def test_a_trainers_kernel_has_no_measurements(home: Path, tmp_path: Path) -> None:
    scope.extract(home, tmp_path / "x", person("trainer"))
    with store.open(Home(tmp_path / "x"), load(home)) as seen:
        assert seen.teams() == []
        assert seen.ask("SELECT count(*) AS n FROM measurement")["n"].item() == 0


def test_no_extract_holds_the_keys_of_the_whole(home: Path, whole, tmp_path: Path) -> None:
    scope.extract(home, tmp_path / "x", person("manager", (whole.teams()[0],)))
    made = Home(tmp_path / "x")
    assert not made.key.exists()
    assert made.store_key.read_bytes() != Home(home).store_key.read_bytes()


def test_what_a_manager_writes_down_lies_in_the_whole_home(home: Path, whole, tmp_path: Path) -> None:
    scope.extract(home, tmp_path / "x", person("manager", (whole.teams()[0],)))
    assert ROOMS
    for room in ROOMS:
        (tmp_path / "x" / room / "written-by-a-manager.toml").write_text("kept = true", "utf-8")
        assert (home / room / "written-by-a-manager.toml").exists()
