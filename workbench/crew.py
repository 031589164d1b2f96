"""Processes of a batch: one per piece of work, made for it from a process that has the imports done, gone with it.

Beside each place of work stands a drawer (one warmed process for charts). A process that dies takes only its own
piece with it, and is known by its exit code; when the starter dies, everything goes.
"""

import contextlib
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from workbench import drawer, settings, traceless
from workbench.kernels.warm import ONE_THREAD

Work, Result = TypeVar("Work"), TypeVar("Result")
STILL = {settings.STILL: "1"}
"""All pages of a batch read the data as they were when it began (fitlib.store.mirror)."""
SCRATCH: list[Path] = []
READY = ["workbench.crew_imports"]


class Died(Exception):
    """A process that ended without an answer; `code` is its exit code, minus the signal where one ended it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def each(pieces: Sequence[Work], work: Callable[[Work], Result], workers: int) -> Iterator[tuple[Work, Result | Died]]:
    """What `work` gives for each piece, as it comes, each made in a process of its own; Died where that died.

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
    """A place of work: a drawer, and one process after another."""

    def __init__(self, context: Any) -> None:
        self.context, self.drawer, self.line = context, None, None

    def __enter__(self) -> "Place":
        self._hire()
        return self

    def __exit__(self, *error: object) -> None:
        self.line.close()
        self.drawer.join()

    def do(self, work: Callable[[Any], Any], piece: Any) -> Any:
        """The answer of a new process. Raises: Died; and the drawer, who may be in the middle of something, changes."""
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_alone, args=(theirs, self.line, work, piece))
        process.start()
        theirs.close()
        try:
            return ours.recv()
        except EOFError:
            process.join()
            self._change()
            raise Died(process.exitcode) from None
        finally:
            ours.close()
            process.join()

    def _change(self) -> None:
        self.line.close()
        self.drawer.kill()
        self.drawer.join()
        self._hire()

    def _hire(self) -> None:
        self.line, theirs = self.context.Pipe()
        self.drawer = self.context.Process(target=drawer.serve, args=(theirs,))
        self.drawer.start()
        theirs.close()


def _alone(line: Connection, drawings: Connection, work: Callable[[Any], Any], piece: Any) -> None:
    """In the new process: do the work, tell the answer; end at once where nobody is there to hear it."""
    threading.Thread(target=_listen, args=(line,), daemon=True).start()
    with drawer.elsewhere(drawings):
        answer = work(piece)
    line.send(answer)


def _listen(line: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        line.poll(None)
        line.recv()
    os._exit(1)


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    return context
