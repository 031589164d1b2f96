"""What lies in FIT_HOME cannot be read without its key."""

import os

import duckdb
import pytest

from fitlib import store
from fitlib.errors import SetUpFailed
from fitlib.store import sealed
from fitlib.store.connection import reading, writing
from tests.unit.store.rows import score, scores, visit, visits
from tests.unit.store.sealed_rows import opened_files

FILES = [
    scores("a.csv", *(score(f"v1_episode{n}", 1, ors=20, client=f"v1_client{n}") for n in range(200))),
    visits("v.csv", visit("v1_episode7", score("x", 1)["session_date"], client="v1_client7")),
]


@pytest.fixture
def home(tmp_path):
    home = store.Home(tmp_path / "home")
    store.commit(home, FILES)
    return home


def test_no_pseudonym_no_team_and_no_text_of_a_row_is_in_any_byte(home):
    """The same search finds them in the opened rows, so it would find them in the files."""
    wanted = (b"v1_client", b"v1_episode", b"North", b"adult")
    assert all(one in opened_files(home)[0].write_csv().encode() for one in wanted)
    found = [(file.name, one) for file in home.path.rglob("*") if file.is_file() for one in wanted]
    assert [(name, one) for name, one in found if one in next(home.path.rglob(name)).read_bytes()] == []


def test_without_the_key_no_file_opens(home):
    with pytest.raises(duckdb.Error):
        reading(home.database, sealed.passing())
    parquet = next(home.imports.glob("*.parquet"))
    with writing(home.path, sealed.passing()) as connection, pytest.raises(duckdb.Error):
        connection.execute("FROM read_parquet($f, encryption_config = {footer_key: 'store'})", {"f": str(parquet)})


def test_a_key_that_is_gone_is_named_and_none_is_made_in_its_place(home, constants):
    home.store_key.unlink()
    for act in (lambda: store.open(home, constants), lambda: store.commit(home, FILES)):
        with pytest.raises(SetUpFailed, match="store_key_missing"):
            act()
    assert not home.store_key.exists()


def test_a_message_never_holds_the_key(home):
    keys = sealed.read(home)
    assert keys.database not in repr(keys)
    assert keys.parquet not in repr(keys)
    with pytest.raises(duckdb.Error) as refused:
        reading(home.path / "nowhere.duckdb", keys)
    assert keys.database not in str(refused.value)


def test_the_keys_are_derived_for_their_use_and_are_not_the_key(home):
    keys, key = sealed.read(home), home.store_key.read_text("ascii").strip()
    assert len({keys.database, keys.parquet, keys.check, key}) == 4
    assert keys == sealed.Keys.of(bytes.fromhex(key))


@pytest.mark.skipif(os.name != "posix", reason="links and modes are POSIX")
def test_a_key_kept_elsewhere_is_linked_and_one_from_a_descriptor_is_copied(tmp_path, constants):
    kept = tmp_path / "vault.key"
    kept.write_text("ab" * 32 + "\n", "ascii")
    kept.chmod(0o400)
    linked, copied = store.Home(tmp_path / "linked"), store.Home(tmp_path / "copied")
    sealed.bring(linked.make(), kept)
    assert linked.store_key.readlink() == kept
    reader, writer = os.pipe()
    os.write(writer, kept.read_bytes())
    os.close(writer)
    copied.make()
    sealed.bring(copied, type(kept)(f"/dev/fd/{reader}"))
    os.close(reader)
    assert copied.store_key.stat().st_mode & 0o777 == 0o400
    assert sealed.read(linked) == sealed.read(copied)
    store.commit(linked, FILES)
    with store.open(linked, constants) as opened:
        assert opened.stamp.imports == 2


def test_another_key_is_refused_where_there_is_one(home, tmp_path):
    other = tmp_path / "other.key"
    other.write_bytes(bytes(range(32)))
    other.chmod(0o400)
    with pytest.raises(SetUpFailed, match="store_key_other"):
        sealed.bring(home, other)


def test_a_dry_run_in_an_empty_place_makes_no_key(tmp_path):
    home = store.Home(tmp_path / "home")
    assert store.commit(home, FILES, dry_run=True).files[0].new == 200
    assert not home.path.exists()
