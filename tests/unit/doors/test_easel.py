"""Charts of live pages are drawn beside the server: the same drawing, by others; without them a kernel draws itself."""

import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from fitlib.charts import drawing
from workbench import easel

SPEC = {"data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 3}]}, "mark": "line",
        "encoding": {axis: {"field": axis, "type": "quantitative"} for axis in "xy"}}  # fmt: skip


@pytest.fixture
def at_the_easel():
    yield
    drawing.draw_by(None)


def test_the_easel_draws_what_the_kernel_would_and_no_drawing_twice(tmp_path: Path, at_the_easel) -> None:
    expected = drawing.vega(SPEC)
    with easel.standing(tmp_path, hands=1):
        easel.use()
        assert drawing._drawer[0](SPEC) == expected
    assert drawing._drawer[0](SPEC) == expected  # the easel is gone, what it drew last is kept
    other = SPEC | {"mark": "point"}
    assert drawing._drawer[0](other) == drawing.vega(other)
    assert easel.SOCKET not in os.environ


def test_a_specification_that_cannot_be_drawn_is_an_error_here_and_the_next_one_is_drawn(tmp_path, at_the_easel):
    with easel.standing(tmp_path, hands=1):
        easel.use()
        with pytest.raises(ValueError):
            drawing._drawer[0]({"mark": {"type": "no such mark"}})
        assert drawing._drawer[0](SPEC) == drawing.vega(SPEC)


def test_a_kind_of_chart_is_compiled_by_one_hand_and_known_to_the_other(tmp_path: Path) -> None:
    kinds = [json.dumps(SPEC | {"mark": mark}) for mark in ("line", "point")]
    left, right = str(tmp_path / "left"), str(tmp_path / "right")
    one, two = easel.Beside(left, [right, str(tmp_path / "nobody")]), easel.Beside(right, [left])
    with closing(one.line), closing(two.line):
        told = one.compiled(kinds[0])
        two.compiled(kinds[1])
        assert two.heard == {kinds[0]: told}
        assert two.compiled(kinds[0]) == told
        assert two.heard == {}
