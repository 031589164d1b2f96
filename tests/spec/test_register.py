"""The register: how is it computed?

Every figure, pattern, constant and study has an entry with a stable address, its source, its version and the day of
its next review.
"""

import re
from datetime import date, timedelta

import pytest

from fitlib import evidence, store
from fitlib.curves.patterns import known
from fitlib.indicators import cards
from fitlib.indicators.psychometrics import quality_cards
from fitlib.reference import Constant, Reference
from fitlib.reports import register_versions
from fitlib.reports.register import Params, build
from fitlib.words import LANGUAGES
from tests.unit.store.rows import START, score, scores


@pytest.fixture
def register(tmp_path, constants):
    """The register of a store whose data reach to START."""
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("one.csv", score("E1", 1, ors=20))])

    def made(reference: Reference = constants, lang: str = "fi") -> str:
        with store.open(home, constants) as opened:
            return str(build(opened, Params(lang), reference).html())

    return made


def with_row(constants: Reference, name: str, **changed) -> Reference:
    """The constants with one row changed."""
    rows = {one: constants.row(one) for one in constants}
    return Reference(rows | {name: Constant(**vars(rows[name]) | changed)})


def entry(html: str, anchor: str) -> str:
    """The text from an anchor to the next one."""
    return re.split(r' id="', html.split(f' id="{anchor}"')[1])[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_its_address(register, constants, lang):
    """Each indicator, quality figure, pattern, constant and study can be linked to by its own name."""
    html = register(lang=lang)
    wanted = [f"indicator-{name}" for name in (*cards(), *quality_cards())]
    wanted += [f"pattern-{key}" for key in known()] + [f"constant-{name}" for name in constants]
    wanted += [f"evidence-{key}" for key in evidence.load()]
    found = re.findall(r' id="([^"]+)"', html)
    assert set(wanted) <= set(found)
    assert len(found) == len(set(found))


def test_every_link_of_the_register_leads_somewhere(register):
    """No link within the register is dead."""
    html = register()
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))


def test_an_entry_says_of_whom_in_which_unit_after_whom_and_in_which_version(register, constants):
    """The entry of a figure names denominator, unit, source, status, version, review and next review."""
    card = cards()["intake_ors"]
    told = entry(register(), "indicator-intake_ors")
    for text in ("Keistä", "jaksot", "pistettä (0–40)", card.source, f"Tila: {card.status}", "Seuraava tarkistus",
                 register_versions.of_indicator(card, constants)):  # fmt: skip
        assert text in told


def test_a_pattern_shows_how_well_it_is_found_in_invented_curves(register):
    """Sensitivity and specificity are k of n with an interval, from curves whose truth is known."""
    told = entry(register(), "pattern-plateau")
    assert "64 % (231/362 · 59–69 %)" in told.replace("\u00a0", " ")
    assert "98 % (615/625" in told.replace("\u00a0", " ")


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_a_review_is_overdue_against_the_day_of_the_data(register, constants, days, late):
    """The clock plays no part: a review is late when its day lies before the day that the data reach to."""
    due = START + timedelta(days=days)
    html = register(with_row(constants, "cutoff.ors.adult", next_review=due))
    assert ("tarkistus myöhässä" in entry(html, "constant-cutoff.ors.adult")) is late
    assert f"Niistä {int(late)} odottaa" in html


def test_an_own_value_stands_beside_the_one_that_comes_with_the_program(register, constants):
    """A constant that the service has replaced shows both values."""
    html = register(with_row(constants, "rci.convention", value=6))
    told = entry(html, "constant-rci.convention")
    assert "oma arvo; ohjelman mukana 5" in told
    assert "oma arvo" not in entry(html, "constant-noise.sem")


def test_a_constant_changes_the_version_of_what_uses_it_and_of_nothing_else(constants):
    """The version of a figure changes with its constants; other figures keep theirs."""
    other = with_row(constants, "rci.convention", value=6)
    changed = [name for name, card in cards().items() if _version(card, constants) != _version(card, other)]
    assert "improved" in changed
    assert "intake_ors" not in changed
    assert register_versions.of_pattern("dip", constants) != register_versions.of_pattern("dip", other)
    assert register_versions.of_pattern("sawtooth", constants) == register_versions.of_pattern("sawtooth", other)


def _version(card, reference: Reference) -> str:
    return register_versions.of_indicator(card, reference)


def test_a_study_carries_its_flag(register):
    """A study with a result that may be no effect at all says which result that is."""
    told = entry(register(), "evidence-hauber_boon_2022")
    assert "Voi olla myös ei eroa tai yhteyttä" in told
    assert "kaksinkertaistaa" in told


def test_the_register_shows_nothing_of_anybody(tmp_path, constants, register):
    """No team, client or figure of own data is on the page: it may be given to anybody."""
    html = register()
    assert "North" not in html
    assert START.strftime("%-d.%-m.%Y") in html
    assert date(2026, 11, 22).strftime("%-d.%-m.%Y") in html
