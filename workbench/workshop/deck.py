"""The drawings of a workshop, made ahead in a worker thread, so that a key press is answered from memory.

A drawing holds what has been shown and nothing of what follows: each step has a drawing of its own.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock

from fitlib.charts import Figure, Scope, curve
from fitlib.charts.drawing import View
from fitlib.curves.curve import SELF
from fitlib.reference import Reference
from fitlib.words import Words
from workbench.workshop.exhibits import TENTHS, Exhibit

ROOM = View(22, 1240, 300)
NOBODY = Scope(None, None, None)  # a room learns neither team nor period nor day


@dataclass(frozen=True)
class Slide:
    """One drawing: a case up to a step, with or without bands, all raters or the client alone, or with the truth."""

    part: int
    step: int
    bands: bool = True
    alone: bool = False
    truth: bool = False


class Deck:
    """Drawings by slide; `prepare` has them made in order, `figure` waits for one or finds it ready."""

    def __init__(self, exhibits: Mapping[int, Exhibit], words: Words, reference: Reference) -> None:
        self.exhibits, self.words, self.reference = exhibits, words, reference
        self._worker = ThreadPoolExecutor(1, "deck")
        self._drawn: dict[Slide, Future[Figure]] = {}
        self._lock = Lock()

    def prepare(self) -> None:
        """The way through every case as it is shown unless asked otherwise, and its truth, in the order of the plan."""
        for part, one in self.exhibits.items():
            self.ahead(Slide(part, 0))
            self.wish(Slide(part, one.steps, truth=True))

    def ahead(self, slide: Slide) -> None:
        """Every step of this case in the way that this slide is drawn."""
        for step in range(self.exhibits[slide.part].steps + 1):
            self.wish(replace(slide, step=step, truth=False))

    def wish(self, slide: Slide) -> Future[Figure]:
        """The drawing, now or when it is made."""
        with self._lock:
            if slide not in self._drawn:
                self._drawn[slide] = self._worker.submit(self._draw, slide)
            return self._drawn[slide]

    def at_once(self, slide: Slide) -> Figure:
        """The drawing; where its turn has not come yet it is made here, before the others."""
        made = self.wish(slide)
        if made.done() or not made.cancel():
            return made.result()
        done: Future[Figure] = Future()
        done.set_result(self._draw(slide))
        self._drawn[slide] = done
        return done.result()

    def close(self) -> None:
        """Nothing more is drawn."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _draw(self, slide: Slide) -> Figure:
        one = self.exhibits[slide.part]
        cutoff = round(TENTHS * self.reference[f"cutoff.srs.{one.seen.age_group}"])
        raters = (SELF,) if slide.alone else ()
        shown = one.true if slide.truth else one.seen
        return curve.draw(shown, self.words, NOBODY, slide.step, "curve", cutoff, ROOM, raters, slide.bands)
