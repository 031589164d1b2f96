"""The workshop: from key press to the answer with the redrawn curve, overlays on, while twenty phones vote."""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from fitlib import reference
from fitlib.words import Words
from workbench.bench.line import Line
from workbench.workshop import plan
from workbench.workshop.phones import key
from workbench.workshop.room import DRAWN, Room
from workbench.workshop.server import application
from workbench.workshop.stage import Place
from workbench.workshop.switches import Switches

PHONES, PLAN, HOST, PAUSE, MOST = 20, "curves_120", "127.0.0.1", 0.25, 100
LOOK = 1.0  # seconds that a trainer looks at a curve at the least: the next ones are drawn meanwhile
OVERLAYS = Switches(corridor=True, line=True)


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """The median of a walk through the plan, against drawing each curve when its key is pressed."""
    room = Room(plan.find(PLAN, folder), Words("fi"), reference.load(folder), folder, time.monotonic)
    room.shown = OVERLAYS
    ready, over = Event(), Event()
    found: list[int] = []
    server = Thread(target=asyncio.run, args=(_hold(room, ready, over, found),))
    server.start()
    ready.wait()
    try:
        pressed = _walk(room, found[0], min(rows, MOST))
    finally:
        over.set()
        server.join()
    yield Line("key_press", "drawn_anew", "presses", len(pressed), statistics.median(pressed), _anew(room))


async def _hold(room: Room, ready: Event, over: Event, found: list[int]) -> None:
    (socket,) = bind_sockets(0, HOST)
    found.append(socket.getsockname()[1])
    server = HTTPServer(application(room, Place(f"http://{HOST}:{found[0]}/", True)))
    server.add_socket(socket)
    room.look_ahead()
    room.prepare()
    ready.set()
    await asyncio.get_running_loop().run_in_executor(None, over.wait)
    server.stop()
    await server.close_all_connections()
    room.deck.close()


def _walk(room: Room, port: int, most: int) -> list[float]:
    """Seconds of each press: forward through the plan, the corridor off and on again at every curve."""
    done, pressed = Event(), []
    with ThreadPoolExecutor(PHONES) as phones:
        for _ in range(PHONES):
            phones.submit(_vote, room, port, done)
        try:
            while room.at < len(room.script.moments) - 2 and len(pressed) < most:
                pressed.append(_press(room, port, "forward"))
                if room.moment.phase in DRAWN:
                    pressed += [_press(room, port, "corridor"), _press(room, port, "corridor")]
        finally:
            done.set()
    return pressed[:most]


def _press(room: Room, port: int, what: str) -> float:
    time.sleep(LOOK)
    asked = HTTPConnection(HOST, port, timeout=60)
    told = {"Cookie": f"fit-trainer={room.token}", "Accept": "application/json", "Host": f"{HOST}:{port}",
            "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    begun = time.perf_counter()
    asked.request("POST", "/trainer/screen/do", urlencode({"do": what}), told)
    answer = json.loads(asked.getresponse().read())
    seconds = time.perf_counter() - begun
    asked.close()
    if "main" not in answer:
        raise RuntimeError("the room did not answer with a page")
    return seconds


def _vote(room: Room, port: int, done: Event) -> None:
    """A phone that votes again and again while a question is open, and looks at the page while none is."""
    device = f"bench-{id(done)}-{time.perf_counter_ns()}"
    room.devices.add(device)
    while not done.wait(PAUSE):
        ballot = room.open_ballot
        asked = HTTPConnection(HOST, port, timeout=60)
        told = {"Cookie": f"fit-device={device}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"ballot": key(ballot), "option": room.options(ballot)[0]}) if ballot else None
        asked.request("POST" if body else "GET", f"/{room.code}/vote" if body else f"/{room.code}", body, told)
        asked.getresponse().read()
        asked.close()


def _anew(room: Room) -> float:
    """The median of drawing some of the same curves with nothing in memory."""
    taken = []
    for moment in [one for one in room.script.moments if one.phase in DRAWN][:9]:
        begun = time.perf_counter()
        room.deck.draw(room.slide_of(moment))
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
