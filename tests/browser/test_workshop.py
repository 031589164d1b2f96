"""A whole short workshop: projector, speaker and twenty phones, from the first slide to the hand-out.

The server is the real program, the projector a real browser moved by keyboard only, the phones speak HTTP.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from fitlib import ROOT
from tests.unit.workshop.rooms import Visitor

PHONES, MINUTE, WAIT = 20, 60, 60_000
OPTIONS = ("rose", "same", "same", "fell")


@dataclass
class Held:
    """A workshop that the program holds: the trainer's address, the room's, the code, and FIT_HOME."""

    key: str
    address: str
    home: Path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """`fit workshop curves_45` on loopback; when the tests are over nothing of it is left running."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "workbench.cli", "workshop", "curves_45", "--no-browser", "--port", port]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"FIT_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )
    key = re.search(r"http\S+", process.stdout.readline())[0]
    yield Held(key, f"http://127.0.0.1:{port}/", home)
    process.terminate()
    process.wait(MINUTE)
    process.stdout.close()


@pytest.fixture
def projector(chromium, held: Held) -> Iterator[object]:
    """The trainer's browser; afterwards nothing may have gone to another host, and nothing have failed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(WAIT)
    page, asked, failed = context.new_page(), [], []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda told: failed.append(told.text) if told.type == "error" else None)
    page.goto(held.key)
    page.wait_for_selector("h1")
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((held.address, "data:"))] == []
    assert failed == []


def press(page, key: str, times: int = 1) -> None:
    page.wait_for_load_state("load")  # a deferred script listens to keys only then
    for _ in range(times):
        before = page.inner_html("#main")
        page.keyboard.press(key)
        page.wait_for_function("before => document.querySelector('#main').innerHTML !== before", arg=before)


def come_in(held: Held, code: str) -> Visitor:
    phone = Visitor(held.address)
    assert phone.ask(code)[0] == 200
    return phone


def vote(phone: Visitor, code: str, option: str) -> float:
    """Answers the question on the phone's page; gives the seconds that it took."""
    begun = time.monotonic()
    ballot = re.search(r'name="ballot" value="([^"]+)"', phone.ask(code)[1])[1]
    assert phone.ask(f"{code}/vote", {"ballot": ballot, "option": option})[0] == 303
    return time.monotonic() - begun


def everybody(page, phones: list[Visitor], code: str) -> None:
    """All phones vote at once, and the projector tells how many have."""
    begun = time.monotonic()
    with ThreadPoolExecutor(PHONES) as room:
        list(room.map(vote, phones, [code] * PHONES, OPTIONS * (PHONES // len(OPTIONS))))
    page.wait_for_function("n => document.querySelector('#live').innerText.includes(n)", arg=f"Vastauksia: {PHONES}")
    assert time.monotonic() - begun < MINUTE


def test_a_whole_short_workshop(projector, held: Held) -> None:
    page = projector
    assert "token" not in page.url
    notes = page.context.new_page()
    notes.goto(f"{held.address}trainer/notes")
    code = re.search(r"koodi (\w{4})", notes.inner_text("#live"))[1]
    page.bring_to_front()
    phones = [come_in(held, code) for _ in range(PHONES)]
    page.wait_for_function("n => document.querySelector('#live').innerText.includes(n)", arg=str(PHONES))

    press(page, "Space", 2)  # welcome, the case opens
    for step in (1, 2, 3):
        press(page, "ArrowRight")
        assert page.inner_text(".ws-head p") == f"Tapaaminen {step}"
        assert page.locator(".ws-data tbody tr").count() == step
    press(page, "Space")
    everybody(page, phones, code)
    assert page.locator(".ws-bars").count() == 0
    press(page, "Space")
    assert "10/20" in page.inner_text(".ws-bars")

    press(page, "ArrowRight", 4)
    assert page.inner_text(".ws-head p") == "Tapaaminen 7"
    press(page, "ArrowLeft")
    press(page, "7")
    press(page, "Space")
    everybody(page, phones, code)
    press(page, "Space")
    assert "Ensimmäisellä kerralla" in page.inner_text(".ws-bars")

    press(page, "Space", 2)  # the last session, the debrief
    assert page.locator(".ws-columns section").count() == 3
    assert "Mitä kysyisit asiakkaalta?" in page.inner_text(".ws-columns")
    press(page, "Space")
    told = page.inner_text(".ws-truth")
    assert "muutos 3,0 pistettä" in told
    assert "20 kertaa 40 vastauksesta" in told

    notes.reload()
    assert "Tapaus A: Yksi huono päivä" in notes.inner_text("[aria-current]")
    notes.goto(f"{held.address}trainer/handout.html")
    assert notes.locator("section[id^=sheet-]").count() == 3
    assert sorted(held.home.rglob("*")) == []  # nothing has been written down, by anybody


def test_the_keys_can_be_switched_off_and_the_buttons_do_the_same(projector) -> None:
    page = projector
    before = page.inner_html("#main")
    page.uncheck("#keys")
    page.locator("h1").first.click()
    page.keyboard.press("ArrowLeft")
    page.check("#keys")
    assert page.inner_html("#main") == before
    page.get_by_role("button", name="Taaksepäin").click()
    page.wait_for_function("before => document.querySelector('#main').innerHTML !== before", arg=before)
    page.locator("h1").first.click()
    page.keyboard.press("t")
    assert page.locator("body.ws-dark").count() == 1
    page.keyboard.press("t")


def test_a_phone_follows_the_room_by_itself(chromium, projector, held: Held) -> None:
    projector.goto(f"{held.address}trainer/notes")
    code = re.search(r"koodi (\w{4})", projector.inner_text("#live"))[1]
    phone = chromium.new_context(viewport={"width": 360, "height": 640}).new_page()
    phone.goto(f"{held.address}{code}?lang=sv")
    assert phone.locator("fieldset").count() == 0
    projector.get_by_role("button", name="Siirry: Tapaus B").click()
    projector.wait_for_selector("[aria-current] >> text=Tapaus B")
    press(projector, "Space", 6)
    phone.get_by_role("button", name="SRS sjunker").click()
    phone.wait_for_selector("button[aria-pressed=true]")
    assert serious(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.context.close()


@pytest.mark.parametrize(
    "page",
    [
        "trainer/screen",
        "trainer/notes",
        "trainer/rules",
        "trainer/library",
        "trainer/case",
        "trainer/own",
        "trainer/handout.html",
        "",
    ],
)
def test_the_pages_are_accessible(chromium, held: Held, page: str) -> None:
    context = chromium.new_context()
    window = context.new_page()
    window.goto(held.key)
    window.goto(held.address + page)
    found = serious(window)
    context.close()
    assert found == []


def test_overlays_by_keyboard_and_a_case_of_ones_own(projector, held: Held) -> None:
    page = projector
    page.goto(f"{held.address}trainer/case?base=steady")
    page.fill("[name=title]", "Pekan <b>syksy")
    before = page.inner_html("#preview")
    page.locator("[name='ors-100']").fill("8")
    page.wait_for_function("before => document.querySelector('#preview').innerHTML !== before", arg=before)
    assert serious(page) == []
    page.get_by_role("button", name="Tallenna ja näytä nyt").click()
    page.wait_for_selector("[aria-current] >> text=Pekan <b>syksy")
    assert [file.name for file in (held.home / "cases").iterdir()] == ["pekan-b-syksy.toml"]

    page.goto(f"{held.address}trainer/screen")
    press(page, "Space", 3)
    for key, text in (("o", "Odotettu alue"), ("v", "mitattu"), ("i", "läheiset"), ("i", "Kynnysarvo")):
        press(page, key)
        assert text in page.inner_text("#main")
    press(page, "k")
    assert "Kynnysarvo 25" not in page.inner_text("#main")
    assert "odotettu alue" in page.inner_text("#said")
    assert page.get_attribute("button[value=corridor]", "aria-pressed") == "true"
    page.keyboard.press("h")
    page.wait_for_selector("dialog[open] >> text=Osa-alueet")
    assert serious(page) == []
    page.keyboard.press("Escape")
    for key in ("k", "v", "o"):
        press(page, key)
    assert page.locator(".ws-shown").count() == 0


def serious(window) -> list[str]:
    """What axe finds in an open page and calls serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(window).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]
