"""A long file is read in pieces: where one piece ends and the next begins cannot be seen in the rows."""

import pytest

from fitlib.intake import text as reading
from fitlib.intake.quotes import Scratch, marked, pair
from tests.unit.intake.rows import lines, rules, session, taken_text, text

LONG = [session(n, Notes=f"one\r\ntwo; three, {n}") for n in range(1, 5)]


def with_faults() -> str:
    """Notes of several lines, a blank line, a line with a cell too few, and a quote that never closes."""
    head, *rows = "\r\n".join(lines(LONG)).split("\r\n")
    text = "\r\n".join([head, *rows[:2], "", *rows[2:], "1,2,3", rows[0].partition("\r")[0]])
    return text + '\r\n"open,' + "x," * 9 + "\r\n" + lines([session(9)])[1] + "\r\n"


@pytest.mark.parametrize("piece", [1, 40, 200, 500, 900, 2000])
def test_pieces_leave_no_seam(tmp_path, monkeypatch, piece: int) -> None:
    whole = taken_text(tmp_path, with_faults())
    monkeypatch.setattr(reading, "PIECE", piece)
    again = taken_text(tmp_path, with_faults())
    assert again.kept.height >= 4
    assert rules(whole)
    assert again.kept.equals(whole.kept)
    assert rules(again) == rules(whole)
    assert again.notices == whole.notices


def test_a_note_has_lines_of_its_own_also_among_very_many_columns(tmp_path) -> None:
    """A wide export: the note's lines make one row of three hundred cells and more."""
    wide = session(1, Notes="one\r\ntwo", **{f"Extra{number}": "" for number in range(300)})
    found = taken_text(tmp_path, text([wide]))
    assert (found.kept.height, rules(found)) == (1, [])


def of(*texts: str):
    """The lines of a table whose cells are parted by semicolons."""
    return marked("".join(f"{text}\n" for text in texts).encode(), ";", Scratch())


@pytest.mark.parametrize(("after", "waits"), [(8, True), (9, True), (10, False)])
def test_an_open_quote_waits_for_the_next_piece_as_long_as_a_note_may_be(after, waits) -> None:
    """Ten lines may belong to a note: after nine more it may still close, after ten it may not."""
    lines_of = of(*["a;b;c"] * 7, 'd;"e', *["more"] * after)
    found = pair(lines_of, ";", 3, 10, last=False)
    assert found.done == (7 if waits else len(lines_of.starts))
    assert found.unclosed == (() if waits else (7,))
    assert pair(lines_of, ";", 3, 10, last=True).unclosed == (7,)


@pytest.mark.parametrize(("first", "joined"), [('k;"a', True), ('k;"a;b', False)])
def test_a_line_that_could_be_a_row_by_itself_is_joined_to_no_other(first, joined) -> None:
    """Of three cells: a line with two marks is a row of its own, though they stand in quotes."""
    found = pair(of(first, 'c";y'), ";", 3, 10, last=True)
    assert found.groups == (((0, 1),) if joined else ())
    assert found.unclosed == (() if joined else (0, 1))
