"""The served pages in a real browser: a figure is read, the slider reveals, the menu speaks three languages."""

import re

import pytest

from workbench import pages

TEAM = "Revontuli-tiimi"
SHIFTED = """new Promise(told => {
  const sum = list => list.getEntries().reduce((sum, one) => sum + one.value, 0);
  new PerformanceObserver(list => told(sum(list))).observe({type: "layout-shift", buffered: true});
  setTimeout(() => told(0), 300);
})"""
HURRY = """slider => [2, 5, 3, 7, 4].forEach(value => {
  slider.value = value;
  slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""

TELLS = """look => {
  const sign = document.createElement("fit-look");
  Object.assign(sign.dataset, {base: "/", look});
  document.body.append(sign);
}"""
FORGOTTEN = """() => {
  const known = [...kernel.models.keys()];
  kernel.models.clear();
  delete document.documentElement.dataset.live;
  const header = {msg_type: "comm_msg"}, data = {method: "update", state: {value: ""}};
  for (const comm_id of known) kernel.heard({header, parent_header: {}, content: {comm_id, data}});
  kernel.ask();
}"""


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
        assert page.inner_text(".fit-readout") == str(step)
    page.locator('a[href*="step=3"]', has_text="Tämän näkymän osoite").wait_for()


def test_the_page_is_seen_and_its_controls_work_before_a_kernel_is_there(visit) -> None:
    page = visit("", javascript=False)
    page.goto(page.url + "voila/render/curve_workshop.ipynb?team=library&case=B&step=3&lang=fi", wait_until="commit")
    page.locator("#room .fit-foot").wait_for()
    assert page.locator("#room svg.fit-svg").count() >= 1
    page.get_by_label("Kieli").select_option(label="Svenska")
    page.get_by_role("button", name="Näytä").click()
    page.locator('#room .fit-page[lang="sv"]').first.wait_for()
    assert "case=B" in page.url


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("name", "query"), [("curve_workshop", "team=library&case=B&step=3"), ("cost_scenario", ""), ("review_meeting", "")]
)
def test_the_controls_come_alive_without_a_jump_and_without_a_second_drawing(visit, name, query, width) -> None:
    page = visit(f"voila/render/{name}.ipynb?lang=fi&{query}", width=width)
    title = page.locator("h1").first
    before = title.bounding_box()
    title.evaluate("one => { one.dataset.sent = 'yes' }")
    page.wait_for_selector("html[data-live=yes]", state="attached")
    assert title.bounding_box() == before
    assert title.get_attribute("data-sent") == "yes"  # the page that was sent is the page that stays
    assert page.evaluate(SHIFTED) < 0.02
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_page_is_two_requests_and_the_second_visit_one(visit) -> None:
    for expected in ({"document": "network", "script": "network"}, {"document": "network", "script": "cache"}):
        asked, page = [], visit("")
        page.on("requestfinished", lambda one, asked=asked: asked.append((one.resource_type, one.sizes(), one.url)))
        page.goto(page.url + "voila/render/register.ipynb?lang=fi")
        page.wait_for_selector("html[data-live=yes]", state="attached")
        sent = {kind: sizes["responseBodySize"] for kind, sizes, url in asked if not url.startswith("data:")}
        assert sent.keys() == expected.keys()
        assert sent["script"] < 8_000


def test_a_page_that_is_asked_to_tells_when_it_is_painted(visit) -> None:
    page, look = visit("?lang=fi"), "a-look-of-nobody-at-al"
    page.goto(page.url.partition("?")[0] + "voila/render/register.ipynb?lang=fi")
    with page.expect_response(f"**/voila/api/painted/{look}") as told:
        page.evaluate(TELLS, look)
    assert told.value.status == 204
    asked = "look => fetch(`/voila/api/painted/${look}`, {method: 'POST'}).then(one => one.status)"
    assert page.evaluate(asked, look) == 403  # another site's form has no such word


def test_of_quick_wishes_the_last_one_wins(visit) -> None:
    page = opened(visit, "curve_workshop", "team=library&case=A&step=1&lang=fi")
    page.get_by_role("slider", name="Käynti").evaluate(HURRY)
    page.locator('a[href*="step=4"]', has_text="Tämän näkymän osoite").wait_for()
    page.wait_for_selector("#room[aria-busy=false]")
    assert page.get_by_role("slider", name="Käynti").input_value() == page.inner_text(".fit-readout") == "4"


def test_a_change_of_a_widget_that_was_not_heard_of_waits_for_its_whole_state(visit) -> None:
    page = opened(visit, "curve_workshop", "team=library&case=A&step=1&lang=fi")
    page.evaluate(FORGOTTEN)
    page.wait_for_selector("html[data-live=yes]", state="attached")
    page.get_by_role("slider", name="Käynti").press("ArrowRight")
    page.locator('a[href*="step=2"]', has_text="Tämän näkymän osoite").wait_for()


def test_a_whole_number_is_shown_as_it_was_sent(visit) -> None:
    page = opened(visit, "cost_effect", "lang=fi")
    field = page.locator("#room input[type=number]").first
    field.fill("12.7")
    field.press("Enter")
    assert field.input_value() == "12"


def test_one_stays_where_one_was_when_the_script_comes_after_the_page(visit) -> None:
    page, late = visit(""), []
    page.evaluate("sessionStorage.setItem('held', 'step')")
    page.route("**/room.*.js", lambda route: late.append(route))  # a plain `append` cannot carry its mark
    address = page.url + "voila/render/curve_workshop.ipynb?team=library&case=A&step=1&lang=fi"
    page.goto(address, wait_until="domcontentloaded")
    late[0].continue_()
    page.wait_for_selector("html[data-live=yes]", state="attached")
    assert page.evaluate("sessionStorage.getItem('held')") is None
    assert page.get_by_role("slider", name="Käynti").evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("pressed", [1, 2])
def test_what_a_dead_line_swallowed_is_sent_again(visit, pressed: int) -> None:
    page = opened(visit, "curve_workshop", "team=library&case=A&step=1&lang=fi")
    page.evaluate("kernel.line.send = () => {}")
    slider = page.get_by_role("slider", name="Käynti")
    for _ in range(pressed):
        slider.press("ArrowRight")
    page.evaluate("kernel.line.close()")
    page.locator(f'a[href*="step={1 + pressed}"]', has_text="Tämän näkymän osoite").wait_for()
    page.wait_for_selector("#room[aria-busy=false]")
    assert slider.input_value() == page.inner_text(".fit-readout") == str(1 + pressed)
    assert page.evaluate("kernel.sent.size") == 0


def test_a_kernel_that_is_gone_is_told(visit) -> None:
    page = opened(visit, "register", "lang=fi")
    assert not page.locator("#lost").is_visible()
    page.evaluate("kernel.leave(); kernel.left = false")
    page.locator("#lost", has_text="Yhteys sivun laskentaan katkesi").wait_for()


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
