"""The ledger as files of a FIT_HOME: only added to, the same release the same file, and pages at the same time."""

import os
import stat

import polars as pl
import pytest

from fitlib.indicators.people import People
from fitlib.release import TOO_CLOSE, release
from tests.unit.release.figures import share
from workbench import releases


def page(clients: range, constants):
    """Makes a page of these clients, half of whom improved."""
    names, n = [f"v1_{one}" for one in clients], len(clients)
    groups = {"age_group": ["adult"] * n, "export": [None] * n}
    sets = {"clients_with_two": [1] * n, "improved": [place % 2 for place in range(n)]}
    who = People((pl.DataFrame({"client": names, "row_key": names, "case_key": names} | groups | sets),))
    return lambda: release([share("improved", n // 2, n)], "internal", constants, people=who).facts[0]


def files(home):
    return sorted((home / releases.FOLDER).glob("*.parquet"))


def test_a_page_told_again_is_the_same_and_adds_nothing(tmp_path, constants) -> None:
    first = releases.told(tmp_path, page(range(30), constants))
    kept = [file.read_bytes() for file in files(tmp_path)]
    assert releases.told(tmp_path, page(range(30), constants)) == first
    assert [file.read_bytes() for file in files(tmp_path)] == kept
    assert len(kept) == 1


def test_one_client_more_is_caught_by_the_next_process(tmp_path, constants) -> None:
    assert releases.told(tmp_path, page(range(30), constants)).hidden is None
    assert releases.told(tmp_path, page(range(31), constants)).hidden == TOO_CLOSE
    assert releases.told(tmp_path, page(range(100, 130), constants)).hidden is None


def test_a_page_that_was_overtaken_is_made_again(tmp_path, constants) -> None:
    """While one page is made, another that lies too close is told."""
    made = []

    def slow():
        made.append(page(range(31), constants)())
        if len(made) == 1:
            releases.told(tmp_path, page(range(30), constants))
        return made[-1]

    assert releases.told(tmp_path, slow).hidden == TOO_CLOSE
    assert [one.hidden for one in made] == [None, TOO_CLOSE]


def test_a_page_that_another_does_not_touch_is_made_once(tmp_path, constants) -> None:
    made = []

    def slow():
        made.append(page(range(30), constants)())
        if len(made) == 1:
            releases.told(tmp_path, page(range(100, 130), constants))
        return made[-1]

    assert releases.told(tmp_path, slow).hidden is None
    assert len(made) == 1
    assert len(files(tmp_path)) == 2


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps other kinds of rights")
def test_nobody_else_may_read_it_and_no_pseudonym_is_in_it(tmp_path, constants) -> None:
    releases.told(tmp_path, page(range(30), constants))
    folder = tmp_path / releases.FOLDER
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert not [file for file in folder.iterdir() if b"v1_" in file.read_bytes()]


def test_who_is_forgotten_is_in_no_group(tmp_path, constants) -> None:
    releases.told(tmp_path, page(range(30), constants))
    before = pl.read_parquet(files(tmp_path))
    gone = releases.forget(tmp_path, ["v1_3"])
    after = pl.read_parquet(files(tmp_path))
    assert gone == before.height - after.height > 0
    assert after["client"].n_unique() == 29
    assert releases.forget(tmp_path, ["v1_3"]) == 0


def test_a_home_without_releases_has_nothing_to_forget(tmp_path) -> None:
    assert releases.forget(tmp_path, ["v1_3"]) == 0
