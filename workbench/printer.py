"""Pages on paper: PDF on A4 by the Chromium of the machine, tagged, in the page's language, the same bytes each time.

One Chromium prints all pages of a batch. It is told what to do through a pipe: there is no port to reach it by.
"""

import contextlib
import json
import os
import re
import select
import shutil
import signal
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

try:
    import fcntl
except ImportError:  # Windows: `browser` says that there is none
    fcntl = None

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
PATIENCE = 120  # seconds without a word


def browser() -> str | None:
    """The Chromium of this machine, or None; None too where a program cannot be handed a pipe (Windows)."""
    if os.name != "posix":
        return None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def printed(made: Sequence[tuple[Job, Record]], folder: Path) -> list[Record]:
    """The records with the PDFs that were asked for; as they are where there is no Chromium, or it fails.

    Takes: jobs with their records, the folder of the pages. Rule: a PDF that is there of the same page stays.
    """
    now = {one.file: one for _, one in made}
    waiting = missing(made, folder)
    if waiting and browser():
        with contextlib.suppress(SetUpFailed), Printer() as paper:
            for one in waiting:
                path = writing.write_whole((folder / one.file).with_suffix(".pdf"), paper.pdf(folder / one.file))
                now[one.file] = replace(one, files=one.files | {path.name: record.file_digest(path)})
                record.write(now[one.file], folder)
    return [now[one.file] for _, one in made]


def missing(made: Sequence[tuple[Job, Record]], folder: Path) -> list[Record]:
    """The pages that are there without the PDF that was asked for."""
    asked = (one for job, one in made if outputs.PDF in job.outputs and one.outcome == MADE)
    return [one for one in asked if not there(one, folder)]


def trouble(made: Sequence[tuple[Job, Record]], folder: Path) -> SetUpFailed | None:
    """Why PDFs are missing; None where none is."""
    if not (waiting := missing(made, folder)):
        return None
    return SetUpFailed("browser_failed", why=waiting[0].file) if browser() else SetUpFailed("no_browser")


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
        self._number, self._rest = 0, b""
        self._start(found, scratch)
        try:
            target = self._ask("Target.createTarget", url="about:blank")["targetId"]
            self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            self._ask("Page.enable")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError, SetUpFailed):
            self._session = None
            self._ask("Browser.close")
            self._until("closed")  # nothing is said any more: the pipe ends with the browser
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self._stack.close()

    def pdf(self, file: Path) -> bytes:
        """The PDF of an HTML file."""
        self._ask("Page.navigate", url=file.absolute().as_uri())
        if not self._until("Page.loadEventFired"):
            raise SetUpFailed("browser_failed", why=file.name)
        return undated(b64decode(self._ask("Page.printToPDF", **PAPER)["data"]))

    def _start(self, program: str, scratch: str) -> None:
        (listens, self._to), (self._from, answers) = (map(_high, os.pipe()) for _ in range(2))
        root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to start as root otherwise
        quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
        told = [(os.POSIX_SPAWN_DUP2, listens, READS), (os.POSIX_SPAWN_DUP2, answers, WRITES)]
        command = [program, *FLAGS, *root, f"--user-data-dir={scratch}/profile"]
        self._pid = os.posix_spawn(program, command, os.environ, file_actions=quiet + told, setpgroup=0)
        for end in (listens, answers):
            os.close(end)
        for end in (self._to, self._from):
            self._stack.callback(os.close, end)
        self._session = None

    def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": values}
        asked |= {"sessionId": self._session} if self._session else {}
        with _failing(method):
            os.write(self._to, json.dumps(asked).encode() + b"\0")
        for told in self._told():
            if told.get("id") == self._number:
                if "error" in told:
                    raise SetUpFailed("browser_failed", why=told["error"].get("message", ""))
                return told["result"]
        raise SetUpFailed("browser_failed", why=method)

    def _until(self, event: str) -> bool:
        return any(told.get("method") == event for told in self._told())

    def _told(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" not in self._rest:
                ready, _, _ = select.select([self._from], [], [], PATIENCE)
                read = os.read(self._from, CHUNK) if ready else b""
                if not read:
                    return
                self._rest += read
            text, self._rest = self._rest.split(b"\0", 1)
            yield json.loads(text)


@contextlib.contextmanager
def _failing(method: str) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise SetUpFailed("browser_failed", why=method) from None


def _high(end: int) -> int:
    """The same end of a pipe under a number that Chromium's own two ends are not given."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, WRITES + 1)
    os.close(end)
    return moved
