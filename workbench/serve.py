"""`fit serve`: Voilà over dashboards/, held to the few things that a visitor needs.

A visitor sees the menu and the pages. Notebook sources, files, other kernels and other themes are not reachable, an
address passes the one parser before a kernel starts, and no page asks anything of another host.
"""

import ipaddress
import os
import webbrowser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth import passwd
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab_server.themes_handler import ThemesHandler
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_template_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from fitlib import ROOT
from fitlib.errors import ParameterRefused
from workbench import easel, handlers, settings, traceless
from workbench.access.doorkeeper import Guard, Identity
from workbench.access.logs import without_queries
from workbench.access.people import People
from workbench.access.scope import Extracts
from workbench.kernels import warm
from workbench.painting import Painter
from workbench.turns import Turns

DASHBOARDS = ROOT / "dashboards"
TEMPLATES = ROOT / "templates" / "voila" / "fit"
PORT, LOOPBACK = 8866, "127.0.0.1"
IDLE, LOOK = 600, 60
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "object-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
CLOSED = (
    TornadoVoilaTreeHandler, TornadoVoilaHandler, VoilaContentsHandler, VoilaShutdownKernelHandler,
    TemplateStaticFileHandler, MultiStaticFileHandler, FileFindHandler, ThemesHandler,
)  # fmt: skip
VISITORS = 40  # pages with a kernel at the same time; further visitors see the page and its plain form


class Server(Voila):
    """Voilà with our menu, our page frame and our refusals; `ready` is told the address once it listens."""

    ready: Callable[[str], None]
    painter: Painter
    extracts: Extracts
    people: People | None = None
    visitors: int = VISITORS

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.owners: dict[str, str] = {}
        self.coming: set[object] = set()

    def setup_template_dirs(self) -> None:
        """Our frame before Voilà's own."""
        super().setup_template_dirs()
        self.template_paths = [str(TEMPLATES), *collect_template_paths(["voila", "nbconvert"], "lab", prune=True)]

    def init_settings(self) -> dict[str, Any]:
        """A foreign host name is refused on loopback, so that no web page elsewhere can reach us under its own name."""
        found = super().init_settings()
        words = {"default_handler_class": handlers.Nowhere, "headers": HEADERS, "local_hostnames": ["localhost"]}
        words["compress_response"] = True
        rooms = {"painter": self.painter, "extracts": self.extracts, "visitors": self.visitors, "owners": self.owners}
        rooms["coming"] = self.coming
        rooms["turns"] = Turns()
        self._own_kernels()
        return found | words | rooms | {"allow_remote_access": not loopback(self.ip)}

    def init_handlers(self) -> list[Any]:
        """Menu and pages instead of the tree of files; the file handler stays, and lets nothing pass."""
        kept = [handler for handler in super().init_handlers() if handler[1] not in CLOSED]
        page = {"voila_configuration": self.voila_configuration}
        frame = page | {"template_paths": self.template_paths, "config": self.config}
        doors = [(self.server_url + path.lstrip("/"), *rest) for path, *rest in self.identity_provider.get_handlers()]
        return [
            (self.server_url, handlers.Menu, page),
            (self.server_url + r"voila/render/(\w+\.ipynb)", handlers.Room, frame),
            (self.server_url + r"look/(\w+\.\w+\.js)", handlers.Look),
            (self.server_url + r"voila/api/shutdown/(.*)", handlers.Ending),
            (self.server_url + r"voila/api/painted/([\w-]{22})", handlers.Painted),
            *doors,
            *kept,
        ]

    def _own_kernels(self) -> None:
        """Note for whom each kernel is started: nobody else reaches it. One that ends hangs up."""
        start = self.kernel_manager.start_kernel

        async def start_kernel(**more: Any) -> str:
            kernel = await ensure_async(start(**more))
            self.owners[kernel] = handlers.VISITOR.get("")
            self.coming.discard(handlers.SEAT.get(None))
            return kernel

        end = self.kernel_manager.shutdown_kernel

        async def shutdown_kernel(kernel: str, *more: Any, **named: Any) -> None:
            await ensure_async(end(kernel, *more, **named))
            for line in list(ZMQChannelsWebsocketConnection._open_sockets):
                if line.kernel_id == kernel:
                    line.websocket_handler.close()  # so that its page learns of it

        self.kernel_manager.start_kernel = start_kernel
        self.kernel_manager.shutdown_kernel = shutdown_kernel

    def launch_browser(self) -> None:
        """Voilà listens: say where."""
        self.ready(self.connection_url)


def serve(
    home: Path, ip: str = LOOPBACK, port: int = PORT, ceiling: str | None = None, password: str = "", token: str = "",
    browser: bool = True, say: Callable[[str], None] = print, visitors: int = VISITORS, hub: bool = False,
) -> None:  # fmt: skip
    """Serve until interrupted; with `hub` where and for whom JupyterHub says.

    Rule: on loopback the ceiling is `own` and each page opens with its own audience; with a ceiling given, pages open
    with it; beyond loopback it is `public` unless given, and a password or a token is required.
    Raises: ParameterRefused where the address is open to others and unprotected, or the port is taken.
    """
    people = People(home) if any(People(home)) else None
    around = {settings.HOME: str(home), settings.CEILING: ceiling or ("own" if loopback(ip) else "public")}
    if ceiling:
        around[settings.AUDIENCE] = ceiling
    with (
        warm.kernels("workbench.page_imports"),
        traceless.surroundings(**around) as scratch,
        closing(Painter()) as painter,
        easel.standing(scratch),
    ):
        config = configured(ip, port, scratch, password, token, people is not None)
        server = Server(config=_behind_hub(config) if hub else config)
        server.painter, server.people, server.extracts = painter, people, Extracts(home, scratch / "extracts")
        server.visitors = visitors
        if people:
            os.environ[settings.HOME] = str(scratch / "nobody")  # a kernel is told its extract, never the whole
        server.ready = lambda address: _tell(address, token, browser, say)
        server.initialize([])
        without_queries()
        try:
            server.start()
        except SystemExit:
            raise ParameterRefused("port_taken", port=port) from None


def configured(ip: str, port: int, scratch: Path, password: str = "", token: str = "", people: bool = False) -> Config:
    """Voilà's configuration. Raises: ParameterRefused where the address is open to others and unprotected."""
    if not loopback(ip) and not (password or token or people):
        raise ParameterRefused("server_open", ip=ip)
    config = Config(traceless.transport())
    config.Voila.update(
        ip=ip, port=port, root_dir=str(DASHBOARDS), open_browser=True, token=token, log_level=40,
        config_file_paths=[str(scratch)], connection_dir_root=str(scratch),
    )  # fmt: skip
    config.VoilaConfiguration.update(
        template="lab", theme="light", allow_theme_override="NO", allow_template_override="NO", strip_sources=True,
        file_allowlist=["(?!)"], extension_allowlist=[],
        http_header_envs=[handlers.PAINTED, *settings.headers(settings.around())],
        show_tracebacks=False, prelaunch_hook=handlers.admit,
    )  # fmt: skip
    config.MappingKernelManager.update(cull_idle_timeout=IDLE, cull_interval=LOOK, cull_connected=False)
    config.ContentsManager.allow_hidden = False
    config.Voila.update(identity_provider_class=Identity, authorizer_class=Guard)
    if password:
        config.PasswordIdentityProvider.hashed_password = passwd(password)
    return config


def _behind_hub(config: Config) -> Config:
    """The same server where JupyterHub wants it, for the hub's users. Raises: ParameterRefused without a hub."""
    from workbench.access.hub import HubIdentity, place

    where = place()
    config.Voila.update(
        ip=where.ip, port=where.port, base_url=where.base, token="", identity_provider_class=HubIdentity,
    )  # fmt: skip
    return config


def loopback(ip: str) -> bool:
    """True where only this machine can reach the address."""
    if ip == "localhost":
        return True
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def _tell(address: str, token: str, browser: bool, say: Callable[[str], None]) -> None:
    say(address)
    if browser:
        webbrowser.open(address + (f"?token={token}" if token else ""))
