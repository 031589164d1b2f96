"""A home of an earlier layout becomes one of this layout, whole or not at all."""

import pytest

from fitlib import store
from fitlib.errors import StoreMissing
from fitlib.store import migrate
from tests.unit.store.layouts import LATER, layout_0, layout_1
from tests.unit.store.rows import score, scores
from tests.unit.store.sealed_rows import opened_files

FILES = [
    scores("a.csv", score("A", 1, ors=20), score("A", 2, ors=26)),
    scores("b.csv", score("A", 2, ors=30), score("B", 1, ors=9)),
]
ROWS = "SELECT episode, session_no, ors, source, import_no FROM measurement ORDER BY ALL"


def rows(home, constants):
    with store.open(home, constants) as opened:
        return opened.ask(ROWS).rows(), opened.stamp


@pytest.fixture
def expected(tmp_path, constants):
    home = store.Home(tmp_path / "new")
    for one in FILES:
        store.commit(home, [one])
    return rows(home, constants)


@pytest.fixture
def old(tmp_path):
    return layout_0(tmp_path / "old", FILES)


def in_the_clear(home):
    return [file.name for file in home.path.rglob("*") if file.is_file() and b"client-A" in file.read_bytes()]


def test_opening_an_old_home_encrypts_it_and_loses_nothing(old, constants, expected):
    assert len(in_the_clear(old)) == 3
    assert migrate.schema(old) == 0
    assert rows(old, constants) == expected
    assert in_the_clear(old) == []
    assert (migrate.schema(old), old.schema.read_text("ascii")) == (migrate.CURRENT, f"{migrate.CURRENT}\n")


def test_files_without_a_later_column_get_it_empty(tmp_path, constants, expected):
    home = layout_1(tmp_path / "one", FILES)
    assert [LATER in frame.columns for frame in opened_files(home)] == [False, False]
    assert rows(home, constants) == expected
    assert [frame[LATER].null_count() == frame.height for frame in opened_files(home)] == [True, True]
    assert migrate.schema(home) == migrate.CURRENT


def test_an_import_into_an_old_home_encrypts_it_too(old, constants, expected):
    (again,) = store.commit(old, [FILES[0]]).files
    assert (again.new, again.duplicate, again.corrected) == (0, 1, 1)
    store.commit(old, [FILES[1]])
    assert rows(old, constants)[1].data_hash == expected[1].data_hash
    assert in_the_clear(old) == []


def test_a_file_that_cannot_be_copied_leaves_the_old_home_as_it_was(old, constants):
    before = {file.name: file.read_bytes() for file in old.imports.iterdir()}
    broken = sorted(old.imports.glob("*.parquet"))[1]
    broken.write_bytes(before[broken.name][:100])
    with pytest.raises(Exception, match=r"Parquet|parquet"):
        store.open(old, constants)
    broken.write_bytes(before[broken.name])
    assert {file.name: file.read_bytes() for file in old.imports.iterdir()} == before
    assert migrate.schema(old) == 0


@pytest.mark.parametrize("swapped", [False, True])
def test_a_migration_killed_between_its_two_renames_ends_the_next_time(old, constants, expected, swapped, monkeypatch):
    """Killed after the first rename the old folder comes back; killed after the second the new one stays."""
    killed = RuntimeError("killed")

    def stop(*_):
        raise killed

    monkeypatch.setattr(migrate, "_number", stop)
    with pytest.raises(RuntimeError):
        store.open(old, constants)
    monkeypatch.undo()
    aside = old.path / "imports.old"
    assert aside.exists()
    if not swapped:
        old.imports.rename(old.path / "gone")
    assert rows(old, constants) == expected
    assert not aside.exists()


def test_a_home_of_a_later_version_is_left_alone(tmp_path, constants):
    home = store.Home(tmp_path / "home")
    store.commit(home, [FILES[0]])
    home.schema.write_text("99\n", "ascii")
    for act in (lambda: store.open(home, constants), lambda: store.commit(home, [FILES[1]])):
        with pytest.raises(StoreMissing, match="store_newer"):
            act()
