"""A chart compiled once is the chart that vl-convert draws in one go, and no font of the machine has a say."""

import copy
import json

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


def grown(high: float, under: dict[str, str]) -> dict:
    """A chart whose axis ends at `high`, with these texts under it."""
    axis = {"labelExpr": f"({json.dumps(under)})[datum.label] || datum.label"}
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, high]}, "axis": axis}
    rows = {"data-a": [{"x": 1}]}
    return {"data": {"name": "data-a"}, "mark": "point", "encoding": {"x": x}, "datasets": rows, "height": 123}


def test_an_axis_that_grows_is_no_other_kind_of_chart() -> None:
    engine.svg(grown(3, {"1": 'vk 1 "ä"'}))
    known = engine._compiled.cache_info().misses
    asked = grown(7.25, {"1": 'vk 1 "ä"', "7": "vk\\7"})
    drawn = engine.svg(asked)
    assert engine._compiled.cache_info().misses == known
    assert drawn == vl_convert.vegalite_to_svg(asked, vl_version=engine._version(), allowed_base_urls=[])


@pytest.mark.parametrize("ends", [range(-13, 14), [-11.5, -1, 0, 1, 11.5, 1e-7, 5e12], [-3, -2], [0, 1]])
def test_ends_of_many_axes_come_back_to_their_places(ends) -> None:
    low, *more = sorted(ends)
    panels = [grown(1, {}) | {"encoding": {"x": {"field": "x", "type": "quantitative", "scale": {"domain": domain}}}}
              for domain in ([low, high] for high in more)]  # fmt: skip
    for panel in panels:
        del panel["datasets"]
    asked = {"vconcat": panels, "datasets": {"data-a": [{"x": 1}]}}
    whole = vl_convert.vegalite_to_svg(asked, vl_version=engine._version(), allowed_base_urls=[])
    assert engine.svg(asked) == whole


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
