"""The curve workshop

A page shows one case, large, revealed session by session. Cases come from a team without what could tell who it is, or
from the library of invented cases.
"""

import re

import pytest

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.period import Period
from fitlib.reports.curve_workshop import Params, build, choices
from fitlib.words import LANGUAGES
from tests.unit.store.rows import score, scores


@pytest.fixture
def opened(tmp_path, constants):
    """A team with two cases: one with three sessions and a mother's ratings, one with a single rating."""
    rows = [score("one", session, ors=ors, srs=35) for session, ors in enumerate((14.2, 20.5, 27.3), start=1)]
    rows += [score("one", 1, ors=24.4, rater="mother"), score("two", 1, ors=31.0)]
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("cases.csv", *rows)])
    with store.open(home, constants) as found:
        yield found


@pytest.fixture
def page(opened, constants):
    return lambda **chosen: build(opened, Params(**chosen), constants)


def test_a_case_is_revealed_session_by_session(page) -> None:
    """A later session stands nowhere on the page until its step."""
    html = page(team="North", case="A", step=2).document()
    assert "ORS nousi 14,2:sta 20,5:een kahdessa tapaamisessa." in html
    assert "27,3" not in html
    assert "27,3" in page(team="North", case="A", step=3).document()


def test_a_room_learns_neither_team_nor_day(page) -> None:
    """For a workshop the page names no team, no period and no day: days are weeks, the case is a letter."""
    html = page(team="North", case="A", step=3, audience="workshop").document()
    for secret in ("North", "2024", "one", "cases.csv", "v1_"):
        assert not re.search(rf"\b{secret}\b", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    assert "Tapaus A" in html
    assert "vk 3" in html


def test_the_workers_own_page_names_team_and_day(page) -> None:
    """On the worker's own page the same case has its team and its days."""
    html = page(team="North", case="A", step=3, audience="own").html()
    assert "North" in html
    assert "22.1.2024" in html


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_others_see_no_single_case(page, audience) -> None:
    """For internal and public audiences the page says in words why there is no curve, and holds none."""
    refused = page(team="North", case="A", step=3, audience=audience)
    assert [section.key for section in refused.sections] == ["refused"]
    assert "<svg" not in refused.document()
    assert "14,2" not in refused.document()


def test_a_team_without_curves_says_so(page) -> None:
    """A team without ORS in the period gives a page that says so; a name from the address is only text."""
    empty = page(team="A' OR 1=1 --<script>", audience="own")
    assert [section.key for section in empty.sections] == ["empty"]
    assert "<script" not in empty.document()
    assert [s.key for s in page(team="North", period=Period.parse("2020"), audience="own").sections] == ["empty"]


def test_a_case_that_is_not_there_is_refused(page) -> None:
    """A letter that no case has is refused, with the letters that there are."""
    with pytest.raises(ParameterRefused) as refused:
        page(team="North", case="C")
    assert refused.value.values["known"] == "A–B"


def test_raters_may_be_left_out(page) -> None:
    """Other raters are drawn with their names, or left out."""
    assert "Äiti" in page(team="North", case="A", step=3).html()
    assert "Äiti" not in page(team="North", case="A", step=3, raters="self").html()


def test_a_form_can_offer_cases_and_steps(opened, constants) -> None:
    """A form offers the letters of the cases and the steps of the chosen one, from none to all."""
    assert choices(opened, Params(team="North", case="A"), constants) == {"case": ["A", "B"], "step": [0, 1, 2, 3]}
    assert choices(opened, Params(team="North", case="B"), constants)["step"] == [0, 1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_library_needs_no_data_of_anybody(page, lang) -> None:
    """Without a team the cases are invented ones, and the page says so; nothing of the store is on it."""
    html = page(lang=lang, step=2).document()
    said = {"fi": "Harjoitusaineisto, ei oikeita henkilöitä.", "sv": "Övningsdata, inga verkliga personer."}
    assert said.get(lang, "Training data, not real people.") in html
    assert "<svg" in html


def test_there_is_room_to_talk(page) -> None:
    """Three boxes stand below: what is seen, what it might tell, what to ask the client."""
    talk = page().show("talk").html
    assert re.findall(r"<h3>([^<]*)</h3>", talk) == ["Mitä nähdään?", "Mistä voi kertoa?", "Mitä kysyisit asiakkaalta?"]


def test_a_projector_gets_larger_text(page) -> None:
    """The view for a projector draws the same case wider and with larger text."""
    sizes = [
        max(map(int, re.findall(r'font-size="(\d+)px"', page(view=view).html()))) for view in ("page", "projector")
    ]
    assert sizes[0] < 20 < sizes[1]
