"""A file passes into the store piece by piece: what is kept shows nothing of it, and memory does not grow with it."""

import gc
import subprocess
import sys
import weakref
from dataclasses import dataclass

import polars as pl
import pytest

from fitlib import ROOT, store
from fitlib.errors import InputRefused
from fitlib.intake.outcome import Intake
from fitlib.store import Home, build, connection, ledger, sealed
from tests.unit.store.rows import answer, answers, score, scores, visit, visits
from tests.unit.store.sealed_rows import opened_files

ROWS = [score(f"E{one:02d}", session, ors=one % 30) for one in range(9) for session in (1, 2)]
LATER = [score(f"F{one:02d}", 1, ors=one % 30) for one in range(5)]
SMALL, LARGE, MOST = 200_000, 600_000, 30
"""Rows of two files, and how many MB a further 100,000 may take; held in memory as a whole they take 46."""


@dataclass(frozen=True)
class InPieces(Intake):
    """A file that is handed on a few rows at a time."""

    size: int = 1

    def pieces(self, rows: int = 0):
        return super().pieces(self.size)


def in_pieces(intake: Intake, size: int) -> Intake:
    return InPieces(**vars(intake), size=size)


def kept(home: Home) -> list[pl.DataFrame]:
    """The rows of each import, whatever their order."""
    return [rows.sort("row_hash") for rows in opened_files(home)]


@pytest.mark.parametrize("size", [1, 2, 7, 18, 100])
def test_pieces_leave_no_seam(tmp_path, size):
    day = ROWS[0]["session_date"]
    several = [visit("E01", day, minutes=minutes) for minutes in (30, 10, 20)]
    given = [answer("R", f"G{number}", number) for number in (1, 2)]
    files = [scores("a.csv", *ROWS), visits("v.csv", *several), answers("n.csv", *given)]
    whole, home = Home(tmp_path / "whole"), Home(tmp_path / "pieces")
    expected = store.commit(whole, files)
    assert store.commit(home, [in_pieces(one, size) for one in files]).files == expected.files
    for one, other in zip(kept(home), kept(whole), strict=True):
        assert one.equals(other)


def test_a_file_of_which_all_is_new_is_kept_as_any_other(tmp_path):
    """Beside rows of before, and after a file of the same call that brought nothing: numbers and rows are as told."""
    home = Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", *ROWS)])
    done = store.commit(home, [scores("again.csv", *ROWS), scores("b.csv", *LATER), scores("c.csv", *LATER, *ROWS)])
    assert [(one.new, one.duplicate, one.corrected) for one in done.files] == [(0, 18, 0), (5, 0, 0), (0, 23, 0)]
    assert [(one.number, one.file, one.new) for one in ledger.read(home)] == [(1, "a.csv", 18), (2, "b.csv", 5)]
    numbers = [rows.select("import_no", "source", "change").unique().rows() for rows in opened_files(home)]
    assert numbers == [[(1, "a.csv", "new")], [(2, "b.csv", "new")]]


@pytest.mark.parametrize("size", [1, 6, 100])
def test_a_key_twice_is_found_across_pieces_and_nothing_of_the_call_is_kept(tmp_path, size):
    home = Home(tmp_path / "home")
    good, bad = scores("a.csv", *ROWS), in_pieces(scores("b.csv", *LATER, LATER[0] | {"ors": 7}), size)
    with pytest.raises(InputRefused, match="store_key_twice"):
        store.commit(home, [good, bad])
    assert ledger.read(home) == []
    assert list(home.imports.iterdir()) == []


def test_people_who_were_erased_stay_out_of_every_piece(tmp_path):
    home = Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", *ROWS)])
    store.erase.erase(home, ["client-E00", "client-F03"])
    (done,) = store.commit(home, [in_pieces(scores("b.csv", *ROWS, *LATER), 4)]).files
    assert (done.new, done.duplicate, done.erased) == (4, 16, 3)


def test_an_error_on_the_way_leaves_the_store_as_it_was(tmp_path):
    @dataclass(frozen=True)
    class Broken(Intake):
        def pieces(self, rows: int = 0):
            yield from super().pieces(4)
            raise ValueError("the disk has gone")

    home = Home(tmp_path / "home")
    with pytest.raises(Exception, match="the disk has gone"):
        store.commit(home, [Broken(**vars(scores("a.csv", *ROWS)))])
    assert ledger.read(home) == []


def tables(home: Home, constants) -> dict[str, pl.DataFrame]:
    with store.open(home, constants) as opened:
        found = {name: opened.ask(f"FROM {name}") for name in ("measurement", "curve", "episode", "session_day")}
    return {name: rows.sort(rows.columns) for name, rows in found.items()}


@pytest.mark.parametrize("at_once", [1, 5, 17, 18])
def test_episodes_that_are_summed_up_part_by_part_are_the_same(tmp_path, constants, monkeypatch, at_once):
    raters = [one | {"rater": rater} for one in ROWS for rater in ("self", "mother")]
    couple = [score("P", 1, ors=20), score("P", 1, ors=25, client="other"), score("P", 2, ors=21, client="other")]
    files = [scores("a.csv", *raters, *couple), scores("b.csv", score("E00", 3, ors=30, team="South"), *LATER)]
    whole, home = Home(tmp_path / "whole"), Home(tmp_path / "parts")
    store.commit(whole, files)
    monkeypatch.setattr(build, "AT_ONCE", at_once)
    store.commit(home, files)
    expected = tables(whole, constants)
    for name, rows in tables(home, constants).items():
        assert rows.equals(expected[name]), name
    sessions = dict(expected["episode"].select("episode", "sessions").iter_rows())
    assert (sessions["E00"], sessions["E01"], sessions["P"], sessions["F00"]) == (3, 2, 2, 1)


def test_a_store_that_does_not_fit_into_the_bound_is_built_without_it(tmp_path, constants):
    home = Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", *ROWS)])
    before = tables(home, constants)
    with connection.writing(home.staging, sealed.read(home)) as made:
        made.execute("SET memory_limit = '1MB'")
        build.build(home, made)
    assert all(rows.equals(before[name]) for name, rows in tables(home, constants).items())


def test_what_has_arrived_is_held_by_nobody_else(tmp_path):
    """While the store compares and builds, the rows of files that were handed on lie on disk and not in memory."""
    seen: list[weakref.ref] = []

    def files():
        for name in ("a.csv", "b.csv"):
            made = in_pieces(scores(name, *ROWS), 4)
            seen.append(weakref.ref(made))
            yield made

    def told(file: str) -> None:
        gc.collect()
        assert [one() for one in seen] == [None, None]

    store.commit(Home(tmp_path / "home"), files(), progress=told)
    assert len(seen) == 2


def test_a_file_for_a_report_has_its_counts_and_no_rows():
    file = scores("a.csv", *ROWS)
    told = file.without_rows()
    assert (told.rows_kept, told.rows, told.file, told.refused.height) == (18, 18, "a.csv", 0)
    with pytest.raises(LookupError):
        list(told.pieces())


def test_the_rows_of_an_import_never_lie_in_memory_as_a_whole(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("a program's peak is read as Linux tells it")
    peaks = []
    for rows in (SMALL, LARGE):
        command = [sys.executable, "-m", "tests.unit.store.growing", str(tmp_path / str(rows)), str(rows)]
        peaks.append(int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] - peaks[0] < MOST * (LARGE - SMALL) / 100_000


def test_what_an_import_sorts_and_sums_has_a_bound_beyond_which_it_lies_on_disk_encrypted(tmp_path):
    with connection.writing(tmp_path, sealed.passing()) as made:
        bound = made.execute("SELECT current_setting('memory_limit')").fetchone()
        made.execute(f"SET memory_limit = '{connection.MEMORY}'")
        assert made.execute("SELECT current_setting('memory_limit')").fetchone() == bound
        assert made.execute("SELECT current_setting('temp_file_encryption')").fetchone() == (True,)
