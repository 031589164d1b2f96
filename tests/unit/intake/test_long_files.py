"""A file is read piece by piece: what comes out does not depend on where the pieces end."""

import hashlib

import pytest

from fitlib.intake import read, text
from tests.unit.intake.rows import KEY, TODAY, column, session, taken_text
from tests.unit.intake.rows import text as as_text

ROWS = [
    session(1, Client_ID=f"A{number}", Session_ID=str(1 + number % 3), Notes=note)
    for number, note in enumerate(["", 'sanoi "ei", lähti', "kaksi\nriviä", "ä" * 40, "", "a;b"] * 6)
]


def outcome(found):
    return found.kept.rows(), found.refused.rows(), found.notices, found.rows, found.sha256


@pytest.mark.parametrize("size", [1, 97, 400, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_size_of_a_piece_changes_nothing(tmp_path, monkeypatch, size, end):
    lines = as_text(ROWS).replace("\n", end) + f"Yhteensä,1{end}{end}puolikas,2{end}puolikas,3{end}"
    whole = taken_text(tmp_path, lines.encode())
    monkeypatch.setattr(text, "PIECE", size)
    assert outcome(taken_text(tmp_path, lines.encode())) == outcome(whole)
    assert (whole.rows_kept, whole.refused.height) == (36, 3)


def test_each_of_several_broken_lines_is_told_by_itself(tmp_path):
    found = taken_text(tmp_path, (as_text(ROWS[:1]) + "a,b\nc,d,e\n").encode())
    assert found.refused["rule"].to_list() == ["line with another number of cells"] * 2
    assert [detail.partition("/")[0] for detail in found.refused["detail"]] == ["2", "3"]


def test_a_file_that_turns_out_not_to_be_utf8_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "PIECE", 400)
    rows = [session(1, Client_ID=f"A{number}") for number in range(20)] + [session(1, Service_Location="Itä")]
    found = taken_text(tmp_path, as_text(rows).encode("cp1252"))
    assert column(found, "team")[-1] == "Itä"
    assert found.rows_kept == 21


def test_a_line_with_more_cells_than_a_count_of_two_bytes_is_no_row(tmp_path):
    rows = as_text(ROWS[:1])
    width = rows.partition("\n")[0].count(",")
    found = taken_text(tmp_path, (rows + "," * (width + (1 << 16)) + "x\n").encode())
    assert found.refused["rule"].to_list() == ["line with another number of cells"]


def test_a_file_is_hashed_as_it_lies_there(tmp_path):
    (tmp_path / "scores.csv").write_text(as_text(ROWS))
    found = read(tmp_path / "scores.csv", KEY, TODAY)
    assert found.sha256 == hashlib.sha256((tmp_path / "scores.csv").read_bytes()).hexdigest()
