"""Ten thousand damaged exports (150 in CI): each ends in rows, refused rows or a named refusal; none is lost."""

import os
from collections import Counter
from datetime import date

import pytest

from fitlib.errors import InputRefused
from fitlib.intake import read
from tests.property.test_intake import accounted
from tests.trust import mutate

FILES = 10_000 if os.environ.get("FIT_TRUST") else 150
PIECES = 10
KEY, TODAY = b"k" * 32, date(2026, 11, 22)


def outcome(folder, seed: int) -> str:
    """What became of a damaged file: the key of its refusal, or `read`. Any other exception fails."""
    name, content = mutate.damaged(seed)
    file = folder / name
    file.write_bytes(content)
    try:
        found = read(file, KEY, TODAY)
    except InputRefused as refused:
        return refused.key
    assert accounted(found), f"seed {seed}"
    if (lines := plain_lines(content)) is not None and name.endswith(".csv"):
        blank = sum(notice.count for notice in found.notices if notice.rule == "blank line")
        assert found.rows + blank == lines - 1, f"seed {seed}: lines and rows do not add up"
    return "read"


def plain_lines(content: bytes) -> int | None:
    """How many lines a text has, not counted by the gate; None where quotes may hide their ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if '"' in text or "\0" in text:
        return None
    end = "\n" if "\n" in text else "\r"  # a lone return in a file with line feeds is a sign in a cell
    return len(text.removesuffix("\n").removesuffix("\r").split(end))


@pytest.mark.parametrize("piece", range(PIECES))
def test_a_damaged_file_ends_in_rows_or_in_a_named_refusal(tmp_path, piece, record_property) -> None:
    size = FILES // PIECES
    outcomes = Counter(outcome(tmp_path, seed) for seed in range(piece * size, (piece + 1) * size))
    record_property("tried", size)
    assert outcomes["read"] > 0, "every file was refused: nothing was tried of the rows"
    assert len(outcomes) > 1, "no file was refused: nothing was tried of the refusals"


def test_the_same_seed_gives_the_same_file() -> None:
    assert [mutate.damaged(seed) for seed in range(20)] == [mutate.damaged(seed) for seed in range(20)]
