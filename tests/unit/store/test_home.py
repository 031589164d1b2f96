"""Only the owner may look into FIT_HOME, and a damaged or outdated derived file is never in the way."""

import os
import stat

import pytest

from fitlib import store
from fitlib.errors import InputRefused, StoreMissing
from fitlib.store import build, statements
from tests.unit.store.rows import score, scores

FILE = scores("a.csv", score("A", 1, ors=20), score("A", 2, ors=26))


@pytest.fixture
def home(tmp_path):
    home = store.Home(tmp_path / "home")
    store.commit(home, [FILE])
    return home


def count(home, constants):
    with store.open(home, constants) as opened:
        return opened.ask("SELECT count(*) AS n FROM measurement")["n"][0]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_folders_and_files_are_open_to_their_owner_only(home, constants):
    count(home, constants)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [home.path, *home.path.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert modes.pop(home.store_key) == 0o400
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_folder_that_holds_other_things_keeps_its_mode(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "letter.txt").write_text("not ours", "utf-8")
    home = store.Home(shared)
    store.commit(home, [FILE])
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert {stat.S_IMODE(place.stat().st_mode) for place in (home.imports, home.refused)} == {0o700}
    assert stat.S_IMODE(home.database.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="umask is POSIX")
def test_the_mask_of_the_process_is_as_before(home):
    before = os.umask(0o022)
    os.umask(before)
    store.commit(home, [scores("b.csv", score("B", 1, ors=20))])
    after = os.umask(before)
    assert after == before


def test_nothing_half_made_is_left(home):
    assert list(home.staging.iterdir()) == []


def test_a_derived_file_that_is_gone_is_built_again(home, constants):
    home.database.unlink()
    assert count(home, constants) == 2


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 100_000])
def test_a_derived_file_that_cannot_be_read_is_built_again(home, constants, content):
    home.database.write_bytes(content)
    assert count(home, constants) == 2


def test_a_derived_file_cut_short_is_built_again(home, constants):
    home.database.write_bytes(home.database.read_bytes()[:20_000])
    assert count(home, constants) == 2


def test_a_derived_file_of_other_imports_is_built_again(home, constants):
    older = home.database.read_bytes()
    store.commit(home, [scores("b.csv", score("B", 1, ors=20))])
    home.database.write_bytes(older)
    assert count(home, constants) == 3


def test_a_derived_file_of_other_statements_is_built_again(home, monkeypatch):
    assert not build.is_stale(home)
    changed = statements.statement("curve") + "-- another definition"
    monkeypatch.setattr(build, "statement", lambda name: changed if name == "curve" else statements.statement(name))
    assert build.is_stale(home)


def test_rows_that_no_ledger_file_names_were_never_imported(home, constants):
    orphan = home.imports / "000002-deadbeef.parquet"
    orphan.write_bytes(next(home.imports.glob("*.parquet")).read_bytes())
    assert count(home, constants) == 2
    store.commit(home, [scores("b.csv", score("B", 1, ors=20))])
    assert not orphan.exists()
    assert count(home, constants) == 3


def test_an_import_whose_rows_have_gone_is_named(home, constants):
    store.commit(home, [scores("b.csv", score("B", 1, ors=20))])
    gone = sorted(home.imports.glob("*.parquet"))[0]
    gone.unlink()
    home.database.unlink()
    with pytest.raises(StoreMissing, match=gone.name):
        count(home, constants)


def test_rows_that_do_not_add_up_to_the_ledger_are_not_served(home, constants):
    ledger_file = next(home.imports.glob("*.json"))
    ledger_file.write_text(ledger_file.read_text("utf-8").replace('"new": 2', '"new": 3'), "utf-8")
    home.database.unlink()
    with pytest.raises(StoreMissing, match="store_damaged"):
        count(home, constants)


def test_an_empty_home_says_so(tmp_path, constants):
    with pytest.raises(StoreMissing, match="store_empty"):
        store.open(store.Home(tmp_path / "nowhere"), constants)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_with_two_rows_for_one_key_is_refused_and_nothing_is_kept(home, constants):
    good, twice = score("C", 1, ors=20), score("B", 1, ors=20)
    files = [scores("good.csv", good), scores("twice.csv", twice, twice | {"ors": 210})]
    with pytest.raises(InputRefused, match="store_key_twice"):
        store.commit(home, files)
    assert count(home, constants) == 2


def test_imports_are_numbered_without_gaps(home):
    for number in range(2, 5):
        store.commit(home, [scores(f"{number}.csv", score(f"E{number}", 1, ors=20))])
        store.commit(home, [FILE])
    assert [file.name[:6] for file in sorted(home.imports.glob("*.json"))] == ["000001", "000002", "000003", "000004"]
