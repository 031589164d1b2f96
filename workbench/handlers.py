"""What a visitor can ask the server for: the menu, a page, and a sentence where something is not possible."""

import asyncio
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode
from tornado.web import HTTPError, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from fitlib import ROOT, shapes
from fitlib.errors import FitError, ParameterRefused
from fitlib.words import LANGUAGES, Words
from workbench import audience, pages, params, settings
from workbench.desk import refusal

FOLDER = ROOT / "templates" / "voila" / "fit"
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
        self.finish(fill("refused.html", words, status=status_code, text=error.in_words(words)))


class Menu(Framed):
    """The pages there are, in the language asked for. It needs no kernel."""

    def initialize(self, **_: Any) -> None:
        """Voilà's settings are not needed."""

    @authenticated
    def get(self) -> None:
        """The menu page."""
        words = Words(language(self))
        self.finish(fill("menu.html", words, pages=pages.in_order(words)))


class Room(Framed, TornadoVoilaHandler):
    """A page: its picture at once, then Voilà's live one, whose kernel waits for its turn."""

    async def prepare(self) -> None:
        """Give the browser the word that it must say when it leaves, so that its kernel ends at once."""
        await super().prepare()
        _ = self.xsrf_token  # asking for it sets the cookie

    @authenticated
    async def get(self, path: str) -> None:
        """The picture, then the live page. Raises: Refused, before a kernel starts."""
        page, words = PurePosixPath(path).stem, let_in(self)
        drawing = asyncio.ensure_future(self.settings["painter"].picture(page, self.request.query, settings.around()))
        await asyncio.wait({drawing}, timeout=PATIENCE)
        if drawing.done() and isinstance(error := drawing.exception(), FitError):
            raise Refused(400, error)
        await self._say("room.html", words, page=page, waiting=not drawing.done())
        try:
            picture = await drawing
        except FitError as late:
            await self._say("picture.html", words, picture=None, refusal=refusal(late, words))
            return
        await self._say("picture.html", words, picture=picture, refusal="")
        self.request.headers[PAINTED] = "1" if picture else ""  # for its kernel; what a visitor sends is overwritten
        async with self.settings["boots"]:
            if not self.request.connection.stream.closed():  # whoever has left already needs no kernel
                await super().get(path)

    async def _say(self, shape: str, words: Words, **values: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(fill(shape, words, base=self.base_url, **values))
        await self.flush()


class Nowhere(Framed):
    """Every other address."""

    async def prepare(self) -> None:
        """Nothing is here, for anybody."""
        raise Refused(404, ParameterRefused("no_such_place"))


def let_in(handler: Room) -> Words:
    """The words of an address that may come in.

    Raises: Refused for a parameter that is not declared or not of its type, or an audience above the ceiling.
    """
    page = PurePosixPath(handler.request.path).stem
    if page not in pages.names():
        raise Refused(404, ParameterRefused("no_such_place"))
    try:
        kind = pages.report(page).Params
        typed = params.given(kind, params.url_values(kind, handler.request.query))
        audience.hold(typed.get("audience", settings.ceiling() or "public"), settings.ceiling())
        return Words(typed.get("lang", settings.language()))
    except FitError as error:
        raise Refused(400, error) from None


def admit(handler: Room, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voilà's hook before a kernel starts: nothing comes in that `let_in` does not let in."""
    let_in(handler)
    return notebook


def language(handler: JupyterHandler) -> str:
    """The language of an address, the program's own where it names none of ours."""
    wished = parse_qs(handler.request.query).get("lang", [""])[0]
    return wished if wished in LANGUAGES else settings.language()


def fill(shape: str, words: Words, **values: Any) -> str:
    """A page of templates/voila/fit that needs no kernel."""
    known = {"words": words, "languages": LANGUAGES, "style": shapes.style(), "ceiling": settings.ceiling()}
    return _shapes().get_template(shape).render(known | values)


@cache
def _shapes() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
