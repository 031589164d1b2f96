"""The team's review on paper: a summary on one sheet of A4, and six sheets in all."""

import re

import pytest

from fitlib import reference, store
from fitlib.period import Period
from fitlib.reports.team_quarter import Params, build
from fitlib.words import LANGUAGES

MOST_SHEETS = 6
MM = 96 / 25.4
WIDTH, HEIGHT = 210 - 2 * 14, 297 - 12 - 13  # A4 less the margins of print.css, in mm
PAGES = [("all", "own"), ("2025", "internal"), ("2025Q2", "internal")]


@pytest.fixture(scope="session")
def documents(home):
    """The review of the team with the most episodes, by period, audience and language."""
    constants = reference.load()
    found = {}
    with store.open(store.Home(home), constants) as opened:
        rows = opened.ask("SELECT team, count(*) AS n FROM episode GROUP BY team ORDER BY n DESC, team")
        for period, audience in PAGES:
            for lang in LANGUAGES:
                params = Params(rows["team"][0], Period.parse(period), lang, audience)
                found[period, audience, lang] = build(opened, params, constants).document()
    return found


@pytest.fixture
def paper(chromium):
    page = chromium.new_page(viewport={"width": round(WIDTH * MM), "height": 1000})
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("period", "audience"), PAGES)
def test_the_review_prints_on_six_sheets_and_its_summary_on_one(paper, documents, period, audience, lang) -> None:
    paper.set_content(documents[period, audience, lang])
    if paper.locator("#summary").count():
        assert paper.evaluate("document.querySelector('#summary').getBoundingClientRect().bottom") <= HEIGHT * MM
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper.pdf(prefer_css_page_size=True)))
    assert 1 < sheets <= MOST_SHEETS


def test_only_what_is_open_prints(paper, documents) -> None:
    paper.set_content(documents["all", "own", "fi"])
    shown = paper.locator("table:visible").count()
    assert shown == 1
    assert paper.locator("svg.fit-svg:visible").count() >= 5
    assert paper.locator(".fit-talk:visible").count() == 3
    paper.evaluate("document.querySelectorAll('#published details').forEach(one => one.open = true)")
    assert paper.locator("table:visible").count() > shown
