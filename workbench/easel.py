"""Charts of live pages: drawn beside the server by two processes that stay warm, so that no visitor's kernel needs a
drawing machine of its own (half a second and some 80 MB each). They know specifications only, and keep nothing of what
is drawn.

One connection is one drawing: a specification as JSON goes in, the other end hangs up, the SVG comes back.
"""

import contextlib
import json
import multiprocessing
import os
import socket
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fitlib.charts import drawing, engine
from workbench.kernels import warm
from workbench.painting import stay_with_the_server

SOCKET = "FIT_EASEL_SOCKET"
HANDS, LINE, KEPT, PATIENCE = 2, 64, 256, 60
WORD = 1 << 20


@contextlib.contextmanager
def standing(folder: Path, hands: int = HANDS) -> Iterator[None]:
    """Kernels started meanwhile have their charts drawn here. Where a kernel cannot be forked it draws its own."""
    if not warm.possible():
        yield
        return
    path = str(folder / "easel")
    way = multiprocessing.get_context("forkserver")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(path)
        door.listen(LINE)
        beside = [f"{path}-{number}" for number in range(hands)]
        workers = [way.Process(target=_draw, args=(door, beside, own), daemon=True) for own in beside]
        for worker in workers:
            worker.start()
    os.environ[SOCKET] = path  # only the workers hold the door: when none is left, a kernel finds it shut
    try:
        yield
    finally:
        os.environ.pop(SOCKET, None)
        for worker in workers:
            worker.kill()
            worker.join()


def use() -> None:
    """In a kernel: let the easel draw, where one stands; what was drawn last is not drawn again."""
    path = os.environ.get(SOCKET)
    if path:
        kept = lru_cache(KEPT)(lambda asked: _asked(path, asked))
        drawing.draw_by(lambda spec: kept(json.dumps(spec)))


def _asked(path: str, asked: str) -> str:
    """The drawing. Where nobody draws there, or it could not be drawn, this process tries, and says why."""
    answer = None
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(path)
        _send(line, asked)
        answer = _receive(line)
    return drawing.vega(json.loads(asked)) if answer is None else answer


class Beside:
    """What the hands tell each other: a kind of chart is compiled by one of them. A word that is lost costs time."""

    def __init__(self, own: str, others: list[str]) -> None:
        self.line, self.others = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM), others
        self.line.bind(own)
        self.line.setblocking(False)
        self.heard: dict[str, str] = {}

    def compiled(self, kind: str) -> str:
        """A kind that another hand has compiled, or this one, which tells it."""
        self._listen()
        found = self.heard.pop(kind, None)
        if found is None:
            found = engine.compiled(kind)
            for other in self.others:
                with contextlib.suppress(OSError):
                    self.line.sendto(json.dumps([kind, found]).encode(), other)
        return found

    def _listen(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                kind, found = json.loads(self.line.recv(WORD))
                self.heard[kind] = found
                while len(self.heard) > engine.KINDS:
                    self.heard.pop(next(iter(self.heard)))


def _draw(door: socket.socket, beside: list[str], own: str) -> None:
    stay_with_the_server()
    engine.compile_by(Beside(own, [one for one in beside if one != own]).compiled)
    drawing.warm_up()
    while True:
        caller, _ = door.accept()
        with caller, contextlib.suppress(OSError):
            _answer(caller, drawing.vega)


def _answer(caller: socket.socket, draw: Callable[[Any], str]) -> None:
    asked = _receive(caller)
    if asked is not None:
        with contextlib.suppress(ValueError):
            _send(caller, draw(json.loads(asked)))


def _send(line: socket.socket, text: str) -> None:
    content = text.encode()
    line.sendall(struct.pack(">I", len(content)) + content)


def _receive(line: socket.socket) -> str | None:
    """The text that the other side sent whole; None where it hung up before."""
    with line.makefile("rb") as told:
        head = told.read(4)
        content = told.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""
    return content.decode() if content else None
