"""A page is a value: head, sections, foot; figures as dicts; nothing from the data is markup, no host is named."""

import re
from dataclasses import FrozenInstanceError, dataclass
from datetime import date

import pytest
from markupsafe import Markup

from fitlib.charts import Figure
from fitlib.period import Period
from fitlib.release import release
from fitlib.reports.page import Page, Section, Stamp
from fitlib.words import LANGUAGES, Words
from tests.unit.charts.every import EVERY
from tests.unit.charts.made import EVIL, share

FACT = {"name", "group", "value", "k", "n", "low", "high", "unit", "denominator", "method", "hidden", "step", "summed"}
STAMP = Stamp(date(2024, 6, 30), "abcdef0123456789", 3, "0.1.0", "12345678")
OUTSIDE = re.compile(r"https?:|@import|url\((?!#)|\bsrc=|<link|<script", re.IGNORECASE)


@dataclass(frozen=True)
class Params:
    team: str = EVIL
    period: Period = Period.parse("2024Q2")
    audience: str = "internal"


@pytest.fixture
def page(constants):
    sections = (
        Section("first", "Ensin", Markup("<p>yksi</p>")),
        Section("then", EVIL, Markup("<p>kaksi</p>"), folded=True),
    )
    released = release([share("improved", 35, 49), share("deteriorated", 3, 49)], "internal", constants)
    return Page("team_quarter", "fi", f"Otsikko {EVIL}", Params(), STAMP, released, sections)


def test_the_facts_are_the_released_ones_with_their_reasons(page) -> None:
    shown, hidden = page.facts()
    assert set(shown) == FACT
    assert (shown["name"], shown["k"], shown["n"], shown["hidden"]) == ("improved", 35, 49, None)
    assert (hidden["value"], hidden["k"], hidden["low"]) == (None, None, None)
    assert hidden["hidden"]


def test_a_page_without_figures_has_no_facts(page) -> None:
    assert Page("x", "fi", "x", Params(), STAMP, None, ()).facts() == []


def test_the_head_says_whose_when_for_whom_and_how_fresh(page) -> None:
    head = page.show("head").html
    for said in ("Sisäinen", "Q2/2024 (1.4.2024–30.6.2024)", "30.6.2024", "Otsikko"):
        assert said in head


def test_the_foot_names_data_code_and_definitions(page) -> None:
    assert "Aineisto abcdef01, tuonteja 3 · ohjelma 0.1.0 · määritelmät 12345678" in page.html()


def test_an_invented_page_says_so_instead_of_naming_data() -> None:
    foot = Page("x", "fi", "x", Params(), STAMP.invented(), None, ()).html()
    assert "Harjoitusaineisto · ohjelma 0.1.0" in foot
    assert "abcdef01" not in foot


def test_sections_are_shown_one_by_one_in_the_order_asked_for(page) -> None:
    shown = page.show("then", "first")._repr_html_()
    assert shown.index("kaksi") < shown.index("yksi")
    assert "<style" not in shown
    assert "Otsikko" not in shown


def test_without_keys_everything_is_shown_with_its_style(page) -> None:
    shown = page.show().html
    assert shown.count("<style>") == 1
    assert shown.index("<h1>") < shown.index("yksi") < shown.index("kaksi") < shown.index("<footer")


def test_a_section_that_is_not_there_is_an_error(page) -> None:
    with pytest.raises(KeyError):
        page.show("third")


def test_a_folded_section_starts_closed(page) -> None:
    assert '<details class="fit-fold fit-part"><summary><h2>' in page.html()


def test_names_from_the_data_are_text(page) -> None:
    assert "<script" not in page.document()
    assert "&lt;script&gt;" in page.document()


def test_a_document_is_whole_and_names_no_host(page) -> None:
    charts = Markup("").join(figure.html() for figure in map(drawn, EVERY))
    document = Page("x", "fi", "x", Params(), STAMP, None, (Section("all", "x", charts),)).document()
    assert document.startswith("<!DOCTYPE html>")
    assert OUTSIDE.findall(document.replace("&lt;script", "")) == []
    assert document.count("<h1>") == 1


def drawn(name: str) -> Figure:
    return EVERY[name](Words("fi"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_says_its_language(page, lang) -> None:
    assert f'<html lang="{lang}">' in Page("x", lang, "x", Params(), STAMP, None, ()).document()


def test_a_page_does_not_change(page) -> None:
    with pytest.raises(FrozenInstanceError):
        page.title = "x"


def test_another_definition_changes_the_stamp(constants) -> None:
    kept = type("Kept", (), {"data_date": None, "data_hash": "a", "imports": 1})
    stamp = Stamp.of(kept, constants)
    other = type(constants)({name: constants.row(name) for name in list(constants)[1:]})
    assert stamp.definitions != Stamp.of(kept, other).definitions
    assert stamp == Stamp.of(kept, constants)
