"""What a file takes in memory: rows as small numbers, compared in parts; nothing of that can be seen in the rows."""

import gc
import importlib
import os
import random
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pytest

from fitlib.intake import SCHEMAS, layout, pseudonym
from fitlib.intake.distinct import Numbering
from fitlib.intake.ids import numbered
from fitlib.intake.packed import small
from fitlib.intake.sequence import COLUMNS, ORDER, sorted_rows
from tests.unit.intake.rows import KEY, answers, session, taken, text, visit

CASES = ["J1", "j1", " J1", "J2", "K-3", "J\u20132", "J-2", "\x1c", "Ä1", "ä1"]
ALONE = """
import datetime, pathlib, resource, sys
from importlib import import_module
from fitlib.intake import read
for room, name, size in (("text", "PIECE", 1_000_000), ("read", "PART", 30_000), ("ids", "PART", 5_000)):
    setattr(import_module(f"fitlib.intake.{room}"), name, size)
peaks = []
for file in sys.argv[1:]:
    found = read(pathlib.Path(file), b"k" * 32, datetime.date(2026, 11, 22))
    assert sum(rows.height for rows in found.pieces(10_000)) == found.rows
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(*peaks)
"""


def messy(seed: int) -> list[dict[str, str]]:
    """Rows of few cases, some of them there twice, some spelled in another way, some in conflict."""
    chance = random.Random(seed)
    rows = [
        session(chance.randint(1, 6), Case_ID=chance.choice(CASES), Client_ID=chance.choice(["C1", "c1", "C2"]))
        | {"Client_Group": chance.choice(["Adult", "Lapsi"]), "Rater_Role": chance.choice(["", "Isä", "Äiti"])}
        | {"ORSQ1": chance.choice(["5.1", "5.2"]), "Provider_ID": chance.choice(["W1", "w1", ""])}
        for _ in range(150)
    ]
    return rows + chance.sample(rows, 20)


def told(found) -> tuple:
    return found.kept.rows(), found.refused.rows(), found.notices, found.duplicates, found.rows_kept


@pytest.mark.parametrize("seed", range(4))
def test_the_size_of_what_is_compared_at_once_changes_nothing(tmp_path, monkeypatch, seed: int) -> None:
    whole = taken(tmp_path, *messy(seed))
    assert whole.refused.height
    assert whole.duplicates
    assert whole.rows_kept
    for room, name, size in (("read", "PART", 9), ("ids", "PART", 2), ("outcome", "PIECE", 4), ("text", "PIECE", 700)):
        monkeypatch.setattr(importlib.import_module(f"fitlib.intake.{room}"), name, size)
    assert told(taken(tmp_path, *messy(seed))) == told(whole)


@pytest.mark.parametrize("rows", [[session(n) for n in range(1, 8)], [visit(jakso=n) for n in "abcdefg"]])
@pytest.mark.parametrize("size", [1, 3, 7, 8])
def test_pieces_hold_so_many_rows_and_are_the_whole_in_its_order(tmp_path, rows, size: int) -> None:
    found = taken(tmp_path, *rows)
    pieces = list(found.pieces(size))
    assert [one.height for one in pieces] == [size] * (7 // size) + [7 % size] * (7 % size > 0)
    assert pl.concat(pieces).equals(found.kept)
    assert {tuple(one.schema.items()) for one in pieces} == {tuple(SCHEMAS[found.kind].items())}


def test_answers_of_a_respondent_stay_together(tmp_path) -> None:
    found = taken(tmp_path, *(answers(respondent=str(n)) for n in range(3)))
    items = found.kept["item"].n_unique()
    assert [one.height for one in found.pieces(2 * items)] == [2 * items, items]
    assert pl.concat(found.pieces(1)).equals(found.kept)


def test_a_file_of_which_nothing_is_kept_gives_one_empty_piece(tmp_path) -> None:
    (piece,) = taken(tmp_path, session(ORSQ1="11")).pieces()
    assert (piece.height, piece.schema) == (0, SCHEMAS["scores"])


def test_whole_numbers_take_as_many_bytes_as_they_need_and_nothing_takes_none() -> None:
    rows = pl.DataFrame(
        {"a": [0, 127], "b": [0, 128], "c": [None, None]}, schema_overrides=dict.fromkeys("abc", pl.Int32)
    )
    packed = small(rows)
    assert packed.dtypes == [pl.Int8, pl.Int16, pl.Null]
    assert packed.cast(rows.schema).equals(rows)


def test_equal_rows_have_one_number_and_each_number_its_row() -> None:
    parts = pl.DataFrame({"a": [1, 1, 2, None, 1, None], "b": [5, 6, 5, 5, 5, 5]}, schema_overrides={"a": pl.UInt32})
    number, rows = numbered(parts)
    assert number.n_unique() == rows.height == 4
    assert rows.select(pl.all().gather(number)).equals(parts)


def test_memory_grows_little_with_the_rows(tmp_path) -> None:
    """Read and compared in small parts, each further hundred thousand rows (24 MB of text) take less than 20 MB."""
    head, *rows = lines_of(5_000)
    files = []
    for name, times in (("warm.csv", 1), ("one.csv", 10), ("four.csv", 40)):
        with (tmp_path / name).open("w", encoding="utf-8") as file:
            file.write(head)
            for n in range(times):
                file.writelines(row.replace("§", str(n)) for row in rows)
        files.append(str(tmp_path / name))
    at_once = {"_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0"}  # what is free is given back at once
    found = subprocess.run(
        [sys.executable, "-c", ALONE, *files], capture_output=True, text=True, check=True, env=os.environ | at_once
    )
    _, one, four = map(int, found.stdout.split())
    assert four - one < 20 * 1.5


def test_what_a_file_said_is_gone_when_it_is_read(tmp_path) -> None:
    """Texts of ids are the larger part of the memory: nothing may keep them until somebody looks for cycles."""
    gc.collect()
    gc.disable()
    try:
        found = taken(tmp_path, session(1), session(2))
        assert not [one for one in gc.get_objects() if isinstance(one, Numbering)]
    finally:
        gc.enable()
    assert found.rows_kept == 2


def lines_of(rows: int) -> list[str]:
    """Header and rows of an export; § in ids is for the number of the copy."""
    made = [session(1 + n % 5, case=f"§-{n // 5}", Notes="x" * 20) for n in range(rows)]
    return text(made, end="\n").splitlines(keepends=True)


@pytest.mark.parametrize("last", [9, (1 << 16) - 1, 1 << 16, 2_000_000])
def test_rows_are_sorted_by_case_rater_and_session_whatever_the_number(last: int) -> None:
    chance = random.Random(last)
    numbers = [chance.randint(0, last) for _ in range(200)] + [last]
    rows = pl.DataFrame(
        [(n % 3, n % 3, ("father", "self")[n % 2], n, None, None, "adult", None, at) for at, n in enumerate(numbers)],
        schema=dict.fromkeys(COLUMNS, pl.UInt32) | dict.fromkeys(("session_date", "case_date"), pl.Date)
        | {"rater": pl.Enum(["father", "self"]), "age_group": pl.Enum(["adult"])}, orient="row",
    )  # fmt: skip
    assert sorted_rows(rows)[ORDER].rows() == sorted(rows[ORDER].rows())


def test_a_layout_may_have_cases_that_are_no_ids_within_others(tmp_path, monkeypatch) -> None:
    layouts = tuple(
        replace(one, columns=tuple(replace(column, within=()) for column in one.columns)) for one in layout.layouts()
    )
    monkeypatch.setattr(importlib.import_module("fitlib.intake.read"), "layouts", lambda: layouts)
    rows = [session(n, Client_ID=f"C{n}", Case_ID=case) for n, case in enumerate(["J1", " j1", "J2"], 1)]
    assert taken(tmp_path, *rows).kept["episode"].to_list() == [
        pseudonym(KEY, "case_id", one) for one in ("J1", "J1", "J2")
    ]
    seen = taken(tmp_path, visit(jakso="J1"), visit(jakso="J2"), visit(jakso="j1 ", kayntipaiva="5.3.2024"))
    assert seen.kept["episode"].to_list() == [pseudonym(KEY, "case_id", one) for one in ("J1", "J2", "J1")]
