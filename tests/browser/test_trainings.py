"""The trainings in a real browser: from the list to a training, on by key, a sheet written together, a plan made."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitlib import ROOT
from tests.browser.test_workshop import MINUTE, WAIT, Held, press, serious


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """`fit workshop` without a plan on loopback; when the tests are over nothing of it is left running."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "workbench.cli", "workshop", "--no-browser", "--port", port]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"FIT_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )
    key = re.search(r"http\S+", process.stdout.readline())[0]
    yield Held(key, f"http://127.0.0.1:{port}/", home)
    process.terminate()
    process.wait(MINUTE)
    process.stdout.close()


@pytest.fixture
def trainer(chromium, listed: Held) -> Iterator[object]:
    """The trainer's browser; afterwards nothing may have gone to another host, and nothing have failed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(WAIT)
    page, asked, failed = context.new_page(), [], []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda told: failed.append(told.text) if told.type == "error" else None)
    page.goto(listed.key)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((listed.address, "data:"))] == []
    assert failed == []


def test_from_the_list_to_the_next_part_of_the_basic_training(trainer, listed: Held) -> None:
    page = trainer
    assert page.url.endswith("/trainer/start")
    assert page.locator(".ws-offers article").count() == 6
    page.get_by_role("button", name="Avaa: Palautetietoisen hoidon peruskoulutus, 7 tuntia").click()
    page.wait_for_selector(".ws-points >> text=Palautetietoinen kulttuuri")
    press(page, "Space")
    assert page.inner_text("h1") == "Palautetietoisen työskentelyn peruskoulutus"
    press(page, "Space")
    assert page.locator(".ws-choices li").count() == 4
    press(page, "ArrowRight", 4)
    assert page.inner_text("h1") == "de Jong et al. 2021"
    assert serious(page) == []
    assert sorted(listed.home.rglob("*")) == []


def test_a_sheet_written_together_stands_on_the_screen(trainer, listed: Held) -> None:
    page = trainer
    page.get_by_role("button", name=re.compile("infokonsultaatio")).click()
    page.wait_for_selector(".ws-open")
    page.goto(f"{listed.address}trainer/sheet/implementation_plan")
    page.locator("textarea").first.fill("Tavoite sovitaan johtoryhmässä")
    page.get_by_role("button", name="Pidä näkyvissä valkokankaalla").click()
    page.wait_for_selector("textarea >> text=Tavoite sovitaan")
    page.goto(f"{listed.address}trainer/notes")
    page.get_by_role("button", name="Siirry: Alustava jalkauttamissuunnitelma").click()
    page.wait_for_selector("[aria-current] >> text=Alustava jalkauttamissuunnitelma")
    page.goto(f"{listed.address}trainer/screen")
    assert "Tavoite sovitaan johtoryhmässä" in page.inner_text(".ws-written")
    assert sorted(listed.home.rglob("*")) == []


def test_a_plan_is_made_opened_and_changed(trainer, listed: Held) -> None:
    page = trainer
    page.goto(f"{listed.address}trainer/plan?name=curves_45")
    page.get_by_label("Nimi", exact=True).fill("Oma paja")
    page.locator("[name=order-5]").fill("")
    page.locator("[name=minutes-1]").fill("10")
    page.get_by_role("button", name="Tallenna suunnitelma").click()
    assert "45 min, osia 4" in page.inner_text("[role=status]")
    page.get_by_role("button", name="Avaa tämä suunnitelma").click()
    page.wait_for_selector(".ws-open >> text=Oma paja")
    assert [file.name for file in Path(listed.home, "plans").iterdir()] == ["oma-paja.toml"]
    Path(listed.home, "plans", "oma-paja.toml").unlink()
    Path(listed.home, "plans").rmdir()


@pytest.mark.parametrize("page", ["start", "plan?name=curves_45", "sheet/own_goal", "sheet/development.html"])
def test_the_pages_are_accessible(chromium, listed: Held, page: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 720})
    window = context.new_page()
    window.goto(listed.key)
    window.goto(f"{listed.address}trainer/{page}")
    found, width = serious(window), window.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == []
    assert width <= 360 or page.endswith(".html")
