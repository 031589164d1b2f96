"""Pages on paper: PDF on A4 by the Chromium of the machine, tagged, in the page's language, the same bytes each time.

One Chromium prints all pages of a batch. It is told what to do through a pipe: there is no port to reach it by.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fitlib.errors import SetUpFailed
from workbench import outputs, record, writing
from workbench.matrix import Job
from workbench.record import MADE, Record

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--disable-extensions", "--remote-debugging-pipe",
)  # fmt: skip
PAPER = {
    "printBackground": True, "preferCSSPageSize": True, "generateTaggedPDF": True, "generateDocumentOutline": True,
    "displayHeaderFooter": False,
}  # fmt: skip
DATED = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
DAY = b"20000101000000"
NODE = re.compile(rb"\bnode(\d{8})\b")
READS, WRITES = 3, 4  # the file descriptors at which Chromium listens and answers
CHUNK = 1 << 20


def browser() -> str | None:
    """The Chromium of this machine, or None; None too where a program cannot be handed a pipe (Windows)."""
    if os.name != "posix":
        return None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def printed(made: Sequence[tuple[Job, Record]], folder: Path) -> list[Record]:
    """The records with the PDFs that were asked for; where there is no Chromium, as they are.

    Takes: jobs with their records, the folder of the pages. Rule: a PDF that is there of the same page stays.
    """
    missing = [
        one for job, one in made if outputs.PDF in job.outputs and one.outcome == MADE and not there(one, folder)
    ]
    if not missing or browser() is None:
        return [one for _, one in made]
    now = {}
    with Printer() as paper:
        for one in missing:
            path = writing.write_whole((folder / one.file).with_suffix(".pdf"), paper.pdf(folder / one.file))
            now[one.file] = replace(one, files=one.files | {path.name: record.file_digest(path)})
            record.write(now[one.file], folder)
    return [now.get(one.file, one) for _, one in made]


def there(one: Record, folder: Path) -> bool:
    """True where the page's PDF has been printed and is whole."""
    name = Path(one.file).with_suffix(".pdf").name
    return name in one.files and record.intact(folder / name, one.files[name])


def undated(content: bytes) -> bytes:
    """The PDF with its dates set to one day and the names of its parts counted from nought; no place in it moves.

    Rule: Chromium names the parts by a count that runs on from page to page.
    """
    dated = DATED.sub(lambda found: re.sub(rb"\d{14}", DAY, found[0], count=1), content)
    first = min((int(found) for found in NODE.findall(dated)), default=0)
    return NODE.sub(lambda found: b"node%08d" % (int(found[1]) - first), dated)


class Printer:
    """A Chromium that prints until it is left. Raises: SetUpFailed where there is none, or it fails."""

    def __enter__(self) -> "Printer":
        self._stack, found = contextlib.ExitStack(), browser()
        if found is None:
            raise SetUpFailed("no_browser")
        scratch = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="fit-", ignore_cleanup_errors=True))
        self._start(found, scratch)
        self._number, self._rest = 0, b""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError, SetUpFailed):
            self._session = None
            self._ask("Browser.close")
        self._stack.close()

    def pdf(self, file: Path) -> bytes:
        """The PDF of an HTML file."""
        self._ask("Page.navigate", url=file.absolute().as_uri())
        self._until("Page.loadEventFired")
        return undated(b64decode(self._ask("Page.printToPDF", **PAPER)["data"]))

    def _start(self, program: str, scratch: str) -> None:
        listens, self._to = os.pipe()
        self._from, answers = os.pipe()
        root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to start as root otherwise
        command = [program, *FLAGS, *root, f"--user-data-dir={scratch}/profile"]
        shell = f'exec "$@" {READS}<&{listens} {WRITES}>&{answers}'
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            ["/bin/sh", "-c", shell, "sh", *command], stdin=quiet, stdout=quiet, stderr=quiet,
            pass_fds=(listens, answers), start_new_session=True,
        )  # fmt: skip
        os.close(listens)
        os.close(answers)
        self._stack.callback(process.wait)
        self._stack.callback(_end, process)
        self._stack.callback(os.close, self._to)
        self._stack.callback(os.close, self._from)
        self._session = None

    def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": values}
        asked |= {"sessionId": self._session} if self._session else {}
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        for told in self._told():
            if told.get("id") == self._number:
                if "error" in told:
                    raise SetUpFailed("browser_failed", why=told["error"].get("message", ""))
                return told["result"]
        raise SetUpFailed("browser_failed", why=method)

    def _until(self, event: str) -> None:
        for told in self._told():
            if told.get("method") == event:
                return

    def _told(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" not in self._rest:
                read = os.read(self._from, CHUNK)
                if not read:
                    return
                self._rest += read
            text, self._rest = self._rest.split(b"\0", 1)
            yield json.loads(text)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
        return
    process.kill()
