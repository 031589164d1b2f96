"""`fit workshop`: one small server for projector, speaker and phones. It writes nothing down and asks nobody else."""

import asyncio
import socket
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application

from fitlib import reference
from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench.serve import LOOPBACK, loopback
from workbench.workshop import (
    choosing,
    doors,
    making,
    owning,
    papers,
    phones,
    plan,
    planning,
    ruling,
    sheets,
    shown_page,
    starting,
    trainer,
)
from workbench.workshop.room import Room
from workbench.workshop.stage import Place

PORT, LARGEST = 8870, 100_000
EVERYWHERE, ELSEWHERE = (
    ("0.0.0.0", "::"),
    ("192.0.2.1", 9),
)  # an address of no machine (RFC 5737): nothing is sent to it
Tell = Callable[[str, str], None]


def serve(
    home: Path, name: str, words: Words, ip: str = LOOPBACK, port: int = PORT, browser: bool = True,
    say: Tell = lambda trainers, phones: print(trainers, phones),
) -> None:  # fmt: skip
    """Hold a workshop until interrupted; votes go with it.

    Takes: FIT_HOME, plan (without one the list of plans opens), language of the screen, address. `say` is told the
    trainer's and the phones' address.
    Raises: ParameterRefused for a plan that is not there or an address that cannot be had; InputRefused for its faults.
    """
    chosen, constants = plan.find(name or plan.DEFAULT, home), reference.load(home)
    room = Room(chosen, words, constants, home, time.monotonic, named=bool(name))
    asyncio.run(_hold(room, ip, port, browser, say))


async def _hold(room: Room, ip: str, port: int, browser: bool, say: Tell) -> None:
    place = Place(f"http://{reached(ip)}:{port}/", not loopback(ip))
    server = HTTPServer(application(room, place), max_body_size=LARGEST, max_buffer_size=10 * LARGEST)
    try:
        server.listen(port, ip)
    except (OSError, UnicodeError):
        room.deck.close()
        raise ParameterRefused("port_taken", port=port) from None
    room.prepare()
    address = f"{place.address}trainer?token={room.token}"
    say(address, f"{place.address}{room.code}" if place.open else "")
    if browser:
        webbrowser.open(address)
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()
        await server.close_all_connections()
        room.deck.close()


def application(room: Room, place: Place) -> Application:
    """All doors of one room."""
    one = {"room": room, "place": place}
    paths: list[tuple[str, Any, dict[str, Any]]] = [
        (r"/", phones.Enter, one),
        (r"/favicon\.ico", doors.Icon, one),
        (r"/(workshop\.(?:css|js))", doors.File, one),
        (r"/trainer", trainer.Key, one),
        (r"/trainer/handout\.(html|pdf)", papers.Paper, one),
        (r"/trainer/rules", ruling.Rules, one),
        (r"/trainer/library", choosing.Library, one),
        (r"/trainer/case", making.Making, one),
        (r"/trainer/own", owning.Owning, one),
        (r"/trainer/start", starting.Start, one),
        (r"/trainer/plan", planning.Planning, one),
        (r"/trainer/page/(\w+)", shown_page.Shown, one),
        (r"/trainer/sheet/(\w+)", sheets.Fill, one),
        (r"/trainer/sheet/(\w+)\.(html|pdf|xlsx)", sheets.Take, one),
        (r"/trainer/(screen|notes)", trainer.Show, one),
        (r"/trainer/(screen|notes)/now", trainer.Now, one),
        (r"/trainer/(screen|notes)/do", trainer.Do, one),
        (r"/(\w{4})", phones.Phone, one),
        (r"/(\w{4})/now", phones.Now, one),
        (r"/(\w{4})/vote", phones.Cast, one),
    ]
    return Application(
        paths, default_handler_class=doors.Nowhere, default_handler_args=one, log_function=lambda handler: None
    )


def reached(ip: str) -> str:
    """The address under which others find this machine."""
    if ip not in EVERYWHERE:
        return f"[{ip}]" if ":" in ip else ip
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(ELSEWHERE)  # asks the own routing table which address would be used
            return str(asked.getsockname()[0])
        except OSError:
            return LOOPBACK
