"""The page of the case library: look at the curves, choose, and keep a plan of one's own."""

import asyncio

from tornado.web import HTTPError

from fitlib.errors import FitError
from fitlib.synthetic import families
from workbench.workshop import frames, library
from workbench.workshop.library import ASKS, Chosen
from workbench.workshop.trainer import Trainer

LONGEST = 80


class Library(Trainer):
    """Small multiples, stories, and a form."""

    async def get(self) -> None:
        """The page; the drawing is made once for each language, beside the room's other work."""
        await self._show("")

    async def post(self) -> None:
        """Keeps the plan. Raises: HTTPError 400 where a name, a case or a length is missing."""
        title = self.get_body_argument("title", "").strip()[:LONGEST]
        minutes = self.number("minutes")
        chosen = self._chosen()
        try:
            made = library.text(title, chosen, minutes) if title and chosen else ""
        except FitError:
            raise HTTPError(400, "plan") from None
        if not made:
            raise HTTPError(400, "plan")
        await self._show(library.keep(self.room.home, title, made).stem)

    async def _show(self, kept: str) -> None:
        drawn, words, curves = self.room.libraries, self.words, library.shown(self.room.reference)
        if words.lang not in drawn:
            drawn[words.lang] = await asyncio.to_thread(library.figure, curves, words)
        figure = drawn[words.lang]
        rows = list(zip((curve.label for curve in curves), families(), strict=True))
        page = frames.fill(
            "library", words, svg=frames.drawing(figure), note=figure.note, table=figure.table, rows=rows, asks=ASKS,
            kept=kept,
        )  # fmt: skip
        self.finish(str(page))

    def _chosen(self) -> list[Chosen]:
        """The cases with a number, in the order of the numbers."""
        wished = [(self.number(f"order-{kind.key}"), kind.key) for kind in families() if self._given(kind.key)]
        asks = {key: self.get_body_argument(f"ask-{key}", ASKS[0]) for _, key in wished}
        if not set(asks.values()) <= set(ASKS):
            raise HTTPError(400, "plan")
        return [Chosen(key, asks[key]) for _, key in sorted(wished, key=lambda row: row[0])]

    def _given(self, key: str) -> bool:
        return bool(self.get_body_argument(f"order-{key}", "").strip())
