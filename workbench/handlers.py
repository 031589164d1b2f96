"""What a visitor can ask the server for: the menu, a page, and a sentence where something is not possible."""

import asyncio
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode
from tornado.web import HTTPError, authenticated
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

from fitlib import ROOT, shapes
from fitlib.errors import FitError, NotReleased, ParameterRefused
from fitlib.words import LANGUAGES, Words
from workbench import audience, audit, pages, params, settings
from workbench.desk import refusal

FOLDER = ROOT / "templates" / "voila" / "fit"
VISITOR: ContextVar[str] = ContextVar("visitor")  # for whom the kernel of this request is started
SEAT: ContextVar[object] = ContextVar("seat")  # what is held until that kernel is there and counts itself
PATIENCE = 0.3  # seconds: a picture that takes longer is announced first
PAINTED = "X-Fit-Painted"  # a form in a kernel knows it as forms.PAINTED


class Refused(HTTPError):
    """A request that the one parser, or the ceiling of the server, does not let in."""

    def __init__(self, status: int, error: FitError) -> None:
        super().__init__(status, error.key)
        self.error = error


class Framed(JupyterHandler):
    """A handler whose errors are sentences in the language of the address, never a trace."""

    def write_error(self, status_code: int, **context: Any) -> None:
        """The error page: what is wrong and what to do."""
        raised = (context.get("exc_info") or (None, None))[1]
        error = getattr(raised, "error", None) or ParameterRefused("no_such_place")
        words = Words(language(self))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(fill("refused.html", words, status=status_code, text=error.in_words(words), base=self.base_url))


class Menu(Framed):
    """The pages there are, in the language asked for. It needs no kernel."""

    def initialize(self, **_: Any) -> None:
        """Voilà's settings are not needed."""

    @authenticated
    def get(self) -> None:
        """The menu page."""
        words, person = Words(language(self)), person_of(self)
        shown = [page for page in pages.in_order(words) if person is None or page in person.role.pages]
        ceiling = person.role.ceiling if person else settings.ceiling()
        self.finish(fill("menu.html", words, pages=shown, ceiling=ceiling, person=person, base=self.base_url))


class Room(Framed, TornadoVoilaHandler):
    """A page: its picture at once, then Voilà's live one, whose kernel waits for its turn."""

    async def prepare(self) -> None:
        """Give the browser the word that it must say when it leaves, so that its kernel ends at once."""
        await super().prepare()
        _ = self.xsrf_token  # asking for it sets the cookie

    @authenticated
    async def get(self, path: str) -> None:
        """The picture, then the live page. Raises: Refused, before a kernel starts."""
        words, turns = let_in(self), self.settings["turns"]
        try:
            around = await self.settings["extracts"].around(person_of(self))
        except FitError as error:
            raise Refused(400, error) from None
        look = turns.come()
        try:
            await self._shown(path, look, words, around)
        finally:
            turns.seen(look)

    async def _shown(self, path: str, look: str, words: Words, around: dict[str, str]) -> None:
        page = PurePosixPath(path).stem
        drawing = asyncio.ensure_future(self.settings["painter"].picture(page, self.request.query, around))
        await asyncio.wait({drawing}, timeout=PATIENCE)
        if drawing.done() and isinstance(error := drawing.exception(), FitError):
            raise Refused(400, error)
        side = pages.has_side(page)
        await self._say("room.html", words, page=page, side=side, waiting=not drawing.done())
        try:
            picture = await drawing
        except FitError as late:
            await self._say("picture.html", words, picture=None, refusal=refusal(late, words), full=False, look="")
            return
        if picture:
            self._note(page, picture, around)
        coming, seat = self.settings["coming"], object()
        full = len(self.kernel_manager.list_kernel_ids()) + len(coming) >= self.settings["visitors"]
        if full:
            await self._say("picture.html", words, picture=picture, refusal="", full=True, look="")
            return
        coming.add(seat)  # before anything is awaited: whoever asks at the same time finds it taken
        try:
            await self._seated(path, look, seat, picture, words, around)
        finally:
            coming.discard(seat)

    async def _seated(
        self, path: str, look: str, seat: object, picture: Any, words: Words, around: dict[str, str]
    ) -> None:
        turns = self.settings["turns"]
        waits = not turns.alone(look)
        await self._say("picture.html", words, picture=picture, refusal="", full=False, look=look if waits else "")
        turns.sent(look, waits)
        for name, value in {PAINTED: picture.painted if picture else "", **settings.headers(around)}.items():
            self.request.headers[name] = value  # for its kernel; what a visitor sends is overwritten
        VISITOR.set(self.current_user.username)
        SEAT.set(seat)
        async with turns.turn():
            if not self.request.connection.stream.closed():  # whoever has left already needs no kernel
                await super().get(path)

    def _note(self, page: str, picture: Any, around: dict[str, str]) -> None:
        with audit.acting(around[settings.USER], around[settings.ROLE] or "local"):
            audit.seen(self.settings["extracts"].home, page, picture.chosen)

    async def _say(self, shape: str, words: Words, **values: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(fill(shape, words, base=self.base_url, **values))
        await self.flush()


class Ending(Framed, VoilaShutdownKernelHandler):
    """Whoever leaves a page ends its kernel, and no other."""

    async def prepare(self) -> None:
        """Raises: Refused for the kernel of somebody else, as if it were not there."""
        await super().prepare()
        if self.settings["owners"].get(self.path_args[0]) != getattr(self.current_user, "username", None):
            raise Refused(404, ParameterRefused("no_such_place"))


class Painted(Framed):
    """A page tells that it is painted, so that kernels may start."""

    @authenticated
    def post(self, look: str) -> None:
        """Nothing comes back; whoever does not know the name of a look tells nothing."""
        self.settings["turns"].seen(look)
        self.set_status(204)
        self.finish()


class Look(JupyterHandler):
    """What a page needs besides itself, under a name that changes with its content: a browser asks for it once."""

    def get(self, name: str) -> None:
        """The script. It is the same for everybody and holds no data."""
        known, content = script()
        if name != known:
            raise Refused(404, ParameterRefused("no_such_place"))
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(content)


class Nowhere(Framed):
    """Every other address."""

    async def prepare(self) -> None:
        """Nothing is here, for anybody."""
        raise Refused(404, ParameterRefused("no_such_place"))


def let_in(handler: Room) -> Words:
    """The words of an address that may come in.

    Raises: Refused for a parameter that is not declared or not of its type, or an audience above the ceiling.
    """
    page, person = PurePosixPath(handler.request.path).stem, person_of(handler)
    if page not in pages.names():
        raise Refused(404, ParameterRefused("no_such_place"))
    if not handler.authorizer.is_authorized(handler, handler.current_user, "read", f"page {page}"):
        raise Refused(403, NotReleased("page_of_others", role=person.role.name))
    ceiling = person.role.ceiling if person else settings.ceiling()
    try:
        kind = pages.report(page).Params
        typed = params.given(kind, params.url_values(kind, handler.request.query))
        audience.hold(typed.get("audience", ceiling or "public"), ceiling)
        return Words(typed.get("lang", settings.language()))
    except FitError as error:
        raise Refused(400, error) from None


def admit(handler: Room, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voilà's hook before a kernel starts: nothing comes in that `let_in` does not let in."""
    let_in(handler)
    return notebook


def person_of(handler: JupyterHandler) -> Any:
    """The visitor's row in users.toml; None on a server without users."""
    return handler.identity_provider.person(handler.current_user)


def spoken(handler: JupyterHandler, wished: str = "") -> Words:
    """The words of an address: the language that it names, else the one wished for, else the program's own."""
    named = language(handler)
    return Words(wished if wished in LANGUAGES and "lang=" not in handler.request.query else named)


def language(handler: JupyterHandler) -> str:
    """The language of an address, the program's own where it names none of ours."""
    wished = parse_qs(handler.request.query).get("lang", [""])[0]
    return wished if wished in LANGUAGES else settings.language()


@cache
def script() -> tuple[str, bytes]:
    """Name and content of the pages' one script."""
    content = (FOLDER / "room.js").read_bytes()
    return f"room.{sha256(content).hexdigest()[:16]}.js", content


def fill(shape: str, words: Words, **values: Any) -> str:
    """A page of templates/voila/fit that needs no kernel."""
    known = {"words": words, "languages": LANGUAGES, "style": shapes.style(), "script": f"look/{script()[0]}"}
    return _shapes().get_template(shape).render(known | values)


@cache
def _shapes() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
