"""A headless browser and the servers it looks at: how long until a sign is on a page, how much came over the wire."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from fitlib import ROOT
from workbench.kernels.warm import PROVISIONER, SOCKET

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # each window makes the address bar's list of suggestions beforehand, .2 s of processor that no page asked for
    "--disable-features=PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
]
WAIT, MEGABYTE = 300, 1 << 20
REST = 700  # ms: until the rest of a step has been drawn as well
SEEN = """sign => new Promise(told => {
  const seen = () => document.querySelector(sign) && (watch.disconnect(), told()), watch = new MutationObserver(seen);
  watch.observe(document, {childList: true, subtree: true, attributes: true});
  seen();
})"""
WATCH = """slider => new Promise((told, failed) => {
  const begun = performance.now(), charts = "svg.marks, svg.fit-svg";
  const drawn = one => one.matches?.(charts) || one.querySelector?.(charts);
  const watch = new MutationObserver(records => {
    if (!records.some(record => [...record.addedNodes].some(drawn))) return;
    watch.disconnect();
    told(performance.now() - begun);
  });
  watch.observe(document.body, {childList: true, subtree: true});
  setTimeout(() => failed(new Error("no chart was drawn")), 60000);
  const handle = document.querySelector(slider), key = {key: "ArrowRight", code: "ArrowRight", bubbles: true};
  if (handle.matches("input")) { // as an arrow key does: the slider moves, and is let go
    handle.stepUp();
    ["input", "change"].forEach(one => handle.dispatchEvent(new Event(one, {bubbles: true})));
  }
  else handle.dispatchEvent(new KeyboardEvent("keydown", key));
})"""


@dataclass(frozen=True)
class Served:
    """A page of a running server, and that server's process."""

    address: str
    process: int

    def megabytes(self) -> float:
        """Memory of the server and everything it has started; what processes share is counted once."""
        family = [self.process, *(one.pid for one in psutil.Process(self.process).children(recursive=True))]
        return sum(map(_pss, family)) / MEGABYTE


@dataclass(frozen=True)
class Wire:
    """What one visit asked for."""

    requests: int
    kilobytes: float


async def seen(pages: list[str], sign: str, meanwhile: Callable[[], Any] = lambda: None) -> tuple[list[float], Any]:
    """Seconds from navigation until the sign is on each page, all asked for at once; what `meanwhile` gives then.

    Rule: each visitor has a window and cookies of their own, open before the clock starts; the page watches itself,
    since Playwright's own looking costs each tab .2 s of processor.
    """
    async with _browser() as browser:
        tabs = await asyncio.gather(*(browser.new_page() for _ in pages))

        async def one(tab: Any, address: str) -> float:
            begun = time.perf_counter()
            await tab.goto(address, wait_until="commit", timeout=WAIT * 1000)
            await tab.evaluate(SEEN, sign)
            return time.perf_counter() - begun

        found = await asyncio.gather(*(one(tab, address) for tab, address in zip(tabs, pages, strict=True)))
        return list(found), meanwhile()


async def carried(address: str, sign: str) -> Wire:
    """What comes over the wire until the sign is there, to a browser that has not been here before."""
    async with _browser() as browser:
        page = await browser.new_page()
        line, sizes = await page.context.new_cdp_session(page), {}
        line.on("Network.loadingFinished", lambda one: sizes.update({one["requestId"]: one["encodedDataLength"]}))
        await line.send("Network.enable")
        await page.goto(address, wait_until="commit", timeout=WAIT * 1000)
        await page.wait_for_selector(sign, state="attached", timeout=WAIT * 1000)
        await page.wait_for_load_state("networkidle")
        return Wire(len(sizes), sum(sizes.values()) / 1000)


async def redrawn(address: str, slider: str, chart: str, times: int) -> list[float]:
    """Seconds from a step of the slider until the chart's picture has been exchanged, one step after another."""
    async with _browser() as browser:
        page = await browser.new_page()
        await page.goto(address, timeout=WAIT * 1000)
        for sign in (slider, chart):
            await page.wait_for_selector(sign, state="attached", timeout=WAIT * 1000)
        found = []
        for _ in range(times):
            found.append(await page.evaluate(WATCH, slider) / 1000)
            await page.wait_for_timeout(REST)
        return found


@asynccontextmanager
async def _browser() -> AsyncIterator[Any]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@contextmanager
def running(command: list[str], around: dict[str, str], port: int, path: str) -> Iterator[Served]:
    """A server that answers, until the end; nothing of it is left running."""
    own = {name: value for name, value in os.environ.items() if name not in (SOCKET, *PROVISIONER)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    process = subprocess.Popen(command, cwd=ROOT, env=own | around, **quiet)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield Served(f"http://127.0.0.1:{port}/{path}", process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(WAIT)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            urllib.request.urlopen(address, timeout=WAIT).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def free() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def chromium() -> str | None:
    """The browser of this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _pss(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
