"""A disk that refuses is a sentence with a place and a remedy, and what was stored before is as it was."""

import errno
import os
import subprocess
from contextlib import contextmanager
from datetime import date

import pytest

from fitlib import store
from fitlib.errors import StoreTrouble
from fitlib.store import backup, erase
from fitlib.store import home as places
from fitlib.words import LANGUAGES, Words
from tests.unit.store.rows import score, scores

FIRST = scores("first.csv", score("A", 1, ors=20), score("B", 1, ors=30))
SECOND = scores("second.csv", *(score(f"C{n}", s, ors=n % 40) for n in range(4000) for s in (1, 2)))
NOBODY, DAY = 65534, date(2026, 5, 6)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="mounts, users and modes are POSIX")


def count(home, constants):
    with store.open(home, constants) as opened:
        return opened.ask("SELECT count(*) AS n FROM measurement")["n"][0]


def trouble(deed):
    """The key of what stopped a deed, None where nothing did."""
    try:
        deed()
    except StoreTrouble as stopped:
        return stopped.key
    return None


@pytest.fixture
def home(tmp_path):
    home = store.Home(tmp_path / "home")
    store.commit(home, [FIRST])
    return home


@pytest.fixture
def disk(tmp_path):
    """A disk of its own of six megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if mount("-t", "tmpfs", "-o", "size=6m", "none", place):
        pytest.skip("this user or container may not mount a disk")
    yield place
    subprocess.run(["umount", place], check=True)


def mount(*how):
    try:
        return subprocess.run(["mount", *how], check=False, capture_output=True).returncode
    except FileNotFoundError:
        return 1


def test_a_full_disk_refuses_an_import_and_keeps_what_was_there(disk, constants):
    home = store.Home(disk / "home")
    store.commit(home, [FIRST])
    filler = disk / "filler"
    filler.write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 50_000))
    with pytest.raises(StoreTrouble, match="disk_full") as stopped:
        store.commit(home, [SECOND])
    assert "Levytila loppui" in stopped.value.in_words(Words("fi"))
    assert count(home, constants) == 2
    filler.unlink()
    assert store.commit(home, [SECOND]).files[0].new == 8000
    assert count(home, constants) == 8002


@pytest.mark.parametrize("room", [0, 4_000, 20_000, 200_000, 1_000_000, 1_900_000, 2_500_000])
def test_wherever_the_disk_is_full_an_import_is_whole_or_not_there(disk, constants, room):
    """From no room at all to room for all but the last file: nothing is lost, and the next try does it."""
    home = store.Home(disk / "home")
    store.commit(home, [FIRST])
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - room)))
    assert trouble(lambda: store.commit(home, [SECOND])) in (None, "disk_full")
    filler.unlink()
    assert count(home, constants) in (2, 8002)
    store.commit(home, [SECOND])
    assert count(home, constants) == 8002


def test_a_full_disk_stops_a_backup_and_leaves_no_half_of_it(disk, home):
    (disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 4096))
    with pytest.raises(StoreTrouble, match="disk_full"):
        backup.backup(home, disk / "one.tar", DAY)
    assert [file.name for file in disk.iterdir()] == ["filler"]


def test_a_disk_that_can_only_be_read_is_still_read(disk, constants):
    home = store.Home(disk / "home")
    store.commit(home, [FIRST])
    assert mount("-o", "remount,ro", disk) == 0
    with pytest.raises(StoreTrouble, match="disk_read_only") as stopped:
        store.commit(home, [SECOND])
    assert "vain luettavissa" in stopped.value.in_words(Words("fi"))
    assert count(home, constants) == 2


@contextmanager
def somebody_else():
    """As a user without rights; where the tests run without rights, they stay who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_the_right_to_write_is_named(tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o555)
    try:
        with somebody_else(), pytest.raises(StoreTrouble, match="disk_no_right") as stopped:
            store.commit(store.Home(folder / "home"), [FIRST])
    finally:
        for place in (folder, *folder.parents[:2]):
            place.chmod(0o755)
    assert "Oikeudet eivät riitä" in stopped.value.in_words(Words("fi"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("deed", ["import", "erase", "backup"])
@pytest.mark.parametrize(("number", "key"), [(errno.EIO, "disk_broken"), (errno.ENOSPC, "disk_full")])
def test_a_disk_that_fails_at_any_flush_loses_nothing(home, constants, tmp_path, monkeypatch, deed, number, key):
    """Each flush in turn fails as a broken or a full disk would; afterwards the data are the old or the new ones."""
    deeds = {
        "import": lambda: store.commit(home, [scores("b.csv", score("C", 1, ors=9))]),
        "erase": lambda: erase.erase(home, ["client-A"]),
        "backup": lambda: backup.backup(home, tmp_path / "one.tar", DAY),
    }
    possible = {"import": (2, 3), "erase": (1,), "backup": (2,)}[deed]
    failing, real, stopped = 0, os.fsync, key
    while stopped:
        left = [failing]

        def fsync(handle, left=left):
            if left[0] == 0:
                raise OSError(number, os.strerror(number))
            left[0] -= 1
            real(handle)

        monkeypatch.setattr(places.os, "fsync", fsync)
        stopped = trouble(deeds[deed])
        monkeypatch.undo()
        assert stopped in (None, key)
        assert count(home, constants) in (2, *possible)
        failing += 1
    assert failing > 1
    assert count(home, constants) in possible


def test_a_clock_that_jumps_back_changes_no_order(home, constants):
    """The number of an import says which is newer, not its day."""
    store.commit(home, [scores("b.csv", score("A", 1, ors=25))], today=date(2026, 5, 6))
    store.commit(home, [scores("c.csv", score("A", 1, ors=30))], today=date(1999, 1, 1))
    with store.open(home, constants) as opened:
        assert opened.ask("SELECT ors FROM measurement WHERE episode = 'A'").rows() == [(300,)]
        assert opened.imports()["number"].to_list() == [1, 2, 3]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["disk_full", "disk_read_only", "disk_no_right", "disk_broken", "disk_other"])
def test_every_trouble_says_where_and_what_to_do(lang, key):
    said = StoreTrouble(key, place="/data/fit", why="x").in_words(Words(lang))
    assert "/data/fit" in said
    assert said.count(".") >= 2
