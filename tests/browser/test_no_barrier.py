"""No barrier that a machine can see (axe: WCAG 2.1 A and AA) on every page of the menu that has no test of its own."""

import pytest

from tests.browser.test_family_pages import ASKED as ELSEWHERE
from workbench import pages

OWN_TESTS = {*ELSEWHERE, "curve_workshop"}  # the workshop's page is tried while it is used
TEAM = {"team": "Revontuli-tiimi", "period": "2025Q2", "audience": "own"}
ASKED = {
    "team_quarter": TEAM,
    "review": {"level": "team", "unit": "Revontuli-tiimi", "period": "2025Q2", "audience": "own"},
    "measure_quality": {"audience": "own"},
    "cost_effect": {"audience": "own"},
    "cost_scenario": {},
    "cost_memo": {"scenario": "literature"},
    "register": {},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def window(chromium):
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    yield page
    page.close()


def test_every_page_is_tried_somewhere() -> None:
    assert {*ASKED, *OWN_TESTS} == set(pages.names())


@pytest.mark.parametrize("name", ASKED)
def test_nothing_stands_in_the_way(window, home, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    window.set_content(pages.open_page(name, home, lang="fi", **ASKED[name]).document())
    if name != "register":  # its hundreds of entries are alike, and open they take half a minute
        window.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.run(window, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
