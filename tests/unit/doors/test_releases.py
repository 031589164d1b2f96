"""The ledger as files of a FIT_HOME: only added to, the same release the same file, and pages at the same time."""

import os
import stat

import polars as pl
import pytest

from fitlib.indicators.people import People
from fitlib.release import TOO_CLOSE, release
from tests.unit.release.figures import share
from workbench import releases


def page(clients: range, constants, audience: str = "internal", beside=()):
    """Makes a page of these clients, half of whom improved."""
    names, n = [f"v1_{one}" for one in clients], len(clients)
    groups = {"age_group": ["adult"] * n, "export": [None] * n}
    sets = {"clients_with_two": [1] * n, "improved": [place % 2 for place in range(n)]}
    who = People((pl.DataFrame({"client": names, "row_key": names, "case_key": names} | groups | sets),))
    return lambda: release([share("improved", n // 2, n)], audience, constants, people=who, beside=beside).facts[0]


def closed(name: str, count: int, constants):
    """Makes a page of closed episodes called so, of whom three were reached: those are hidden."""
    names = [f"v1_{one}" for one in range(count)]
    groups = {"age_group": ["adult"] * count, "export": [None] * count}
    sets = {name: [1] * count, "few": [int(one < 3) for one in range(count)]}
    who = People((pl.DataFrame({"client": names, "row_key": names, "case_key": names} | groups | sets),))
    return lambda: release([share("few", 3, count, of=name)], "internal", constants, people=who).facts[0]


def elsewhere(home, make):
    """What a page tells that a worker made, and what it hands over to whoever asked for it."""
    with releases.gathered() as found:
        told = releases.told(home, make)
    releases.pack(found, home / "packed")
    return told, (home / "packed").read_bytes()


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


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_workers_pages_told_at_the_same_instant_one_is_made_again_and_kept(tmp_path, constants, order) -> None:
    """Forty closed episodes, and thirty-eight of them visited: neither page knew of the other."""
    first, second = (closed(*one, constants) for one in [("closed", 40), ("closed_visited", 38)][::order])
    (one, packed), (other, too_late) = elsewhere(tmp_path, first), elsewhere(tmp_path, second)
    assert [one.n, other.n] == [40, 38][::order]
    assert releases.take(tmp_path, packed)
    assert not releases.take(tmp_path, too_late)
    assert len(files(tmp_path)) == 1
    again, packed = elsewhere(tmp_path, second)
    assert (again.n, again.hidden) == (None, TOO_CLOSE)
    assert releases.take(tmp_path, packed)


def test_a_worker_that_had_seen_what_was_told_is_not_refused_for_it(tmp_path, constants) -> None:
    """A page may hide what an earlier one told: that it was told meanwhile would be another matter."""
    telling, hiding = page(range(30), constants), page(range(30), constants, beside=[("improved", "all")])
    (told, packed), (_, at_once) = elsewhere(tmp_path, telling), elsewhere(tmp_path, hiding)
    assert (told.k, releases.take(tmp_path, packed)) == (15, True)
    assert not releases.take(tmp_path, at_once)
    hidden, later = elsewhere(tmp_path, hiding)
    assert (hidden.k, releases.take(tmp_path, later)) == (None, True)


def test_pages_of_one_piece_have_seen_what_all_of_them_saw(tmp_path, constants) -> None:
    """Between two languages another page is told: the first of them did not know of it."""
    with releases.gathered() as found:
        releases.told(tmp_path, closed("closed", 40, constants))
        releases.take(tmp_path, elsewhere(tmp_path, closed("closed_visited", 38, constants))[1])
        releases.told(tmp_path, page(range(100, 130), constants))
    releases.pack(found, tmp_path / "packed")
    assert not releases.take(tmp_path, (tmp_path / "packed").read_bytes())


@pytest.mark.parametrize("count", [30, 31])
def test_public_pages_of_two_workers_are_kept_or_made_again(tmp_path, constants, count) -> None:
    """Alike, both are told; with one client more, the later one says that it is too close."""
    one, other = (page(range(many), constants, "public") for many in (30, count))
    (_, packed), (_, second) = elsewhere(tmp_path, one), elsewhere(tmp_path, other)
    assert releases.take(tmp_path, packed)
    assert releases.take(tmp_path, second) == (count == 30)
    again, third = elsewhere(tmp_path, other)
    assert (again.hidden == TOO_CLOSE) == (count == 31)
    assert releases.take(tmp_path, third)


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
