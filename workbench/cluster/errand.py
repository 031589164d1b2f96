"""What travels to a worker of a Dask cluster and back: names of pages with their parameters; digests of files.

Scheduler and worker import this file and nothing heavier. Pages, figures and errors' texts never pass the scheduler:
a worker writes files where FIT_HOME is, and answers with their digests.
"""

import asyncio
import contextlib
import os
import pickle
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
TRIES = 2
DONE, PROGRAM = "done", "program"


@dataclass(frozen=True)
class Asked:
    """What a worker must have: FIT_HOME at this path with these data, and the same program. `desk` is the batch's."""

    home: str
    desk: str
    made_of: Any


@dataclass(frozen=True)
class Errand:
    """One page to make. `work` is the pickled piece: who only passes it on needs nothing of the program."""

    name: str
    asked: Asked
    work: bytes


@dataclass(frozen=True)
class Answer:
    """How it ended: files with digests in a folder of the desk, or why there are none.

    `died`: exit code of the page's process; `lost`: its workers were lost with it; `unfit`: see `check`.
    """

    folder: str = ""
    files: dict[str, str] = field(default_factory=dict)
    died: int | None = None
    lost: bool = False
    unfit: str = ""
    worker: str = ""


class Foreman:
    """A process beside the worker that makes pages, so that the worker itself stays as it was."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workbench.cluster.foreman"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path, "FIT_STILL": "1"}, cwd=ROOT,
        )  # fmt: skip

    def ask(self, what: str, given: Any) -> Any:
        """Its answer. Raises: EOFError where it has ended."""
        try:
            pickle.dump((what, given), self.process.stdin)
            self.process.stdin.flush()
            return pickle.load(self.process.stdout)
        except OSError:
            raise EOFError from None

    def leave(self) -> int:
        """Let it go. Gives its exit code."""
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        return self.process.wait()


FREE: dict[str, list[Foreman]] = {}
LOCK = threading.Lock()


async def check(asked: Asked) -> str:
    """Why this worker cannot make the pages (home, program, data), or nothing. It stays reachable meanwhile."""
    return await asyncio.to_thread(lambda: _with_foreman(asked, "check", asked, PROGRAM))


def run(errand: Errand) -> Answer:
    """Make a page and answer; an error answers with its class alone.

    Rule: a page that was made before its worker was lost is not made again; one that lost two workers is given up.
    """
    try:
        return _attempt(errand)
    except Exception as error:  # its text would pass the scheduler
        return Answer(unfit=f"trouble:{type(error).__name__}", worker=_here())


async def dismiss(desk: str) -> None:
    """The batch is over: its processes beside this worker end."""
    with LOCK:
        going = FREE.pop(desk, [])
    for foreman in going:
        await asyncio.to_thread(foreman.leave)


def _attempt(errand: Errand) -> Answer:
    if unfit := _with_foreman(errand.asked, "check", errand.asked, PROGRAM):
        return Answer(unfit=unfit, worker=_here())
    place = Path(errand.asked.desk) / errand.name
    place.mkdir(mode=0o700, exist_ok=True)
    before = [one for one in place.iterdir() if one.is_dir()]
    for one in before:
        if (one / DONE).exists():
            return pickle.loads((one / DONE).read_bytes())
    if len(before) >= TRIES:
        return Answer(lost=True)
    folder = place / uuid.uuid4().hex
    folder.mkdir(mode=0o700)
    found = _with_foreman(errand.asked, "make", (errand.work, str(folder)), Answer(died=-1))
    (folder / f".{DONE}").write_bytes(pickle.dumps(found))
    os.replace(folder / f".{DONE}", folder / DONE)
    return found


def _here() -> str:
    from distributed import get_worker

    try:
        return get_worker().address
    except ValueError:
        return ""


def _with_foreman(asked: Asked, what: str, given: Any, ended: Any) -> Any:
    """What a foreman of this batch answers, or `ended` where he has ended.

    Rule: one that was waiting may end while it is asked to check: then the next is asked, at last a new one.
    """
    waiting = _waiting(asked.desk)
    foreman = waiting or Foreman()
    try:
        found = foreman.ask(what, given)
    except EOFError:
        foreman.leave()
        return _with_foreman(asked, what, given, ended) if waiting and what == "check" else ended
    with LOCK:
        FREE.setdefault(asked.desk, []).append(foreman)
    return found


def _waiting(desk: str) -> Foreman | None:
    """A foreman of this batch who has nothing to do; those that have ended since are let go."""
    with LOCK:
        free = FREE.setdefault(desk, [])
        while free:
            one = free.pop()
            if one.process.poll() is None:
                return one
            one.leave()
    return None
