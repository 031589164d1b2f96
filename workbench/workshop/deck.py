"""The drawings of a workshop, made ahead in a worker thread, so that a key press is answered from memory.

A drawing holds what has been shown and nothing of what follows: each step has a drawing of its own. What is next comes
first: the worker takes the wishes by urgency, and one that is pressed for is made at once.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import count
from queue import PriorityQueue
from threading import Lock, Thread

from fitlib.charts import Figure, Scope, curve, items
from fitlib.charts.drawing import View
from fitlib.charts.overlays import Overlays
from fitlib.reference import Reference
from fitlib.words import Words
from workbench.workshop.exhibits import TENTHS, Exhibit
from workbench.workshop.switches import ALL, Switches

WIDE, BESIDE = View(22, 1240, 300), View(22, 860, 420)  # alone on the screen; beside a question or the truth
NOBODY = Scope(None, None, None)  # a room learns neither team nor period nor day
SOON, LATER = 0, 1


@dataclass(frozen=True)
class Slide:
    """One drawing: a case up to a step, as the switches stand, or with the truth.

    `beside` is the narrower shape, for a place beside text.
    """

    part: int
    step: int
    shown: Switches = Switches()
    truth: bool = False
    beside: bool = False


class Deck:
    """Drawings by slide: `wish` has one made in its turn, `at_once` finds it ready or makes it."""

    def __init__(self, exhibits: Mapping[int, Exhibit], words: Words, reference: Reference) -> None:
        self.exhibits, self.words, self.reference = exhibits, words, reference
        self._drawn: dict[Slide, Future[Figure]] = {}
        self._wishes: PriorityQueue[tuple[int, int, Slide | None]] = PriorityQueue()
        self._turn, self._lock = count(), Lock()
        self._worker = Thread(target=self._work, name="deck", daemon=True)
        self._worker.start()

    def wish(self, slide: Slide, urgency: int = LATER) -> Future[Figure]:
        """The drawing, now or when it is made."""
        with self._lock:
            if slide not in self._drawn:
                self._drawn[slide] = Future()
                self._wishes.put((urgency, next(self._turn), slide))
            return self._drawn[slide]

    def at_once(self, slide: Slide) -> Figure:
        """The drawing; where its turn has not come yet it is made here, before the others."""
        with self._lock:
            made = self._drawn.setdefault(slide, Future())
            mine = self._taken(made)
        if mine:
            self._make(slide, made)
        return made.result()

    def forget(self, part: int) -> None:
        """Nothing of a part is kept."""
        with self._lock:
            self._drawn = {slide: made for slide, made in self._drawn.items() if slide.part != part}

    def close(self) -> None:
        """Nothing more is drawn."""
        with self._lock:
            while not self._wishes.empty():
                self._wishes.get_nowait()
            self._wishes.put((SOON, -1, None))
        self._worker.join()

    def _work(self) -> None:
        while (slide := self._wishes.get()[2]) is not None:
            with self._lock:
                made = self._drawn.get(slide)
                mine = made if made and self._taken(made) else None
            if mine:
                self._make(slide, mine)

    @staticmethod
    def _taken(made: "Future[Figure]") -> bool:
        """Whether the drawing is now ours to make: nobody has begun it."""
        return not (made.running() or made.done()) and made.set_running_or_notify_cancel()

    def _make(self, slide: Slide, made: "Future[Figure]") -> None:
        try:
            made.set_result(self.draw(slide))
        except Exception as trouble:  # noqa: BLE001 - whoever asks for the drawing is told
            made.set_exception(trouble)

    def draw(self, slide: Slide) -> Figure:
        """The drawing, made now and not kept."""
        one, shown, view = self.exhibits[slide.part], slide.shown, BESIDE if slide.beside else WIDE
        rater = one.rater(shown.rater)
        if shown.items and not slide.truth:
            return items.draw(one.seen, self.words, NOBODY, rater, slide.step, "curve", view)
        cutoff = round(TENTHS * self.reference[f"cutoff.srs.{one.seen.age_group}"])
        seen, raters = one.true if slide.truth else one.seen, (rater,) if shown.rater != ALL else ()
        return curve.draw(seen, self.words, NOBODY, slide.step, "curve", cutoff, view, raters, self._over(slide))

    def _over(self, slide: Slide) -> Overlays:
        one, shown = self.exhibits[slide.part], slide.shown
        if one.carried:  # the export has lines of its own: they are the expected change of this case
            return Overlays(shown.bands, shown.cutoff, shown.corridor or shown.line)
        expected = one.expected(shown.rater) if shown.corridor or shown.line else None
        return Overlays(shown.bands, shown.cutoff, False, shown.corridor, shown.line, expected)
