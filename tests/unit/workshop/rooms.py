"""A room in the tests' own server: a trainer, phones, and no browser."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from fitlib.words import Words
from workbench.workshop import plan
from workbench.workshop.room import Room
from workbench.workshop.server import LARGEST, application
from workbench.workshop.stage import Place

JSON = {"Accept": "application/json"}


class Stay(HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Visitor:
    """Somebody with cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, values: dict | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers of a GET, or of a POST where there are values."""
        body = None if values is None else urlencode(values).encode()
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | headers
        request = Request(self.address + path, body, told)
        try:
            with build_opener(Stay).open(request, timeout=60) as answer:
                return self._kept(answer.status, answer)
        except HTTPError as refused:
            with refused:
                return self._kept(refused.code, refused)

    def _kept(self, status: int, answer) -> tuple[int, str, dict[str, str]]:
        for line in answer.headers.get_all("Set-Cookie", []):
            name, value = re.match(r"([^=]+)=([^;]*)", line).groups()
            self.cookies[name] = value
        return status, answer.read().decode(), dict(answer.headers)

    def pieces(self, path: str, values: dict | None = None) -> dict:
        """The JSON that the script of a page would get."""
        status, body, _ = self.ask(path, values, **JSON)
        assert status == 200, body
        return json.loads(body)


@dataclass
class Workshop:
    """A room that is open, and how to come in."""

    room: Room
    address: str

    def trainer(self) -> Visitor:
        """The trainer, with the token in the cookie."""
        one = Visitor(self.address)
        status, _, headers = one.ask(f"trainer?token={self.room.token}")
        assert (status, headers["Location"]) == (303, "/trainer/screen")
        return one

    def phone(self) -> Visitor:
        """A participant who has opened the page."""
        one = Visitor(self.address)
        assert one.ask(self.room.code)[0] == 200
        return one


@contextmanager
def workshop(constants, home: Path, name: str = "curves_45", drawn: bool = False) -> Iterator[Workshop]:
    """An open room; nothing of it is left afterwards."""
    ready, stop, made = Event(), Event(), []

    async def hold() -> None:
        room = Room(plan.find(name, home), Words("fi"), constants, home, lambda: 0.0)
        (socket,) = bind_sockets(0, "127.0.0.1")
        place = Place(f"http://127.0.0.1:{socket.getsockname()[1]}/", True)
        server = HTTPServer(application(room, place), max_body_size=LARGEST)
        server.add_socket(socket)
        if drawn:
            room.prepare()
        made.append(Workshop(room, place.address))
        ready.set()
        await asyncio.get_running_loop().run_in_executor(None, stop.wait)
        server.stop()
        await server.close_all_connections()
        room.deck.close()

    thread = Thread(target=asyncio.run, args=(hold(),))
    thread.start()
    assert ready.wait(60)
    try:
        yield made[0]
    finally:
        stop.set()
        thread.join(60)
