"""A chart compiled once is the chart that vl-convert draws in one go, and no font of the machine has a say."""

import copy

import pytest
import vl_convert

from fitlib.charts import drawing, engine
from fitlib.words import Words
from tests.unit.charts.every import SPECS


def spec(name: str, lang: str = "fi") -> dict:
    made = SPECS[name](Words(lang)).to_dict(validate=False)
    made["config"] = drawing.config()
    return made


@pytest.mark.parametrize("name", sorted(SPECS))
def test_a_compiled_chart_is_the_same_drawing(name) -> None:
    asked = spec(name)
    whole = vl_convert.vegalite_to_svg(asked, vl_version=engine._version(), allowed_base_urls=[])
    assert engine.svg(asked) == whole
    assert engine.svg(copy.deepcopy(asked)) == whole


def test_other_rows_of_the_same_kind_are_drawn_from_what_was_compiled() -> None:
    asked = spec("shares")
    first, known = engine.svg(asked), engine._compiled.cache_info().misses
    for rows in asked["datasets"].values():
        for row in rows:
            row |= {"x": row["x"] / 2} if "x" in row else {}
    assert engine.svg(asked) != first
    assert engine._compiled.cache_info().misses == known


def test_a_chart_without_rows_beside_it_is_drawn_too() -> None:
    asked = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    assert "<svg" in engine.svg(asked)


@pytest.mark.parametrize("font", ["DejaVu Serif", "Arial", "Courier New"])
def test_a_font_of_the_machine_is_measured_as_one_that_is_nowhere(font) -> None:
    def titled(family: str) -> str:
        axis = {"title": "Wiiiii 28,8", "titleFont": family, "titleAngle": 0}
        x = {"field": "x", "type": "quantitative", "axis": axis}
        asked = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"y": x}}
        return engine.svg(asked).replace(family, "FONT")

    assert titled(font) == titled("No Such Font")
