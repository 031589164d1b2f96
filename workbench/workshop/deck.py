"""The drawings of a workshop, made ahead in a worker thread, so that a key press is answered from memory.

A drawing holds what has been shown and nothing of what follows: each step has a drawing of its own.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from fitlib.charts import Figure, Scope, curve
from fitlib.charts.drawing import View
from fitlib.reference import Reference
from fitlib.words import Words
from workbench.workshop.exhibits import TENTHS, Exhibit

WIDE, BESIDE = View(22, 1240, 300), View(22, 860, 420)  # alone on the screen; beside a question or the truth
NOBODY = Scope(None, None, None)  # a room learns neither team nor period nor day


@dataclass(frozen=True)
class Slide:
    """One drawing: a case up to a step, with or without bands, all raters or the client alone, or with the truth.

    `beside` is the narrower shape, for a place beside text.
    """

    part: int
    step: int
    bands: bool = True
    alone: bool = False
    truth: bool = False
    beside: bool = False


class Deck:
    """Drawings by slide: `wish` has one made in its turn, `at_once` finds it ready or makes it."""

    def __init__(self, exhibits: Mapping[int, Exhibit], words: Words, reference: Reference) -> None:
        self.exhibits, self.words, self.reference = exhibits, words, reference
        self._worker = ThreadPoolExecutor(1, "deck")
        self._drawn: dict[Slide, Future[Figure]] = {}
        self._lock = Lock()

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
        raters = (one.first,) if slide.alone else ()
        shown, view = one.true if slide.truth else one.seen, BESIDE if slide.beside else WIDE
        return curve.draw(shown, self.words, NOBODY, slide.step, "curve", cutoff, view, raters, slide.bands)
