"""The team page in a headless browser: ours and a plain Voilà with the same page, one visitor and many at once."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import nbformat

from fitlib import ROOT, intake, store, synthetic
from fitlib.errors import SetUpFailed
from workbench.bench.line import Line
from workbench.kernels.warm import PROVISIONER, SOCKET

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE, LAST, LIVE = "team_quarter", ".fit-foot", "html[data-live=yes]"
MANY, TIMES, WAIT = 20, 3, 300


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """Navigation to the last chart of the page, to controls that answer, and twenty visitors at once.

    Raises: SetUpFailed where there is no Chromium.
    """
    if not _chromium():
        raise SetUpFailed("bench_browser")
    home = _home(folder)
    with serving(home) as ours, plain_voila(home, folder) as plain:
        for address in (ours, plain):
            asyncio.run(seen([address], LAST))  # the first visitor finds a cold server
        first, other = (min(asyncio.run(seen([one], LAST))[0] for _ in range(TIMES)) for one in (ours, plain))
        yield Line("page_seen", "plain_voila", "visitors", 1, first, other)
        live = min(asyncio.run(seen([ours], LIVE))[0] for _ in range(TIMES))
        yield Line("page_live", "plain_voila", "visitors", 1, live, other)
        crowd, others = (max(asyncio.run(seen([one] * MANY, LAST))) for one in (ours, plain))
        yield Line("page_crowd", "plain_voila", "visitors", MANY, crowd, others)


async def seen(addresses: list[str], sign: str) -> list[float]:
    """Seconds from navigation until the sign is on each page, all asked for at once."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)

        async def one(address: str) -> float:
            page = await browser.new_page()
            begun = time.perf_counter()
            await page.goto(address, wait_until="commit", timeout=WAIT * 1000)
            await page.wait_for_selector(sign, state="attached", timeout=WAIT * 1000)
            return time.perf_counter() - begun

        found = await asyncio.gather(*(one(address) for address in addresses))
        await browser.close()
    return list(found)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """`fit serve`, as a user starts it."""
    port = _free()
    command = [sys.executable, "-m", "workbench.cli", "serve", "--no-browser", "--port", str(port)]
    with _running(command, {"FIT_HOME": str(home)}, f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/voila/render/{PAGE}.ipynb"


@contextmanager
def plain_voila(home: Path, folder: Path) -> Iterator[str]:
    """Voilà as it comes, with a notebook of one cell that shows the same page."""
    notebook = nbformat.v4.new_notebook()
    code = f'from workbench.pages import open_page\nopen_page("{PAGE}", audience="internal").show()'
    notebook.cells = [nbformat.v4.new_code_cell(code)]
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (folder / "plain").mkdir()
    nbformat.write(notebook, folder / "plain" / "page.ipynb")
    port = _free()
    command = [sys.executable, "-m", "voila", str(folder / "plain"), "--no-browser", f"--port={port}"]
    with _running(command, {"FIT_HOME": str(home), "PYTHONPATH": str(ROOT)}, f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/voila/render/page.ipynb"


@contextmanager
def _running(command: list[str], around: dict[str, str], address: str) -> Iterator[None]:
    own = {name: value for name, value in os.environ.items() if name not in (SOCKET, *PROVISIONER)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    process = subprocess.Popen(command, cwd=ROOT, env=own | around, **quiet)
    try:
        until = time.monotonic() + WAIT
        while True:
            try:
                urllib.request.urlopen(address, timeout=WAIT).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(WAIT)
        finally:
            _end(process.pid)


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _home(folder: Path) -> Path:
    place = store.Home(folder / "home").make()
    exports = synthetic.write_exports(folder / "exports")
    store.commit(place, [intake.read(exports.scores, b"k" * 32, date(2026, 1, 1))])
    return place.path


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
