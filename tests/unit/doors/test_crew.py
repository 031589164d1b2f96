"""Pieces of work are made by other processes; one that dies takes nothing else with it, and its record says so."""

import json
import os

from fitlib.words import Words
from tests.unit.doors import deaths
from workbench import batch, crew, index, matrix, record
from workbench.record import FAILED, Versions

MADE_OF = Versions("d", None, "c", "f")


def test_pieces_are_made_by_as_many_other_processes_as_were_asked_for() -> None:
    found = dict(crew.each(["a", "b", "c"], deaths.where, 1))
    assert len(set(found.values())) == 1
    assert os.getpid() not in found.values()


def test_a_process_gives_way_to_a_new_one(monkeypatch) -> None:
    monkeypatch.setattr(crew, "PIECES", 2)
    found = dict(crew.each(["a", "b", "c"], deaths.where, 1))
    assert found["a"] == found["b"] != found["c"]


def test_a_process_that_dies_takes_nothing_else_with_it(tmp_path) -> None:
    marks = [str(tmp_path / name) for name in ("there", "not")]
    (tmp_path / "there").touch()
    found = dict(crew.each(marks, deaths.die_once, 1))
    assert found[marks[0]] == "alive"
    assert isinstance(found[marks[1]], crew.Died)
    assert found[marks[1]].code == 9


def test_a_page_whose_process_died_twice_is_recorded_with_the_reason(tmp_path, monkeypatch) -> None:
    job = matrix.job("curve_workshop", {"team": "library", "case": "A", "audience": "workshop"})
    monkeypatch.setattr(batch, "make", deaths.die)
    ((_, lost),) = batch._made([job], tmp_path, tmp_path, MADE_OF, 1)
    assert lost.outcome == FAILED
    assert "9" in lost.why(Words("fi"))
    assert lost.again == lost.error
    kept = json.loads((tmp_path / job.file).with_suffix(".json").read_text("utf-8"))
    assert kept["again"]["key"] == "page_died"


def test_the_index_says_that_a_page_was_begun_once_more() -> None:
    again = {"kind": "BatchFailed", "key": "page_died", "values": {"code": -9}}
    found = record.Record("register", "r.html", {}, "k", record.MADE, 1.0, MADE_OF, "0", again=again)
    assert "-9" in index.row(found, Words("fi"))["why"]
