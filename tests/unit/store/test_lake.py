"""A home whose data are in a lake: several homes import into it, all show the same, and who is erased is gone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from fitlib import ROOT, store
from fitlib.errors import FitError, SetUpFailed, StoreMissing, StoreTrouble
from fitlib.store import backup, erase, lake, ledger, mirror
from fitlib.store.home import Home, private
from fitlib.store.lock import held
from fitlib.words import LANGUAGES, Words
from tests.unit.store import postgres
from tests.unit.store.importer import ROWS
from tests.unit.store.rows import score, scores

FILE = 'kind = "ducklake"\ncatalogue = "{place}/catalogue.ducklake"\ndata = "{place}/data/"\nfresh_seconds = 0\n'
SERVER = (
    'kind = "ducklake"\ncatalogue = {{ host = "{host}", database = "{name}", user = "fit" }}\n'
    'data = "{place}/data/"\nfresh_seconds = 0\n'
)


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    with postgres.serving() as folder:
        yield folder


def joined(place: Path, name: str, settings: str) -> Home:
    """A home of its own that follows a lake."""
    (place / "data").mkdir(exist_ok=True)
    home = Home(place / name).make()
    home.settings.write_text(settings, "utf-8")
    return home


@pytest.fixture
def two(tmp_path) -> tuple[Home, Home]:
    """Two homes of one lake, whose catalogue is a file."""
    text = FILE.format(place=tmp_path)
    return joined(tmp_path, "one", text), joined(tmp_path, "two", text)


def state(home: Home, constants) -> tuple[str, int, int]:
    """What pages are made of: digest of the rows, how many, how many imports."""
    with store.open(home, constants) as opened:
        (rows,) = opened.ask("SELECT count(*) AS n FROM measurement")["n"]
        return opened.stamp.data_hash, rows, opened.stamp.imports


def test_what_one_home_imports_the_other_shows(two, constants) -> None:
    one, other = two
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20), score("e1", 2, ors=25))])
    assert state(other, constants) == state(one, constants)
    with store.open(one, constants) as before:
        done = store.commit(other, [scores("b.csv", score("e1", 2, ors=26), score("e2", 1, ors=10))])
        assert (done.files[0].new, done.files[0].corrected) == (1, 1)
        assert before.ask("SELECT sum(ors) AS n FROM measurement")["n"].to_list() == [450], "a page reads one snapshot"
    assert state(one, constants) == state(other, constants)
    assert [entry.number for entry in ledger.read(one)] == [1, 2]
    again = store.commit(one, [scores("b.csv", score("e1", 2, ors=26), score("e2", 1, ors=10))])
    assert again.files[0].duplicate == 2


def test_an_import_that_another_overtakes_is_compared_anew(two, constants) -> None:
    one, other = two
    files = [scores("a.csv", score("e1", 1, ors=20)), scores("b.csv", score("e1", 2, ors=20), score("e2", 1, ors=20))]
    between = scores("c.csv", score("e1", 2, ors=30))

    def meanwhile(file: str) -> None:
        if file == "a.csv":
            store.commit(other, [between])

    done = store.commit(one, files, progress=meanwhile)
    assert [(file.new, file.corrected) for file in done.files] == [(1, 0), (1, 1)], "b.csv corrects what c.csv brought"
    assert [entry.file for entry in ledger.read(one)] == ["a.csv", "c.csv", "b.csv"]
    assert state(one, constants) == state(other, constants)


def test_somebody_erased_while_another_home_imports_does_not_come_back(two, constants) -> None:
    one, other = two
    files = [
        scores("a.csv", score("e1", 1, ors=20), score("e2", 1, ors=20)),
        scores("b.csv", score("e1", 2, ors=20), score("e2", 2, ors=20)),
    ]

    def meanwhile(file: str) -> None:
        if file == "a.csv":
            erase.erase(other, ["client-e2"], date(2026, 11, 22))

    done = store.commit(one, files, progress=meanwhile)
    assert [(file.new, file.erased) for file in done.files] == [(2, 0), (1, 1)]
    assert erase.traces(one, ["client-e2"]) == erase.traces(other, ["client-e2"]) == set()
    assert state(one, constants) == state(other, constants)
    assert state(one, constants)[1:] == (2, 2)


def test_a_home_whose_filling_another_overtook_is_told_so(tmp_path, constants, monkeypatch) -> None:
    own = Home(tmp_path / "own").make()
    store.commit(own, [scores("a.csv", score("e1", 1, ors=20))])
    joined(tmp_path, "own", FILE.format(place=tmp_path))

    def overtaken(*_: object) -> None:
        raise mirror.Moved

    monkeypatch.setattr(mirror, "_add", overtaken)
    with pytest.raises(StoreMissing, match="lake_other"):
        state(own, constants)


def test_a_batch_reads_the_home_as_it_was(two, constants, monkeypatch) -> None:
    one, other = two
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20))])
    before = state(other, constants)
    store.commit(one, [scores("b.csv", score("e2", 1, ors=20))])
    monkeypatch.setenv(mirror.STILL, "1")
    assert state(other, constants) == before
    monkeypatch.delenv(mirror.STILL)
    assert state(other, constants) == state(one, constants) != before


def test_a_home_with_data_of_its_own_fills_an_empty_lake_and_joins_no_other(tmp_path, constants) -> None:
    text, own = FILE.format(place=tmp_path), Home(tmp_path / "own").make()
    store.commit(own, [scores("a.csv", score("e1", 1, ors=20))])
    store.commit(own, [scores("b.csv", score("e2", 1, ors=20))])
    before = state(own, constants)
    (tmp_path / "data").mkdir()
    own.settings.write_text(text, "utf-8")
    assert state(own, constants) == before == state(joined(tmp_path, "new", text), constants)
    stranger = Home(tmp_path / "stranger").make()
    store.commit(stranger, [scores("c.csv", score("e3", 1, ors=20))])
    stranger.settings.write_text(text, "utf-8")
    with pytest.raises(StoreMissing, match="lake_other"):
        state(stranger, constants)


def test_a_home_cut_short_before_it_noted_that_it_filled_a_lake_goes_on(tmp_path, constants, monkeypatch) -> None:
    own = Home(tmp_path / "own").make()
    store.commit(own, [scores("a.csv", score("e1", 1, ors=20))])
    before = state(own, constants)
    joined(tmp_path, "own", FILE.format(place=tmp_path))

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mirror, "_write_mark", cut)
        with pytest.raises(KeyboardInterrupt):
            state(own, constants)
    assert not own.mark.exists()
    assert state(own, constants) == before
    assert own.mark.exists()


def test_a_home_without_its_mark_keeps_nobody_whom_the_lake_has_erased(two, constants) -> None:
    one, other = two
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20), score("e2", 1, ors=20))])
    assert state(other, constants) == state(one, constants)
    erase.erase(one, ["client-e2"], date(2026, 11, 22))
    other.mark.unlink()
    with pytest.raises(StoreMissing, match="lake_other"):
        state(other, constants)
    other.imports.joinpath(f"{ledger.read(other)[0].stem}.json").unlink()
    assert state(other, constants) == state(one, constants)
    assert erase.traces(other, ["client-e2"]) == set()


def test_pseudonyms_of_another_key_do_not_enter(two) -> None:
    one, other = two
    for home, key in ((one, b"a"), (other, b"b")):
        home.key.write_bytes(key * 32)
        home.key.chmod(0o400)
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20))])
    with pytest.raises(SetUpFailed, match="lake_key_other"):
        store.commit(other, [scores("b.csv", score("e2", 1, ors=20))])


def test_a_backup_holds_the_data_and_comes_back_without_the_lake(two, tmp_path, constants) -> None:
    one, other = two
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20))])
    shown = state(one, constants)
    backup.backup(other, tmp_path / "all.tar", date(2026, 11, 22))
    with pytest.raises(StoreMissing, match="restore_lake"):
        backup.restore(tmp_path / "all.tar", one)
    alone = Home(tmp_path / "alone").make()
    shutil.copyfile(other.store_key, alone.store_key)
    alone.store_key.chmod(0o400)
    backup.restore(tmp_path / "all.tar", alone)
    assert not alone.settings.exists()
    assert state(alone, constants) == shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "kind"), ('kind = "other"', "kind"), ('kind = "ducklake"', "data"), ("kind =", ""),
        (FILE + "encrypted = false\n", "encrypted"), (FILE + "password = 'x'\n", "password"),
        (FILE.replace('"{place}/catalogue.ducklake"', '{{ host = "h" }}'), "catalogue"),
    ],
)  # fmt: skip
def test_settings_that_are_not_right_are_named(tmp_path, text: str, name: str) -> None:
    with pytest.raises(SetUpFailed) as refused:
        lake.of(joined(tmp_path, "home", text.format(place=tmp_path)))
    assert (refused.value.key, refused.value.values["name"]) == ("lake_settings", name)
    assert all(refused.value.in_words(Words(lang)) for lang in LANGUAGES)


@pytest.mark.parametrize(("mode", "good"), [(0o600, True), (0o400, True), (0o640, False), (0o604, False)])
def test_a_password_that_others_can_read_is_refused(tmp_path, mode: int, good: bool) -> None:
    secret = tmp_path / "lake.toml"
    secret.write_text('password = "no message shows it"\n', "utf-8")
    secret.chmod(mode)
    home = joined(tmp_path, "home", FILE.format(place=tmp_path) + f'credentials = "{secret}"\n')
    if not good:
        with pytest.raises(SetUpFailed, match="key_loose"):
            lake.of(home)
        return
    assert lake.of(home).secrets == {"password": "no message shows it"}
    assert "no message" not in repr(lake.of(home))


def test_a_catalogue_that_does_not_answer_is_a_sentence_without_the_password(tmp_path, monkeypatch, constants) -> None:
    monkeypatch.setenv(lake.PASSWORD, "no message shows it")
    home = joined(tmp_path, "home", SERVER.format(host=tmp_path, name="lake", place=tmp_path))
    with pytest.raises(StoreTrouble) as trouble:
        store.open(home, constants)
    assert trouble.value.key == "lake_unreachable"
    assert "no message" not in trouble.value.in_words(Words("en")) + repr(trouble.value.__cause__)


def test_a_lake_in_the_clear_is_refused(two) -> None:
    one, _ = two
    with duckdb.connect() as plain:
        plain.execute(f"LOAD '{lake._extension('ducklake')}'")
        found = lake.of(one)
        plain.execute(f"ATTACH 'ducklake:{found.catalogue}' AS lake (DATA_PATH '{found.data}')")
    with pytest.raises(SetUpFailed, match="lake_open"):
        store.commit(one, [scores("a.csv", score("e1", 1, ors=20))])


def test_keys_of_object_storage_are_secrets_of_the_connection(tmp_path) -> None:
    found = lake.Lake("c", "s3://bucket/fit/", secrets={"key_id": "id", "secret": "never shown", "region": "eu-1"})
    with duckdb.connect() as plain:
        plain.execute(f"LOAD '{lake._extension('httpfs')}'")
        lake._sign_in(plain, found)
        ((shown,),) = plain.execute("SELECT secret_string FROM duckdb_secrets()").fetchall()
    assert "region=eu-1" in shown
    assert "never shown" not in shown


def test_several_writers_at_once_lose_nothing(server, tmp_path, constants) -> None:
    settings = SERVER.format(host=server, name="lake", place=tmp_path)
    homes = [joined(tmp_path, name, settings) for name in ("a", "b", "c")]
    lines = [f"{home.path}\t{10 * number}\t1\tany\t\n" for number, home in enumerate(homes)]
    writers = [
        subprocess.Popen([sys.executable, "-m", "tests.unit.store.importer"], cwd=ROOT, text=True, stdin=-1, stdout=-1)
        for _ in homes
    ]
    for writer, line in zip(writers, lines, strict=True):
        writer.stdin.write(line)
        writer.stdin.close()
    for writer in writers:
        assert writer.stdout.read().split()[1:] == ["done", "end"]
        assert writer.wait() == 0
        writer.stdout.close()
    states = {state(home, constants) for home in homes}
    assert len(states) == 1
    ((_, rows, imports),) = states
    assert (rows, imports) == (3 * ROWS + 1, 3)
    entries = ledger.read(homes[0])
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert sum(entry.corrected for entry in entries) == 2, "each saw what the one before it had brought"
    gone_with(server, homes, tmp_path / "data", constants)


def test_of_two_homes_that_begin_a_lake_at_once_one_begins_it(server, tmp_path, constants, monkeypatch) -> None:
    postgres.another(server, "begun")
    settings = SERVER.format(host=server, name="begun", place=tmp_path)
    one, other = (joined(tmp_path, name, settings) for name in ("one", "other"))
    begin = mirror._tables

    class Late:
        """A connection whose transaction begins when the other home has begun the lake."""

        def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
            self.connection = connection

        def execute(self, text: str, *values: object) -> object:
            if text == "BEGIN":
                monkeypatch.undo()
                store.commit(other, [scores("b.csv", score("e2", 1, ors=10))])
            return self.connection.execute(text, *values)

        def register(self, *what: object) -> None:
            self.connection.register(*what)

    monkeypatch.setattr(mirror, "_tables", lambda connection, home: begin(Late(connection), home))
    store.commit(one, [scores("a.csv", score("e1", 1, ors=20))])
    assert mirror._tables is begin, "the other one has come between"
    assert state(one, constants) == state(other, constants)
    assert state(one, constants)[1:] == (2, 2)
    with private(), held(one.lock), mirror.joined(one, lake.of(one)) as connection:
        assert connection.execute("SELECT count(*) FROM lake.head").fetchone() == (1,)


def gone_with(server: Path, homes: list[Home], data: Path, constants) -> None:
    """Erase somebody in one home: no file, row, snapshot or bound of the lake has them, nor any other home."""
    person, one, other = "client-0-0", homes[0], homes[1]  # a smallest value, which the catalogue holds in the clear
    postgres.settle(server)
    assert holds(server / "pg" / "base", person)
    before = set(data.rglob("*.parquet"))
    assert mirror.traces(one, [person]) == {"lake", "lake.measurement"}
    done = erase.erase(one, [person], date(2026, 11, 22))
    assert done.rows == {"scores": 2, "visits": 0, "nomad": 0}
    after = set(data.rglob("*.parquet"))
    assert after
    assert not before & after, "every file that held rows is another one"
    assert erase.traces(one, [person]) == set()
    with mirror.joined(one, lake.of(one)) as connection:
        assert connection.execute("SELECT count(*) FROM ducklake_snapshots('lake')").fetchone() == (1,)
    assert not holds(data, person)
    postgres.settle(server)
    assert not holds(server / "pg" / "base", person)
    assert state(other, constants) == state(one, constants)
    assert erase.traces(other, [person]) == set()
    back = store.commit(other, [scores("old.csv", score("0-0", 1, ors=7), score("new", 1, ors=7))])
    assert (back.files[0].new, back.files[0].erased) == (1, 1)
    assert state(one, constants)[1] == 3 * ROWS + 1 - 2 + 1


def holds(folder: Path, text: str) -> bool:
    """Whether the bytes of a file below the folder have the text."""
    return any(text.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_every_trouble_of_a_lake_has_words() -> None:
    for key in ("lake_missing", "lake_layout", "lake_other", "lake_key_other", "lake_busy", "restore_lake"):
        values = {"package": "p", "found": 9, "known": 2, "home": "h", "file": "f", "place": "x"}
        assert all(FitError(key, **values).in_words(Words(lang)) for lang in LANGUAGES)


if os.name != "posix":
    pytest.skip("the server of these tests is Debian's", allow_module_level=True)
