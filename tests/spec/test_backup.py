"""Backup and restore

One file holds the data without their keys; restoring compares everything before anybody reads.
"""

import shutil
import tarfile
from datetime import date

import pytest

from fitlib import store
from fitlib.errors import SetUpFailed, StoreMissing
from fitlib.store import backup, erase, migrate, sealed
from tests.unit.store.layouts import layout_0
from tests.unit.store.rows import score, scores, visit, visits

DAY = date(2026, 5, 6)
FILES = [
    scores("first.csv", score("A", 1, ors=20), score("A", 2, ors=26), score("B", 1, ors=30)),
    scores("second.csv", score("A", 2, ors=27), score("C", 1, ors=12)),
    visits("visits.csv", visit("A", date(2024, 1, 8)), visit("B", date(2024, 1, 8))),
]


@pytest.fixture
def home(tmp_path):
    home = store.Home(tmp_path / "home")
    for one in FILES:
        store.commit(home, [one])
    (home.path / "key").write_text("the other key", "utf-8")
    (home.path / "runs").mkdir()
    (home.path / "runs" / "page.html").write_text("made again any time", "utf-8")
    (home.path / "plans").mkdir()
    (home.path / "plans" / "own.toml").write_text("minutes = 120", "utf-8")
    return home


@pytest.fixture
def archive(home, tmp_path):
    place = tmp_path / "backups" / "one.tar"
    backup.backup(home, place, DAY)
    return place


def empty(path, home):
    """A new home that has the key of the data and nothing else."""
    other = store.Home(path).make()
    shutil.copy(home.store_key, other.store_key)
    return other


def rows(home, constants, sql="FROM measurement ORDER BY ALL"):
    with store.open(home, constants) as opened:
        return opened.ask(sql).rows(), opened.stamp


def test_what_is_restored_is_what_was_there(home, archive, tmp_path, constants):
    """Every row, the history of corrections and what the organisation wrote itself come back."""
    other = empty(tmp_path / "other", home)
    listed = backup.restore(archive, other)
    assert rows(other, constants) == rows(home, constants)
    assert backup.tables(other) == listed.tables == backup.tables(home)
    assert (other.path / "plans" / "own.toml").read_text("utf-8") == "minutes = 120"
    (again,) = store.commit(other, [FILES[0]]).files
    assert again.new == 0


def test_no_key_and_no_page_is_in_the_file(home, archive):
    """The file holds no key; pages and the derived file can be made again and are left out."""
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert {name.split("/")[0] for name in names} == {"backup.json", "imports", "plans", "schema"}
    assert home.store_key.read_bytes().strip() not in archive.read_bytes()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_who_was_erased_after_the_backup_does_not_come_back(home, archive, tmp_path, constants):
    """The erasure list that is kept beside is applied before anybody reads."""
    erase.erase(home, ["client-A"])
    other = empty(tmp_path / "other", home)
    backup.restore(archive, other, erase.read(home))
    assert rows(other, constants) == rows(home, constants)
    assert "client-A" not in str(rows(other, constants)[0])
    assert store.commit(other, [FILES[0]]).files[0].erased == 2


def test_a_changed_byte_is_named_and_nothing_is_restored(home, archive, tmp_path):
    """A file whose bytes are not those of the list stops the restore; the home stays empty."""
    content = bytearray(archive.read_bytes())
    place = content.find(b"PARE") + 60
    content[place] ^= 1
    archive.write_bytes(content)
    other = empty(tmp_path / "other", home)
    with pytest.raises(StoreMissing, match=r"backup_differs, what=imports/000001.*parquet"):
        backup.restore(archive, other)
    assert list(other.imports.iterdir()) == []


def test_rows_that_are_not_those_of_the_list_stop_the_restore(home, archive, tmp_path, monkeypatch):
    """Where the files are whole but a table differs from what it was, the table is named."""
    listed = backup.Backup.read(archive)
    other_digest = {**listed.tables, "visit": backup.Table(listed.tables["visit"].columns, 2, "0" * 16)}
    monkeypatch.setattr(backup.Backup, "read", lambda _: backup.replace(listed, tables=other_digest))
    with pytest.raises(StoreMissing, match="backup_differs, what=visit"):
        backup.restore(archive, empty(tmp_path / "other", home))


def test_data_that_are_there_are_never_overwritten(home, archive, constants):
    """Restoring needs a home without data."""
    before = rows(home, constants)
    with pytest.raises(StoreMissing, match="restore_not_empty"):
        backup.restore(archive, home)
    assert rows(home, constants) == before


def test_a_restore_needs_the_key_of_the_data(archive, tmp_path):
    """Without a key, or with another one, nothing is restored; the check value tells them apart."""
    bare = store.Home(tmp_path / "bare").make()
    with pytest.raises(SetUpFailed, match="store_key_missing"):
        backup.restore(archive, bare)
    bare.staging.mkdir(exist_ok=True)
    sealed.make(bare)
    with pytest.raises(SetUpFailed, match="store_key_other"):
        backup.restore(archive, bare)


def test_a_file_that_is_no_backup_is_said_to_be_none(home, tmp_path):
    """Any other file is refused by name."""
    other = tmp_path / "letter.tar"
    other.write_text("Dear colleague", "utf-8")
    with pytest.raises(StoreMissing, match="backup_unreadable, file=letter.tar"):
        backup.restore(other, empty(tmp_path / "other", home))


def test_a_home_of_an_earlier_layout_is_backed_up_in_this_one(tmp_path, constants):
    """An old home is brought up to date first, so a backup is always encrypted."""
    old = layout_0(tmp_path / "old", FILES)
    place = tmp_path / "old.tar"
    assert backup.backup(old, place, DAY).schema == migrate.CURRENT
    assert b"client-A" not in place.read_bytes()
    other = empty(tmp_path / "other", old)
    backup.restore(place, other)
    assert rows(other, constants)[1].data_hash == rows(old, constants)[1].data_hash
