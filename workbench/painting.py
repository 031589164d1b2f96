"""The first picture of a served page: drawn beside the server by hands that stay warm, kept while the data stay.

A visitor sees the whole page before a kernel is there to answer. Two hands are processes of their own, so that drawing
never holds up the server; visitors who ask for the same page share one picture.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fitlib import shapes
from fitlib.charts import drawing
from fitlib.errors import FitError
from fitlib.words import Words
from workbench import audit, choices, pages, settings
from workbench.desk import Desk, refusal, stepped, told
from workbench.kernels import warm

HANDS, KEPT = 2, 64
LOG = logging.getLogger(__name__)
OUTSIDE = {"imports", "refused", "runs", "staging", "releases", "lock", "audit.jsonl", "audit.lock"}
"""What shows on no page: it is in the store already, was made from it, or tells who has looked."""


@dataclass(frozen=True)
class Control:
    """One thing a visitor may set: its label, its value, its (value, text) choices; none for a free number."""

    name: str
    label: str
    value: Any
    choices: tuple[tuple[Any, str], ...]
    steps: bool


@dataclass(frozen=True)
class Picture:
    """A page without a kernel: a plain form, the page in pieces, `side` where numbers follow, its parameters.

    `painted`: what the form in the kernel is told, so that it sends only what will differ.
    """

    controls: tuple[Control, ...]
    pieces: tuple[str, ...]
    painted: str
    side: bool
    chosen: Any

    @property
    def html(self) -> str:
        """The page whole."""
        return "".join(self.pieces)


class Painter:
    """Pictures by page, query and surroundings. Close it: its hands are processes."""

    def __init__(self, hands: int = HANDS) -> None:
        self.count, self.hands = hands, _hired(hands)
        self.kept: OrderedDict[Any, asyncio.Future[Picture]] = OrderedDict()

    async def picture(self, page: str, query: str, around: dict[str, str]) -> Picture | None:
        """The page of an address as seen with these settings (FIT_HOME, ceiling …); None where nobody can draw it.

        Raises: FitError of an address that the page refuses.
        """
        key = (page, query, tuple(sorted(around.items())), state_of(settings.home(around.get(settings.HOME))))
        if key not in self.kept:
            self.kept[key] = asyncio.ensure_future(self._drawn(key, page, query, around))
        self.kept.move_to_end(key)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        hands = self.hands
        try:
            return await asyncio.shield(self.kept[key])
        except BrokenExecutor:
            if self.hands is hands:  # the next visitor finds new ones
                self.hands = _hired(self.count)
            return None
        except FitError:
            raise
        except Exception:
            LOG.exception("no picture of %s", page)  # the kernel will draw it, or say what is wrong
            return None

    def close(self) -> None:
        """End the hands."""
        self.hands.shutdown(wait=True, cancel_futures=True)

    async def _drawn(self, key: Any, page: str, query: str, around: dict[str, str]) -> Picture:
        try:
            return await asyncio.wrap_future(self.hands.submit(_paint, page, query, around))
        except BaseException:
            self.kept.pop(key, None)  # what went wrong once is tried again
            raise


def _hired(count: int) -> ProcessPoolExecutor:
    way = multiprocessing.get_context("forkserver" if warm.possible() else "spawn")
    if warm.possible():
        way.set_forkserver_preload([__name__])
    hands = ProcessPoolExecutor(count, way, initializer=stay_with_the_server)
    for _ in range(count):
        hands.submit(_warm_up)
    return hands


def state_of(home: Path) -> int:
    """A number that changes with every file a page may show: the store, and the visitor's own files beside it."""
    seen = [tuple(_marks(home))]
    return hash(tuple(seen))


def paint(page: str, query: str) -> Picture:
    """The picture of an address in this process. Raises: FitError of an address that the page refuses."""
    home = settings.home()
    desk = Desk(page, query, _opened(home, state_of(home)))
    words = Words(getattr(desk.params, "lang", settings.language()))
    offered, cells = desk.choose(), desk.cells()
    controls = tuple(_control(name, values, cells[name], words) for name, values in offered.items())
    try:
        with audit.elsewhere():
            pieces = tuple(desk.pieces())
    except FitError as error:
        pieces, desk.keys = (refusal(error, words),), ()
    return Picture(controls, pieces, told(desk.keys, pieces), pages.has_side(page), desk.params)


def _control(name: str, values: list[Any] | None, value: Any, words: Words) -> Control:
    texts = tuple((_cell(one), choices.said(name, one, words)) for one in values or ())
    return Control(name, words(f"params.label.{name}"), _cell(value), texts, stepped(values))


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else value


def _marks(folder: Path) -> Iterator[tuple[str, int, int]]:
    with contextlib.suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if entry.name in OUTSIDE:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _marks(Path(entry.path))
            else:
                seen = entry.stat()
                yield entry.path, seen.st_mtime_ns, seen.st_size


def _paint(page: str, query: str, around: dict[str, str]) -> Picture:
    os.environ.update(around)
    return paint(page, query)


@lru_cache(maxsize=4)
def _opened(home: Path, state: int) -> tuple[Any, Any]:
    return pages.opened(home)


def _warm_up() -> None:
    """What the first picture would otherwise wait for: the reports, and the renderer of charts."""
    for name in pages.names():
        pages.report(name)
    drawing.warm_up()
    shapes.style()


def stay_with_the_server() -> None:
    """A hand whose server is gone goes too, however the server went."""
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(0)), daemon=True).start()
