"""Pages for a meeting in a browser: no barrier, one sheet of A4 for the family, a term explained to pointer and key."""

import re

import pytest

from fitlib.words import LANGUAGES
from workbench import pages

TEAM = "Revontuli-tiimi"
ASKED = {
    "client_view": {"audience": "own", "case": "P"},
    "network_meeting": {"audience": "own", "case": "P"},
    "review_meeting": {"team": TEAM, "period": "2025", "audience": "own"},
    "implementation": {"team": TEAM, "period": "2025", "audience": "own"},
}


@pytest.fixture
def window(chromium):
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    yield page
    page.close()


@pytest.fixture(scope="module")
def documents(home):
    """The pages in Finnish, made once."""
    return {name: pages.open_page(name, home, lang="fi", **asked).document() for name, asked in ASKED.items()}


@pytest.mark.parametrize("name", ASKED)
def test_nothing_stands_in_the_way(window, documents, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    window.set_content(documents[name])
    found = axe.run(window).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("name", ASKED)
def test_a_narrow_screen_needs_no_scrolling_sideways(window, documents, name: str, width: int) -> None:
    window.set_viewport_size({"width": width, "height": 700})
    window.set_content(documents[name])
    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_familys_page_is_one_sheet(window, home, lang: str) -> None:
    window.set_content(pages.open_page("client_view", home, lang=lang, **ASKED["client_view"]).document())
    printed = window.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


@pytest.mark.parametrize("reach", ["hover", "focus"])
def test_a_term_is_explained_beside_the_word(window, documents, reach: str) -> None:
    window.set_content(documents["review_meeting"])
    term = window.locator("a.fit-term:visible").first
    text = window.locator(term.get_attribute("href")).first
    assert text.evaluate("one => getComputedStyle(one).position") == "static"
    getattr(term, reach)()
    assert text.evaluate("one => getComputedStyle(one).position") == "fixed"
    box, word = text.bounding_box(), term.bounding_box()
    assert 0 <= box["y"] <= 700 - box["height"]
    assert abs(box["y"] - word["y"]) < 200


def test_what_was_decided_stands_on_the_page_of_the_next_meeting(visit) -> None:
    """Served: a decision is written and saved; the next period's page asks what became of it."""
    asked = "team=Sinikiven%20nuortentalo&lang=fi&audience=own"
    page = visit(f"voila/render/review_meeting.ipynb?{asked}&period=2024Q1")
    page.get_by_label("Päätös 1").fill("Kokeillaan SRS:ää <b>joka</b> kerta")
    page.get_by_label("Päätös 1").press("Tab")
    page.get_by_role("button", name="Tallenna").click()
    page.get_by_text("Tallennettu.").wait_for()
    page.locator("#notes", has_text="Kokeillaan SRS:ää <b>joka</b> kerta").wait_for()
    later = visit(f"voila/render/review_meeting.ipynb?{asked}&period=2024Q2")
    later.locator("#agreed", has_text="2024Q1: Kokeillaan SRS:ää <b>joka</b> kerta").wait_for()
    later.get_by_label("2024Q1: Kokeillaan").wait_for()
