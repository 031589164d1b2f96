"""Rows of the register and of the evidence tables: every unit, status and reviewer has words; values as they are."""

import re

import pytest

from fitlib import evidence
from fitlib.indicators import cards
from fitlib.indicators.psychometrics import quality_cards
from fitlib.reports import evidence_rows, links
from fitlib.reports.register_constants import slug, written
from fitlib.reports.register_entries import STATUSES
from fitlib.words import LANGUAGES, Words
from workbench import registers, sanitise

FI = Words("fi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_and_topic_of_the_constants_has_words(constants, lang) -> None:
    words = Words(lang)
    assert {
        unit for unit in (constants.row(n).unit for n in constants) if f"register.unit.{slug(unit)}" not in words
    } == set()
    assert {name.split(".")[0] for name in constants if f"register.topic.{name.split('.')[0]}" not in words} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reviewer_and_status_has_words(constants, lang) -> None:
    words = Words(lang)
    for card in (*cards().values(), *quality_cards().values()):
        assert f"register.checker.{slug(card.checker)}" in words, card.checker
    used = {constants.row(name).status for name in constants} | {card.status for card in cards().values()}
    assert used <= set(STATUSES)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (5, "points", "5"), (2.9, "points", "2,9"), (0.03, "share", "3 %"), (0.275, "share", "27,5 %"),
        (0, "points", "0"), (2017, "year", "2017"), (20250515, "seed", "20250515"), (True, "yes or no", "Kyllä"),
        ([0.25, 0.5], "share", "25 %; 50 %"), ("weeks", "dates, weeks or none", "weeks"), (None, "points", "–"),
        (2.776, "t", "2,776"),
    ],
)  # fmt: skip
def test_a_constant_is_written_with_the_decimals_it_has(value, unit, text) -> None:
    assert written(value, unit, FI).replace("\u00a0", " ") == text


def result(card: str, key: str) -> tuple[evidence.Card, evidence.Result]:
    study = evidence.load()[card]
    return study, next(one for one in study.results if one.key == key)


@pytest.mark.parametrize(
    ("card", "key", "text", "remarks"),
    [
        ("hauber_boon_2022", "first_alliance", "2,15", ["Väli sisältää myös ei eroa tai yhteyttä"]),
        ("hauber_boon_2022", "improved_alliance", "4,23", []),
        ("casey_2020", "sensitivity", "73 %", ["Lähteessä ei ole luottamusväliä"]),
        ("redmayne_2023", "reliable_ors", "46,9 %", ["Lähteessä ei ole luottamusväliä"]),
    ],
)
def test_a_result_is_shown_with_what_must_be_known_of_it(card, key, text, remarks) -> None:
    study, one = result(card, key)
    assert evidence_rows.written(one.value, one, FI).replace("\u00a0", " ") == text
    assert list(evidence_rows.remarks(study, one, FI)) == remarks


def test_a_study_without_n_says_so() -> None:
    study, one = result("brown_2004", "ors_alpha")
    assert evidence_rows.people(study, one, FI) == "Lähteessä ei ole n-lukua"


def test_a_link_to_the_register_survives_into_a_batch_file_and_nothing_else_does() -> None:
    link = links.to_register("constant", "cutoff.ors.adult", "x <b>", "sv")
    assert link == '<a href="register.ipynb?lang=sv#constant-cutoff.ors.adult">x &lt;b&gt;</a>'
    moved = re.search(r'href="([^"]+)"', registers.beside(link))[1]
    assert moved == "register.sv.html#constant-cutoff.ors.adult"
    assert sanitise.allowed("a", "href", moved)
    for other in ("register.sv.html", "register.xx.html#a", "//x/register.sv.html#a", "register.ipynb?lang=sv#a",
                  "x.html#a", "register.sv.html#a b", "javascript:register.sv.html#a"):  # fmt: skip
        assert not sanitise.allowed("a", "href", other)
