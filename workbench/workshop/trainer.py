"""The trainer's side: projector, speaker's page, and the one address that moves things. Behind a token."""

import hmac
from collections.abc import Callable
from datetime import date

from markupsafe import Markup
from tornado.web import HTTPError

from workbench.workshop import frames, notes, saved, stage
from workbench.workshop.doors import WAIT, Door
from workbench.workshop.room import Room
from workbench.workshop.script import VOTE
from workbench.workshop.switches import KEYS

INSIDE = "style-src 'self' 'unsafe-inline'"
COOKIE, SCREEN, NOTES = "fit-trainer", "screen", "notes"


class Trainer(Door):
    """A request of the trainer: the token came once with the address, and is in a cookie since."""

    def prepare(self) -> None:
        """Raises: HTTPError 403 without the token."""
        super().prepare()
        if not hmac.compare_digest(self.get_cookie(COOKIE, "").encode(), self.room.token.encode()):
            raise HTTPError(403, "trainer")

    def pieces(self, page: str) -> dict[str, object]:
        """What the script of a page shows: its main part, what changes meanwhile, a sentence for a screen reader."""
        room = self.room
        if page == NOTES:
            return {"version": room.version, "main": str(notes.main(room)), "live": str(notes.live(room))}
        main, live = stage.main(room, self.place), stage.live(room)
        pieces = {"version": room.version, "main": str(main), "live": str(live), "said": stage.said(room)}
        return pieces | {"on": room.shown.on()}

    def as_paper(self, document: str) -> None:
        """A document to print, with its own style inside: nothing else of the policy is loosened."""
        policy = self._headers["Content-Security-Policy"]
        self.set_header("Content-Security-Policy", policy.replace("style-src 'self'", INSIDE))
        self.finish(document)


class Key(Door):
    """The address that the program told when it started."""

    def get(self) -> None:
        """Trades the token for a cookie, so that it stands in no address any more."""
        if not hmac.compare_digest(self.get_query_argument("token", "").encode(), self.room.token.encode()):
            raise HTTPError(403, "trainer")
        self.set_cookie(COOKIE, self.room.token, httponly=True, samesite="Strict", path="/trainer")
        self.redirect("/trainer/screen" if self.room.named else "/trainer/start", status=303)


class Show(Trainer):
    """The projector or the speaker's page."""

    def get(self, page: str) -> None:
        """The whole page."""
        pieces = {"live": "", "said": ""} | self.pieces(page)
        marked = {name: Markup(value) if isinstance(value, str) else value for name, value in pieces.items()}
        self.finish(str(frames.fill(page, self.room.words, **marked | {"switches": KEYS, "on": self.room.shown.on()})))


class Now(Trainer):
    """Answers when there is something new."""

    async def get(self, page: str) -> None:
        """The pieces of a page as soon as they differ from the version seen."""
        await self.room.later(self.number("seen"), WAIT)
        self.finish(self.pieces(page))


class Do(Trainer):
    """Everything that the trainer can do."""

    async def post(self, page: str) -> None:
        """Takes: `do`, and `n` or counts where it needs them. Gives: the page's pieces after it."""
        act = ACTS.get(self.get_body_argument("do", ""))
        if act is None:
            raise HTTPError(400)
        act(self.room, self)
        await self.room.tell()
        if self.by_script:
            self.finish(self.pieces(page))
        else:
            self.redirect(f"/trainer/{page}", status=303)


def _digit(room: Room, asked: Do) -> None:
    """A hand for the choice of that number while a vote is open, else a jump to that session."""
    number = asked.number("n")
    if room.moment.phase != VOTE or room.open_ballot is None:
        room.move(room.script.step(room.at, number))
    elif 1 <= number <= len(room.options(room.open_ballot)):
        room.votes.hand(room.open_ballot, room.options(room.open_ballot)[number - 1])


def _hands(room: Room, asked: Do) -> None:
    ballot = room.open_ballot
    if ballot is None:
        raise HTTPError(409, "late")
    most = asked.most
    room.votes.hands(ballot, {option: min(asked.number(option), most) for option in room.options(ballot)})


def _save(room: Room, _: Do) -> None:
    room.saved = str(saved.save(room, date.today()))


def _switch(name: str) -> Callable[[Room, Do], None]:
    return lambda room, _: room.turn(name)


ACTS: dict[str, Callable[[Room, Do], None]] = {
    "forward": lambda room, _: room.move(room.script.forward(room.at)),
    "back": lambda room, _: room.move(room.script.back(room.at)),
    "part": lambda room, asked: room.move(room.script.part(asked.number("n"))),
    "digit": _digit, "hands": _hands, "save": _save, **{name: _switch(name) for name in KEYS},
}  # fmt: skip
