"""The scenario's page and memo: what they say, side by side, and that nothing of the store is needed for it."""

import re
from html import unescape
from pathlib import Path

import pytest

from fitlib.errors import ParameterRefused
from fitlib.reports import cost_memo, cost_scenario
from fitlib.reports.cost_scenario import Params
from fitlib.scenario import read, save
from fitlib.words import LANGUAGES
from tests.unit.scenario.made import KNOWN, by_hand


class Empty:
    """A store that holds nothing and is asked nothing: the page rests on assumptions alone."""

    class Stamp:
        data_date, data_hash, imports = None, "", 0

    stamp = Stamp()

    def __init__(self, home: Path | None = None) -> None:
        self.home = home


def said(page) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.html())).replace("\xa0", " ").split())


@pytest.fixture
def own(tmp_path: Path) -> Empty:
    """A home with the hand-worked scenario in it."""
    from datetime import date

    save(by_hand(), "by-hand", "Käsin laskettu", date(2026, 11, 22), tmp_path)
    return Empty(tmp_path)


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "fi",
            [
                "nettotulos täydessä käytössä on 2 840 €",
                "Jos mikään ei muutu, nettotulos on -10 960 €",
                "36 %",
                "2 192 €",
            ],
        ),
        ("sv", ["netto vid full användning 2 840 €", "Om inget förändras är nettot -10 960 €", "36 %", "2 192 €"]),
        ("en", ["net result of a year in full use is €2,840", "If nothing changes, the net result is -€10,960", "36%"]),
    ],
)
def test_the_page_says_what_was_worked_by_hand(own, lang, sentences) -> None:
    text = said(cost_scenario.build(own, Params(scenario="by-hand", lang=lang), KNOWN))
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_if_x_of_n_is_said_with_visits_and_hours(own) -> None:
    text = said(cost_scenario.build(own, Params(scenario="by-hand"), KNOWN))
    assert (
        "Jos kaikki 6,0 sovitusti aikaisin päättynyttä jaksoa olisivat muuten kestäneet suunnitellut 10 käyntiä" in text
    )
    assert "käyntejä jäisi pitämättä 40" in text
    assert "80 tuntia" in text


def test_every_assumption_stands_with_unit_price_year_source_and_reason() -> None:
    page = cost_scenario.build(Empty(), Params(), KNOWN)
    table = next(section.html for section in page.sections if section.key == "assumptions")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
    assert len(rows) == len(read("default", KNOWN).assumptions)
    assert all(len(re.findall(r"<td>", row)) == 5 for row in rows)
    assert not [row for row in rows if "<td></td>" in row or "@" in row]
    assert "2025" in next(row for row in rows if "Yhden käynnin hinta" in row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_changes_and_another_scenario_stand_beside(lang) -> None:
    page = cost_scenario.build(Empty(), Params(beside="literature", lang=lang), KNOWN)
    table = next(section.html for section in page.sections if section.key == "figures")
    heads = re.findall(r'<th scope="col">(.*?)</th>', table)
    assert len(heads) == 4
    assert len(set(heads)) == 4


def test_the_default_shows_the_price_of_a_period_and_the_talks_example_its_euros() -> None:
    default = cost_scenario.build(Empty(), Params(), KNOWN)
    assert {fact["name"]: fact["value"] for fact in default.facts()}["scenario_period_cost"] == 3_450
    assert "3 450 €" in said(default)
    hehku = cost_scenario.build(Empty(), Params(scenario="hehku"), KNOWN)
    assert {fact["name"]: fact["value"] for fact in hehku.facts()}["scenario_gross"] == 2_888
    assert "2 888 €" in said(hehku)


def test_the_facts_are_released_and_count_nobody() -> None:
    page = cost_scenario.build(Empty(), Params(audience="public"), KNOWN)
    assert {fact["denominator"] for fact in page.facts()} == {"scenario"}
    assert {fact["n"] for fact in page.facts()} == {0}
    assert not [fact for fact in page.facts() if fact["hidden"]]


def test_a_card_is_told_with_its_reason_and_what_somebody_wrote_is_text() -> None:
    reason = "Palvelu <i>muistuttaa</i> tutkittua"
    page = cost_scenario.build(Empty(), Params(prior="de_jong_outcome", reason=reason, external=0.3), KNOWN)
    assert "&lt;i&gt;muistuttaa" in page.html()
    assert "30 % tuloksesta" in said(page)
    with pytest.raises(ParameterRefused, match="prior_reason"):
        cost_scenario.build(Empty(), Params(prior="de_jong_outcome"), KNOWN)
    without = cost_scenario.build(Empty(), Params(scenario="literature", prior="none"), KNOWN)
    assert "Scenariots" not in said(without)
    assert {fact["name"]: fact["value"] for fact in without.facts()}["scenario_more_improved"] == 0


def test_gladsaxe_is_on_the_page_to_read() -> None:
    page = cost_scenario.build(Empty(), Params(), KNOWN)
    table = next(section.html for section in page.sections if section.key == "literature")
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    assert all("ei vertailuryhmää" in row for row in rows if "Gladsaxe" in row)
    assert sum("Gladsaxe" in row for row in rows) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_memo_says_the_same_figures_and_what_it_does_not_say(own, lang) -> None:
    memo = cost_memo.build(own, cost_memo.Params(scenario="by-hand", lang=lang), KNOWN)
    assert [section.key for section in memo.sections] == ["answer", "picture", "check", "limits", "assumptions"]
    page = cost_scenario.build(own, Params(scenario="by-hand", lang=lang), KNOWN)
    assert memo.facts() == page.facts()
    assert "by-hand" not in said(memo)
    assert "Käsin laskettu" in said(memo)


def test_the_same_parameters_give_the_same_bytes() -> None:
    first, again = (cost_scenario.build(Empty(), Params(scenario="literature"), KNOWN).document() for _ in range(2))
    assert first == again
