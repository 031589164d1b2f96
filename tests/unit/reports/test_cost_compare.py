"""Scenarios side by side: what differs is listed, the rest is not, and every result stands in one picture."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from fitlib.charts import scenarios
from fitlib.errors import ParameterRefused
from fitlib.reports import cost_compare, cost_scenario
from fitlib.reports.cost_scenario import Params
from fitlib.scenario import choose, read, run, save
from fitlib.words import LANGUAGES, Words
from tests.unit.reports.test_cost_scenario import Empty
from tests.unit.scenario.made import KNOWN, by_hand


def compared(page) -> str:
    return next(str(section.html) for section in page.sections if section.key == "compare")


def test_only_what_differs_is_listed() -> None:
    one = by_hand()
    other = one.with_assumption(one["clients"].moved(120)).with_assumption(replace(one["hour_cost"], price_year=2024))
    assert cost_compare.differing([one, other]) == ["clients", "hour_cost"]
    assert cost_compare.differing([one, one]) == []


def test_another_range_or_card_or_discount_is_a_difference() -> None:
    one = read("default", KNOWN)
    card = choose("de_jong_outcome", "a reason that is long enough", 0.5, KNOWN)
    less = replace(card, external=0.4)
    assert cost_compare.differing([one, one.with_assumption(replace(one["seen"], high=0.9))]) == ["seen"]
    assert cost_compare.differing([one, one.with_prior(card)]) == ["improved_more"]
    assert cost_compare.differing([one.with_prior(card), one.with_prior(less)]) == ["improved_more"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_the_two_cards_of_the_literature_scenario(lang) -> None:
    html = compared(cost_scenario.build(Empty(), Params(beside="literature", lang=lang), KNOWN))
    rows = re.findall(r'<tr><th scope="row">', html.partition("fit-figure")[0])
    assert len(rows) == 2
    assert html.count("de Jong") == 2


def test_a_version_of_ones_own_stands_beside_and_its_net_is_in_the_picture(tmp_path: Path) -> None:
    for clients in (100, 200):
        save(by_hand(clients=clients), "plan", "Oma suunnitelma", date(2026, 11, 22), tmp_path)
    page = cost_scenario.build(Empty(tmp_path), Params(scenario="plan@1", beside="plan@2,hehku"), KNOWN)
    text = unescape(re.sub(r"<[^>]+>", " ", compared(page))).replace("\xa0", " ")
    assert "2 840 €" in text
    assert "2 888 €" in text
    assert "100 asiakasta" in text
    assert "200 asiakasta" in text


def test_the_same_scenario_beside_itself_differs_in_nothing() -> None:
    html = compared(cost_scenario.build(Empty(), Params(beside="default"), KNOWN))
    assert "(24/24)" in html


def test_without_another_there_is_nothing_to_compare() -> None:
    assert "compare" not in [section.key for section in cost_scenario.build(Empty(), Params(), KNOWN).sections]


@pytest.mark.parametrize(("beside", "n"), [("none", 0), ("", 0), ("a", 1), ("a, b@2 ,c", 3)])
def test_several_names_are_parted_by_commas(beside, n) -> None:
    assert len(cost_compare.names(beside, KNOWN)) == n


def test_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(ParameterRefused, match="scenario_beside"):
        cost_compare.names("a,b,c,d", KNOWN)


def test_a_scenario_that_is_not_there_cannot_stand_beside() -> None:
    with pytest.raises(ParameterRefused, match="scenario_unknown"):
        cost_scenario.build(Empty(), Params(beside="literature,nobody"), KNOWN)


def test_the_picture_is_the_figures_of_the_engine() -> None:
    outcomes = [("A", run(read("default", KNOWN), KNOWN)), ("B", run(by_hand(), KNOWN))]
    spec = scenarios.chart(outcomes, Words("fi"), 100).to_dict()
    dots = next(layer["data"]["name"] for layer in spec["layer"] if layer["mark"]["type"] == "point")
    wanted = [outcomes[0][1]["net"].mean, outcomes[1][1]["net"].mean, outcomes[0][1].zero.mean]
    assert [dot["x"] for dot in spec["datasets"][dots]] == wanted
    assert [dot["shape"] for dot in spec["datasets"][dots]] == ["circle", "circle", "diamond"]
    assert spec["height"] > 0


def test_the_picture_takes_nothing_that_the_engine_did_not_make() -> None:
    with pytest.raises(TypeError):
        scenarios.draw([("A", object())], Words("fi"))


def test_what_is_to_be_replaced_is_marked() -> None:
    page = cost_scenario.build(Empty(), Params(), KNOWN)
    table = next(str(section.html) for section in page.sections if section.key == "assumptions")
    marked = [row for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL) if "fit-open" in row]
    open_ones = [one for one in read("default", KNOWN).assumptions.values() if one.open]
    assert len(marked) == len(open_ones) < 24
    for name in ("Lisenssi työntekijää kohti", "Työtunnin hinta", "Diskonttokorko"):
        assert any(name in row for row in marked)
    assert {one.name for one in open_ones if not one.varies} == {"workers", "improved_more", "dropout_fewer"}
    assert f"on {len(open_ones)} lähtöarvolla (24:sta)" in table
    assert not any("Yhden käynnin hinta" in row for row in marked)
