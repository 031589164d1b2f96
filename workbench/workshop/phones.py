"""The participants' side: a light page with one question. No name, no account, one vote per device and question."""

import re
import secrets
from http import HTTPStatus

from markupsafe import Markup
from tornado.web import HTTPError

from fitlib.words import LANGUAGES
from workbench.workshop import frames, stage
from workbench.workshop.doors import WAIT, Door
from workbench.workshop.room import CODE, LONG
from workbench.workshop.script import RESULT, Ballot

COOKIE = "fit-device"


class Enter(Door):
    """The short address: where the code is typed when no QR code was read."""

    def get(self) -> None:
        """The form, or on to the room of the code given."""
        code = re.sub(r"\W", "", self.get_query_argument("code", ""))[:CODE].upper()
        if code:
            self.redirect(f"/{code}?lang={self.words.lang}")
            return
        self.finish(str(frames.fill("enter", self.words, languages=LANGUAGES)))


class Phone(Door):
    """The vote page of one device."""

    def prepare(self) -> None:
        """Raises: HTTPError 404 for the code of no room."""
        super().prepare()
        if self.path_args[0].upper() != self.room.code:
            raise HTTPError(404, "code")

    async def get(self, code: str) -> None:
        """The page, with a random word in a cookie for a device that has none."""
        if self.device is None:
            await self._let_in()
        values = {"version": self.room.version, "code": self.room.code, "languages": LANGUAGES}
        self.finish(str(frames.fill("phone", self.words, main=self.main(), **values)))

    async def _let_in(self) -> None:
        if len(self.room.devices) >= self.most:
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE, "full")
        self._device = secrets.token_urlsafe(LONG)
        self.room.devices.add(self._device)
        self.set_cookie(COOKIE, self._device, httponly=True, samesite="Strict")
        await self.room.tell()

    _device: str | None = None

    @property
    def device(self) -> str | None:
        """This device, where the room has let it in."""
        known = self._device or self.get_cookie(COOKIE)
        return known if known in self.room.devices else None

    def main(self) -> Markup:
        """The question, or what to wait for, with this device's own answer and nobody else's."""
        room, words, ballot = self.room, self.words, self.room.open_ballot
        chosen = room.votes.chosen(ballot, self.device or "") if ballot else None
        options = stage.choices(room, ballot, words) if ballot else []
        return frames.fill(
            "question", words, code=room.code, ballot=ballot, name=ballot and key(ballot), options=options,
            ask=stage.question(room, ballot, words) if ballot else "", chosen=chosen,
            told=dict(options)[chosen] if ballot and chosen else "",
            closed=room.moment.phase == RESULT,
        )  # fmt: skip

    def pieces(self) -> dict[str, object]:
        """What the script of the page shows."""
        return {"version": self.room.version, "main": str(self.main())}


class Now(Phone):
    """Answers when there is something new."""

    async def get(self, code: str) -> None:
        """The question as it is, as soon as it differs from the version seen."""
        await self.room.later(self.number("seen"), WAIT)
        self.finish(self.pieces())


class Cast(Phone):
    """One vote."""

    async def post(self, code: str) -> None:
        """Takes: ballot, option. Raises: HTTPError 403 for a stranger, 409 for another question, 400 for no option."""
        ballot, option = self.room.open_ballot, self.get_body_argument("option", "")
        if self.device is None:
            raise HTTPError(403, "code")
        if ballot is None or self.get_body_argument("ballot", "") != key(ballot):
            raise HTTPError(409, "late")
        if option not in self.room.options(ballot):
            raise HTTPError(400)
        self.room.votes.cast(ballot, self.device, option)
        await self.room.tell()
        if self.by_script:
            self.finish(self.pieces())
        else:
            self.redirect(f"/{self.room.code}?lang={self.words.lang}", status=303)


def key(ballot: Ballot) -> str:
    """A ballot's name in a form."""
    return f"{ballot.part}-{ballot.ask}-{ballot.turn}"
