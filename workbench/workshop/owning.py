"""The trainer's page of own curves: a yes to who is in the room, then a pattern. No case can be asked for by name."""

import asyncio

from tornado.web import HTTPError

from fitlib.charts.reveal import last_step
from fitlib.errors import FitError
from workbench.workshop import adding, frames, own_curves
from workbench.workshop.parts import CHANGE, NEXT, Vote
from workbench.workshop.trainer import Trainer

NONE = "none"
ASKS = (NONE, NEXT, CHANGE)


class Owning(Trainer):
    """What may be shown of the imported data, once the trainer has said yes."""

    def get(self) -> None:
        """The sentence to say yes to, or the patterns that can be shown."""
        self._show()

    async def post(self) -> None:
        """Takes: `do` open with `yes`, close, or show with `pattern` and `ask`. Raises: HTTPError 403 without a yes."""
        act = self.get_body_argument("do", "")
        try:
            if act == "open":
                await self._open()
            elif act == "show":
                await self._put()
                return
            elif act == "close":
                self.room.own = None
            else:
                raise HTTPError(400)
        except FitError as refused:
            self.set_status(409)
            self._show(refused.in_words(self.words))
            return
        self._show()

    async def _open(self) -> None:
        if not self.get_body_argument("yes", ""):
            raise HTTPError(403, "yes")
        self.room.own = await asyncio.to_thread(own_curves.opened, self.room.home, self.room.reference)

    async def _put(self) -> None:
        room, ask = self.room, self.get_body_argument("ask", NONE)
        if room.own is None or ask not in ASKS:
            raise HTTPError(403, "yes")
        one = room.own.exhibit(self.get_body_argument("pattern", ""), len(room.exhibits), room.reference)
        last = last_step(one.seen) - (ask == NEXT)
        steps = sorted({max(1, last // 2), last}) if ask != NONE and last >= 1 else []
        adding.show(room, one, votes=tuple(Vote(ask, step) for step in steps))
        await room.tell()
        self.redirect("/trainer/notes", status=303)

    def _show(self, wrong: str = "") -> None:
        own, words = self.room.own, self.words
        rows = [(key, words(f"patterns.{key}.name"), len(cases)) for key, cases in own.shows.items()] if own else []
        page = frames.fill(
            "own", words, open=own is not None, rows=rows, wrong=wrong, asks=ASKS,
            left_out=own.room.left_out if own else 0,
        )  # fmt: skip
        self.finish(str(page))
