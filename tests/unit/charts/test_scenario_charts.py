"""The four charts of a scenario: what is drawn is what the engine found; three languages, offline, the same twice."""

import re

import pytest

from fitlib.charts import break_even, distribution, euros, tornado, waterfall
from fitlib.charts.euros import Money
from fitlib.charts.picture import png
from fitlib.reports.cost_pictures import pictures
from fitlib.reports.cost_told import Told
from fitlib.scenario import read, run
from fitlib.words import LANGUAGES, Words
from tests.unit.scenario.made import KNOWN, by_hand

FOUND = run(read("literature", KNOWN), KNOWN)
OUTSIDE = re.compile(r"https?:|//[a-z]|@import|url\((?!#)|\bsrc=|\bhref=|<script", re.IGNORECASE)
FIXED = run(by_hand(), KNOWN)


def told(lang: str, found=FOUND) -> Told:
    return Told(found, Words(lang), KNOWN)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_has_title_sentence_note_guide_and_table(lang) -> None:
    drawn = list(pictures(told(lang)))
    assert [one.key for one in drawn] == ["distribution", "waterfall", "break-even", "tornado"]
    for one in drawn:
        assert all((one.title, one.description, one.note, one.table))
        assert 20 < len(one.guide.split()) <= 80
        assert OUTSIDE.findall(one.html()) == []


def test_the_same_twice() -> None:
    first, again = ([one.html() for one in pictures(told("sv"))] for _ in range(2))
    assert first == again


def test_specs_follow_the_grammar_and_draw_every_column() -> None:
    words = Words("fi")
    swings = tornado_swings()
    specs = [
        distribution.chart(FOUND, words), waterfall.chart(FOUND, words, 100), break_even.chart(FOUND, words),
        tornado.chart(swings, -5000.0, words, 100),
    ]  # fmt: skip
    for spec in specs:
        whole = spec.to_dict(validate=True)
        for layer in whole["layer"]:
            rows = layer["data"].get("values") or whole["datasets"][layer["data"]["name"]]
            assert {column for row in rows for column in row} <= {
                one.get("field") for one in layer["encoding"].values()
            }


def tornado_swings():
    from fitlib.scenario import tornado as swings_of

    return swings_of(FOUND.scenario, KNOWN)


def test_the_waterfall_ends_where_the_net_is() -> None:
    *parts, (name, net, start) = waterfall.steps(FIXED)
    assert (name, start) == ("net", 0.0)
    assert sum(amount for _, amount, _ in parts) == pytest.approx(net)
    at = 0.0
    for _, amount, begins in parts:
        assert begins == pytest.approx(at)
        at += amount


def test_the_line_crosses_nothing_at_the_break_even_rate() -> None:
    rate = FIXED["break_even"].mean
    assert break_even.net_at(FIXED, rate) == pytest.approx(0, abs=0.01)
    assert break_even.net_at(FIXED, 0.5) == pytest.approx(FIXED["net"].mean)


def test_a_scenario_without_ranges_is_drawn_to_the_euro() -> None:
    assert "2 840" in "".join(one.html() for one in pictures(told("fi", FIXED))).replace("\xa0", " ")
    assert list(pictures(told("fi", FIXED)))[3].svg == ""


@pytest.mark.parametrize(
    ("amount", "step", "text"), [(149, 100, "100 €"), (150, 100, "200 €"), (-150, 100, "-100 €"), (2888, 1, "2 888 €")]
)
def test_amounts_are_rounded_half_up(amount, step, text) -> None:
    assert Money(Words("fi"), step)(amount).replace("\xa0", " ") == text


@pytest.mark.parametrize(("low", "high"), [(-5, 12), (0, 0), (-20_000, -100), (3, 90_000)])
def test_an_axis_holds_nothing_and_both_ends(low, high) -> None:
    ticks = euros.ends(low, high)
    assert 0 in ticks
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len(ticks) <= 7


def test_only_what_the_engine_made_is_drawn() -> None:
    for draw in (distribution.draw, waterfall.draw):
        with pytest.raises(TypeError, match="gate"):
            draw({"net": 1}, Words("fi"))
    with pytest.raises(TypeError, match="gate"):
        break_even.draw({"net": 1}, "", Words("fi"))
    with pytest.raises(TypeError, match="gate"):
        tornado.draw([("seen", 1, 2)], FOUND, 0, Words("fi"))


def test_a_picture_is_a_png_on_white() -> None:
    first, *_ = pictures(told("en"))
    assert png(first).startswith(b"\x89PNG")
    assert png(first) == png(first)
