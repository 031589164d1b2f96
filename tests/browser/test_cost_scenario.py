"""The scenario bench in a browser: a slider moves a figure, the address brings it back, files come, A4 holds it."""

import re
import tomllib
from pathlib import Path

import pytest

from fitlib.words import LANGUAGES
from workbench import pages

SLIDER = "Näistä huomataan mittauksista"
FIRST = ".fit-points li"
ADDRESS = ".fit-note a"


def opened(visit, query: str):
    page = visit(f"voila/render/cost_scenario.ipynb?{query}")
    page.wait_for_selector("html[data-live=yes]", state="attached")  # the controls answer
    for shown in ("svg.fit-svg", FIRST):
        page.wait_for_selector(shown)
    return page


def told(page) -> list[str]:
    return page.locator(FIRST).all_inner_texts()


def pressed(page, key: str) -> list[str]:
    """The sentences after a key on the slider has redrawn the page."""
    before = page.locator(FIRST).first.inner_text()
    page.get_by_role("slider", name=SLIDER).focus()
    page.keyboard.press(key)
    page.locator(f"{ADDRESS}[href*=change]").wait_for()  # the address is the last thing drawn
    assert page.locator(FIRST).first.inner_text() != before
    return told(page)


def test_a_slider_moves_the_figures_and_the_address_brings_them_back(visit) -> None:
    page = opened(visit, "scenario=literature&lang=fi")
    before = told(page)
    pressed(page, "End")
    link = page.locator('.fit-note a[href*="change=seen%3A0.95"]')
    link.wait_for()
    after = told(page)
    assert after != before
    again = opened(visit, link.get_attribute("href").removeprefix("?"))
    assert again.get_by_role("slider", name=SLIDER).input_value() == "95"
    assert told(again) == after


def test_a_number_above_the_maximum_is_shown_as_the_maximum(visit) -> None:
    page = opened(visit, "lang=fi")
    field = page.locator(".fit-side input[type=number][max]:not([max=''])").first
    most = field.get_attribute("max")
    for beyond in ("1", "2"):
        field.fill(most + beyond)
        field.press("Enter")
        assert float(field.input_value()) == float(most)
    field.fill("")
    field.press("Enter")
    assert float(field.input_value()) == float(most)
    page.locator(f"{ADDRESS}[href*=change]").wait_for()


def test_undo_brings_the_figures_back(visit) -> None:
    page = opened(visit, "lang=fi")
    before = told(page)
    pressed(page, "ArrowRight")
    page.get_by_role("button", name="Kumoa").click()
    page.locator(f"{ADDRESS}:not([href*=change])").wait_for()
    assert told(page) == before


def test_the_files_come_down(visit, tmp_path: Path) -> None:
    page = opened(visit, "lang=fi&change=clients:200")
    page.get_by_role("button", name="Tee ladattavat tiedostot").click()
    page.wait_for_selector(".fit-file")
    names = page.locator(".fit-file").all_inner_texts()
    assert {name.rpartition(".")[2] for name in names} == {"xlsx", "toml", "png", "html"}
    with page.expect_download() as waited:
        page.get_by_role("link", name="default.toml").click()
    waited.value.save_as(tmp_path / "default.toml")
    assert tomllib.loads((tmp_path / "default.toml").read_text("utf-8"))["input"]["clients"]["value"] == 200


def test_the_four_figures_and_every_assumption_are_on_the_page(visit) -> None:
    page = opened(visit, "lang=fi")
    assert page.locator(".fit-bench svg.fit-svg").count() == 4
    assert page.locator(".fit-wordy tbody tr").count() >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_memo_is_two_pages_of_a4(chromium, home, tmp_path: Path, lang: str) -> None:
    memo = tmp_path / "memo.html"
    memo.write_text(pages.open_page("cost_memo", home, scenario="literature", lang=lang).document(), "utf-8")
    page = chromium.new_page()
    page.goto(memo.as_uri())
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 2
