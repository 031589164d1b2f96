"""What every door of the workshop holds: who may ask under which name, the headers, and refusals as sentences."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from fitlib.words import LANGUAGES, Words
from workbench.workshop import frames
from workbench.workshop.room import Room
from workbench.workshop.stage import Place

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# "no-referrer" would make a browser send a plain form without its origin, which is refused below; others learn nothing
HEADERS = {
    "Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
    "Server": "fit",
}  # fmt: skip
WAIT = 20.0


class Door(RequestHandler):
    """A request that came under an address of this machine, not under a name that a web page elsewhere made up."""

    room: Room
    place: Place

    def initialize(self, room: Room, place: Place) -> None:
        """The one room there is."""
        self.room, self.place = room, place

    def set_default_headers(self) -> None:
        """Nothing is kept, nothing is framed, nothing comes from elsewhere."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Raises: HTTPError 403 for a host name that is not an address, or a form sent from another page."""
        host, origin = self.request.host, self.request.headers.get("Origin")
        if not numeric(host) or (origin is not None and urlsplit(origin).netloc != host):
            raise HTTPError(403)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A refusal is told to the one who asked, and is no news: an address may hold a token."""
        if not isinstance(value, HTTPError):
            super().log_exception(typ, value, tb)

    @property
    def words(self) -> Words:
        """The language asked for, else the room's."""
        wished = self.get_query_argument("lang", "")
        return Words(wished) if wished in LANGUAGES else self.room.words

    @property
    def by_script(self) -> bool:
        """Whether our script asks, and wants the pieces that have changed, or a browser without it."""
        return "application/json" in self.request.headers.get("Accept", "")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number of the query or the body. Raises: HTTPError 400."""
        try:
            return int(self.get_argument(name, str(default)))
        except ValueError:
            raise HTTPError(400) from None

    def write_error(self, status_code: int, **context: Any) -> None:
        """A sentence, never a trace."""
        reason = getattr((context.get("exc_info") or (None, None))[1], "log_message", None)
        words = self.words
        key = f"workshop.door.{reason}"
        text = words(key if reason and key in words else "workshop.door.nothing", most=self.most)
        page = frames.fill("refused", words, status=status_code, text=text, code=self.room.code and "")
        self.finish(str(page))

    @property
    def most(self) -> int:
        """How many devices may be in the room."""
        return int(self.room.reference["workshop.devices_most"])


class File(Door):
    """The style sheet and the script: the only files there are."""

    def get(self, name: str) -> None:
        """One of them."""
        self.set_header("Content-Type", f"{frames.FILES[name]}; charset=utf-8")
        self.set_header("Cache-Control", "max-age=600")
        self.finish(frames.file(name))


class Icon(Door):
    """Browsers ask for it unasked."""

    def get(self) -> None:
        """There is none."""
        self.set_status(204)


class Nowhere(Door):
    """Every other address."""

    def prepare(self) -> None:
        """Nothing is here."""
        super().prepare()
        raise HTTPError(404, "nothing")


def numeric(host: str) -> bool:
    """Whether a Host header is an IP address or localhost, with or without a port."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
