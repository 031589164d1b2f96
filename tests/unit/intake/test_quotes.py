"""Quoted parts are found by the places of the quotes; what comes out is what a pattern finds, read row by row."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fitlib.intake.quotes import MARK, QUOTED, Scratch, marked, outside, pair

TEXTS = st.text(alphabet='aä",\n ', max_size=60)


def by_pattern(text: str) -> tuple[int, bool]:
    """Separators outside of quotes, and whether a quote stands where none may."""
    bare = re.sub(QUOTED, MARK, text)
    return bare.count(","), bool(re.search(f'[^,]{MARK}|{MARK}[^,]|"', bare))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(1, 4))
def test_rows_are_what_a_pattern_finds_in_them(text: str, width: int) -> None:
    lines = marked(text.encode() + b"\n", ",", Scratch())
    paired = pair(lines, ",", width, most=5, last=True)
    told = outside(lines, ",", paired)
    for place in range(paired.done):
        if told.inside[place] or told.unclosed[place]:
            continue
        row = lines.text(place, told.last[place]).decode()
        assert (told.separators[place], bool(told.stray[place])) == by_pattern(row)


def test_a_cell_in_quotes_may_hold_separators_doubled_quotes_and_line_breaks() -> None:
    lines = marked(b'1,"a,""b"",c",2\n3,"x\ny",4\n""\n', ",", Scratch())
    paired = pair(lines, ",", width=3, most=5, last=True)
    told = outside(lines, ",", paired)
    assert told.separators[[0, 1, 3]].tolist() == [2, 2, 0]
    assert np.flatnonzero(told.inside).tolist() == [2]
    assert not told.stray.any()
