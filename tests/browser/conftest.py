"""A FIT_HOME with invented data, a server on it, and a browser that tells every request it makes."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil
import pytest

from fitlib import ROOT, intake, store, synthetic

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync"""
WAIT = 120


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented measurements in a store of their own."""
    place = store.Home(tmp_path_factory.mktemp("home")).make()
    exports = synthetic.write_exports(tmp_path_factory.mktemp("exports"))
    files = (exports.scores, exports.collateral, exports.visits, exports.nomad)
    store.commit(place, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in files])
    return place.path


@contextmanager
def serving(home: Path, *options: str) -> Iterator[str]:
    """The address of `fit serve`; afterwards nothing of it is left running."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "workbench.cli", "serve", "--no-browser", "--port", str(port), "--lang", "en"]
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=os.environ | {"FIT_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )
    line = process.stdout.readline()
    assert f"http://127.0.0.1:{port}/" in line
    yield f"http://127.0.0.1:{port}/"
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(WAIT)
    process.stdout.close()
    _, alive = psutil.wait_procs(family, WAIT)
    assert alive == []


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[str]:
    """One server for all visitors of the tests."""
    with serving(home) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A browser. Tests skip where there is none, and fail on CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium on PATH"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server: str) -> Iterator[object]:
    """Opens an address of the server; afterwards no request may have gone to another host, and nothing have failed."""
    asked, failed, opened = [], [], []

    def visit(address: str, javascript: bool = True, width: int = 1280) -> object:
        page = chromium.new_page(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
        page.set_default_timeout(WAIT * 1000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failed.append(str(error)))
        opened.append(page)
        page.goto(server + address)
        return page

    yield visit
    for page in opened:
        page.close()
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
    assert failed == []
