"""What passed the gate is handed on in pieces: put together they are the whole, in its order."""

import pytest

from fitlib.intake.outcome import SCHEMAS, SCORES
from tests.unit.store.rows import answer, answers, score, scores

FILE = scores("a.csv", *(score(f"E{number}", 1, ors=number) for number in range(5)))


@pytest.mark.parametrize(("rows", "heights"), [(1, [1] * 5), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5])])
def test_pieces_are_the_rows_in_their_order(rows: int, heights: list[int]) -> None:
    for _ in range(2):  # asked again, the same
        pieces = list(FILE.pieces(rows))
        assert [one.height for one in pieces] == heights
        assert [row for one in pieces for row in one.rows()] == FILE.kept.rows()


def test_a_file_without_rows_gives_an_empty_piece_with_every_column() -> None:
    (piece,) = scores("a.csv").pieces()
    assert (piece.height, piece.schema) == (0, SCORES)
    assert [one.schema for one in answers("n.csv", answer("R", "G1", 4)).pieces()] == [SCHEMAS["nomad"]]
