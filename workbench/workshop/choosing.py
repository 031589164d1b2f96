"""The page of the case library: look at the curves, choose, and keep a plan of one's own."""

import asyncio

from tornado.web import HTTPError

from fitlib.errors import FitError, InputRefused
from fitlib.synthetic import Family, families
from fitlib.synthetic.own_case import OwnCase
from workbench.workshop import adding, frames, library, shelf
from workbench.workshop.library import ASKS, Chosen
from workbench.workshop.trainer import Trainer

LONGEST = 80


class Library(Trainer):
    """Small multiples, stories, and a form."""

    async def get(self) -> None:
        """The page; the drawing is made once for each language, beside the room's other work."""
        await self._show("")

    async def post(self) -> None:
        """Keeps the plan, or shows a case at once. Raises: HTTPError 400 for what is missing."""
        if wished := self.get_body_argument("show", ""):
            await self._into_the_room(wished)
            return
        title = self.get_body_argument("title", "").strip()[:LONGEST]
        minutes = self.number("minutes")
        chosen = self._chosen()
        try:
            made = library.text(title, chosen, minutes, self._kinds()) if title and chosen else ""
        except FitError:
            raise HTTPError(400, "plan") from None
        if not made:
            raise HTTPError(400, "plan")
        await self._show(library.keep(self.room.home, title, made).stem)

    async def _into_the_room(self, key: str) -> None:
        try:
            adding.of_library(self.room, key)
        except InputRefused:
            raise HTTPError(404, "nothing") from None
        await self.room.tell()
        self.redirect("/trainer/notes", status=303)

    async def _show(self, kept: str) -> None:
        room, words = self.room, self.words
        own = list(shelf.own(room.home, room.reference).values())
        curves = library.shown(room.reference, own)
        name = "\n".join([words.lang, *(one.text() for one in own)])  # drawn anew when an own case has changed
        if name not in room.libraries:
            room.libraries[name] = await asyncio.to_thread(library.figure, curves, words)
        figure = room.libraries[name]
        rows = [(curve.label, *told) for curve, told in zip(curves, self._told(own), strict=True)]
        wrong = [error.in_words(words) for error in shelf.faulty(room.home, room.reference)]
        page = frames.fill(
            "library", words, svg=frames.drawing(figure), note=figure.note, table=figure.table, rows=rows, asks=ASKS,
            kept=kept, wrong=wrong,
        )  # fmt: skip
        self.finish(str(page))

    def _told(self, own: list[OwnCase]) -> list[tuple[str, str, str, bool]]:
        """One row per case: its key, name and story, and whether it is the trainer's own."""
        words = self.words
        told = [(kind.key, words(f"cases.{kind.key}.name"), words(f"cases.{kind.key}.story"), False)
                for kind in families()]  # fmt: skip
        return [*told, *((one.key, one.title, one.story, True) for one in own)]

    def _kinds(self) -> dict[str, Family]:
        return shelf.kinds(self.room.home, self.room.reference)

    def _chosen(self) -> list[Chosen]:
        """The cases with a number, in the order of the numbers."""
        wished = [(self.number(f"order-{key}"), key) for key in self._kinds() if self._given(key)]
        asks = {key: self.get_body_argument(f"ask-{key}", ASKS[0]) for _, key in wished}
        if not set(asks.values()) <= set(ASKS):
            raise HTTPError(400, "plan")
        return [Chosen(key, asks[key]) for _, key in sorted(wished, key=lambda row: row[0])]

    def _given(self, key: str) -> bool:
        return bool(self.get_body_argument(f"order-{key}", "").strip())
