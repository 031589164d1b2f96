"""The served pages in a real browser: a figure is read, the slider reveals, the menu speaks three languages."""

import re

import pytest

from workbench import pages

TEAM = "Revontuli-tiimi"


def opened(visit, name: str, query: str):
    page = visit(f"voila/render/{name}.ipynb?{query}")
    page.wait_for_selector("html[data-live=yes]", state="attached")  # the controls answer
    return page


def test_the_menu_lists_every_page_in_three_languages(visit) -> None:
    for lang, title in {"fi": "Valikko", "sv": "Meny", "en": "Menu"}.items():
        page = visit(f"?lang={lang}")
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.inner_text("h1") == title
        assert page.locator(".fit-menu a").count() == len(pages.names())


def test_a_figure_of_the_team_page_is_read(visit) -> None:
    page = opened(visit, "team_quarter", f"team={TEAM}&period=2025&lang=fi&audience=own")
    assert page.evaluate("document.documentElement.lang") == "fi"
    shown = page.inner_text("body")
    assert TEAM in shown
    assert re.search(r"\d+,\d", shown)
    assert page.locator("svg.fit-svg").count() >= 1


def test_the_slider_reveals_session_by_session(visit) -> None:
    page = opened(visit, "curve_workshop", "team=library&case=A&step=1&lang=fi")
    slider = page.get_by_role("slider", name="Käynti")
    slider.focus()
    for step in (2, 3):
        before = page.inner_text(".fit-sentence")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.querySelector('.fit-sentence').innerText !== before", arg=before)
        assert page.inner_text(".widget-readout") == str(step)
    page.locator('a[href*="step=3"]', has_text="Tämän näkymän osoite").wait_for()


def test_the_page_is_seen_and_its_controls_work_before_a_kernel_is_there(visit) -> None:
    page = visit("", javascript=False)
    page.goto(page.url + "voila/render/curve_workshop.ipynb?team=library&case=B&step=3&lang=fi", wait_until="commit")
    page.locator("#picture .fit-foot").wait_for()
    assert page.locator("#picture svg.fit-svg").count() >= 1
    page.get_by_label("Kieli").select_option(label="Svenska")
    page.get_by_role("button", name="Näytä").click()
    page.locator('#picture .fit-page[lang="sv"]').first.wait_for()
    assert "case=B" in page.url


def test_the_live_page_takes_the_place_of_the_picture_without_a_jump(visit) -> None:
    page = visit("voila/render/curve_workshop.ipynb?team=library&case=B&step=3&lang=fi")
    before = page.locator("#picture h1").bounding_box()
    page.wait_for_selector("html[data-live=yes]", state="attached")
    assert page.locator("h1").bounding_box() == before
    page.get_by_label("Arvioijat").select_option(index=1)
    page.wait_for_selector("#picture", state="detached")
    assert page.locator("h1").count() == 1


def test_another_language_keeps_the_rest(visit) -> None:
    page = opened(visit, "curve_workshop", "team=library&case=B&step=3&lang=fi")
    page.get_by_label("Kieli").select_option(label="Svenska")
    page.get_by_label("Språk").wait_for()
    assert "case=B" in page.locator(".fit-note a").last.get_attribute("href")
    assert page.locator('.fit-page[lang="sv"]').count() > 0


@pytest.mark.parametrize(
    "query", ["lang=de", "import%20os=1", "team=A&team=B", "audience=everyone", "__class__=x", "theme=dark"]
)
def test_an_address_that_the_parser_refuses_starts_no_kernel(visit, query: str) -> None:
    page = visit(f"voila/render/curve_workshop.ipynb?{query}")
    assert page.locator("h1").inner_text() in ("Sivua ei voi näyttää", "The page cannot be shown")
    assert page.locator("script").count() == 0
