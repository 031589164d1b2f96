"""The one-page summary: first on the page, the last period beside it, and what may be said of a difference."""

import re
from datetime import date

import pytest

from fitlib import store
from fitlib.period import Period
from fitlib.reports.team_quarter import Params, build
from fitlib.words import LANGUAGES
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

QUARTER = Period.parse("2024Q2")
SPRING, SUMMER = date(2024, 2, 1), date(2024, 5, 1)


@pytest.fixture
def opened(tmp_path, constants):
    """Opens a team whose episodes of two quarters rise by these many points, or are measured once (None)."""
    held = []

    def opened(spring: list[float | None], summer: list[float | None]):
        days = [(SPRING, change) for change in spring] + [(SUMMER, change) for change in summer]
        rows = [
            row
            for place, (day, change) in enumerate(days)
            for row in episode(f"E{place:03}", 20, change and 20 + change, session_date=day)
        ]
        home = store.Home(tmp_path / "home")
        store.commit(home, [scores("team.csv", *rows)])
        held.append(store.open(home, constants))
        return held[-1]

    yield opened
    for one in held:
        one.close()


def sheet(opened_store, constants, period: Period = QUARTER, audience: str = "own", lang: str = "fi", **other) -> str:
    page = build(opened_store, Params("North", period, lang, audience, **other), constants)
    assert page.sections[0].key == "summary"
    html = re.sub(r"</?a\b[^>]*>", "", page.show("summary").html.split("</style>")[-1])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_sheet_says_how_far_to_trust_it_and_who_is_counted(opened, constants):
    text = sheet(opened([6] * 30, [6] * 30), constants)
    assert "Kattavuus riittää tuloslukuihin." in text
    assert "Asiakkaita 30. Jaksoja 30: päättyneitä 30, avoimia 0." in text
    assert "ORS-mittausta (jaksoja 30)." in text
    assert "Mitään lukua ei ole peitetty." in text
    assert "95 %:n luottamusväli" in text


def test_the_period_before_stands_beside_with_its_own_base(opened, constants):
    text = sheet(opened([6] * 20, [6] * 30), constants)
    assert "Edellinen kausi: Q1/2024" in text
    assert "30/30" in text
    assert "20/20" in text


@pytest.mark.parametrize(("spring", "apart"), [(30, False), (5, True)])
def test_a_difference_is_told_only_where_intervals_do_not_meet(opened, constants, spring, apart):
    text = sheet(opened([6] * spring + [1] * (30 - spring), [6] * 30), constants)
    assert ("Edelliseen kauteen nähden erottuu" in text) == apart
    assert ("joten erot voivat olla sattumaa" in text) != apart
    assert ("Vahvistunut luotettavasti 17" in text) == apart


def test_all_the_data_have_no_period_before(opened, constants):
    text = sheet(opened([6] * 20, [6] * 30), constants, Period.parse("all"))
    assert "Koko aineistolla ei ole edellistä kautta" in text
    assert "Edellinen kausi" not in text


def test_the_period_before_is_shown_as_its_own_page_shows_it(opened, constants):
    held = opened([6] * 13 + [-6] * 3 + [1] * 14, [6] * 30)
    own_page = build(held, Params("North", Period.parse("2024Q1"), audience="internal"), constants)
    assert own_page.released.one("deteriorated").hidden
    text = sheet(held, constants, audience="internal")
    assert "3/30" not in text
    assert "13/30" not in text or own_page.released.one("improved").k == 13


def test_a_period_below_the_gate_brings_no_outcomes_beside(opened, constants):
    text = sheet(opened([6] * 5, [6] * 30), constants)
    assert "5/5" not in text.split("Vahvistunut luotettavasti")[1].split("Luotettava heikkeneminen")[0]


def test_hidden_figures_are_counted_and_the_reason_is_given(opened, constants):
    text = sheet(opened([6] * 30, [6] * 27 + [-6] * 3), constants, audience="internal")
    assert re.search(r"Peitettyjä lukuja sivulla: \d+\.", text)
    assert "koskee liian harvaa tai paljastaisi toisen luvun" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_is_whole_in_every_language(opened, constants, lang):
    text = sheet(opened([6] * 30, [6] * 30), constants, lang=lang)
    assert "{" not in text
    assert len(text) > 600


def test_limits_of_open_episodes_are_named_in_days(opened, constants):
    page = build(opened([6] * 30, [6] * 30), Params("North", audience="own"), constants)
    html = page.show("endings").html
    for days in ("first", "second", "third"):
        assert f"vähintään {constants[f'coverage.stale.{days}']} päivää ilman tapaamista" in html
    assert ". raja<" not in page.html()
