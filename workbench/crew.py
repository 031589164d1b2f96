"""Processes of a batch: one per place of work, made from a process that has the imports done, for piece after piece.

What a page warms (words, cards, templates, the drawing engine) is warm for the next one. A process that dies takes only
the piece in hand with it, and is known by its exit code; another one takes its place. When the starter dies, all go.
"""

import contextlib
import multiprocessing
import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from workbench import settings, traceless
from workbench.kernels.warm import ONE_THREAD

Work, Result = TypeVar("Work"), TypeVar("Result")
STILL = {settings.STILL: "1"}
"""All pages of a batch read the data as they were when it began (fitlib.store.mirror)."""
SCRATCH: list[Path] = []
READY = ["workbench.crew_imports"]
PIECES = 100
"""After so many pieces a process gives way to a new one, so that nothing can add up."""


class Died(Exception):
    """A process that ended without an answer; `code` is its exit code, minus the signal where one ended it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def each(pieces: Sequence[Work], work: Callable[[Work], Result], workers: int) -> Iterator[tuple[Work, Result | Died]]:
    """What `work` gives for each piece, as it comes, made by some processes; Died where one died of it.

    Takes: pieces and a function of a module (both travel to the process), how many at once.
    """
    if not pieces:
        return
    context = _context()
    with traceless.surroundings(**ONE_THREAD, **STILL), contextlib.ExitStack() as stack:
        places = [stack.enter_context(Place(context)) for _ in range(min(workers, len(pieces)))]
        free = list(places)
        with ThreadPoolExecutor(len(places)) as hands:
            running: dict[Future[Any], tuple[Work, Place]] = {}
            for piece in pieces:
                if not free:
                    yield from _ended(running, free)
                place = free.pop()
                running[hands.submit(place.do, work, piece)] = (piece, place)
            while running:
                yield from _ended(running, free)


def _ended(running: dict[Future[Any], Any], free: list["Place"]) -> Iterator[tuple[Any, Any]]:
    for done in wait(running, return_when=FIRST_COMPLETED).done:
        piece, place = running.pop(done)
        free.append(place)
        died = done.exception()
        if died and not isinstance(died, Died):
            raise died
        yield piece, died or done.result()


@contextlib.contextmanager
def place() -> Iterator["Place"]:
    """One place of work for whoever brings pieces one by one; who ends at once calls `sweep` before."""
    with traceless.surroundings(**ONE_THREAD, **STILL) as scratch, Place(_context()) as one:
        SCRATCH.append(scratch)
        yield one


def sweep() -> None:
    """Take away the scratch folder of `place`."""
    for scratch in SCRATCH:
        shutil.rmtree(scratch, ignore_errors=True)


class Place:
    """A place of work: one process that makes piece after piece, until it dies or has made many."""

    def __init__(self, context: Any) -> None:
        self.context, self.process, self.line, self.left = context, None, None, 0

    def __enter__(self) -> "Place":
        self._hire()
        return self

    def __exit__(self, *error: object) -> None:
        self._dismiss()

    def do(self, work: Callable[[Any], Any], piece: Any) -> Any:
        """The answer of the process. Raises: Died where it dies of the piece; another one is there then."""
        if not self.left:
            self._dismiss()
            self._hire()
        self.left -= 1
        try:
            self.line.send((work, piece))
            return self.line.recv()
        except (EOFError, ConnectionError):
            self.line.close()
            self.process.join()
            died = Died(self.process.exitcode)
            self._hire()
            raise died from None

    def _hire(self) -> None:
        self.line, theirs = self.context.Pipe()
        self.process = self.context.Process(target=_serve, args=(theirs,))
        self.process.start()
        theirs.close()
        self.left = PIECES

    def _dismiss(self) -> None:
        self.line.close()
        self.process.join()


def _serve(line: Connection) -> None:
    """In the process: make what comes over the line; end at once where nobody is there to hear the answer."""
    pieces: queue.SimpleQueue[tuple[Callable[[Any], Any], Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(line, pieces), daemon=True).start()
    while True:
        work, piece = pieces.get()
        line.send(work(piece))


def _listen(line: Connection, pieces: "queue.SimpleQueue[Any]") -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            pieces.put(line.recv())
    os._exit(0)


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    return context
