"""The door of a server: who is asking, whether the answer is for them, and how long a wrong password has to wait."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jupyter_server.auth import Authorizer, PasswordIdentityProvider, User
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from tornado.web import RequestHandler
from traitlets import Instance, Unicode

from fitlib.errors import ParameterRefused
from workbench.access.people import People, Person
from workbench.handlers import Framed, Refused, fill, spoken

FREE, LONGEST = 5, 900


class Patience:
    """Wrong passwords by name and by address: the first five are free, then each doubles the wait, up to 15 minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.failed: dict[str, tuple[int, float]] = {}

    def left(self, *who: str) -> int:
        """Seconds until the next try is looked at, 0 where it is at once."""
        return max((self._left(one) for one in who), default=0)

    def wrong(self, *who: str) -> None:
        """One more wrong password."""
        now = self.clock()
        self.failed = {one: (times, last) for one, (times, last) in self.failed.items() if now - last < LONGEST}
        for one in who:
            self.failed[one] = (self.failed.get(one, (0, now))[0] + 1, now)

    def right(self, *who: str) -> None:
        """Forget what was wrong before."""
        for one in who:
            self.failed.pop(one, None)

    def _left(self, one: str) -> int:
        times, last = self.failed.get(one, (0, 0.0))
        wait = min(2 ** (times - FREE), LONGEST) if times >= FREE else 0
        return max(0, round(last + wait - self.clock()))


class Identity(PasswordIdentityProvider):
    """Users with passwords where FIT_HOME has users, else the one watchword of the server, else anybody."""

    people = Instance(People, allow_none=True)
    hashed = Unicode()

    def __init__(self, **more: Any) -> None:
        super().__init__(**more | {"login_handler_class": Login, "logout_handler_class": Logout})
        self.patience = Patience()
        self.people = getattr(self.parent, "people", None)

    @property
    def auth_enabled(self) -> bool:
        """Whether anybody has to say who they are."""
        return bool(self.people or self.hashed_password or self.token)

    def process_login_form(self, handler: RequestHandler) -> User | None:
        """The user of a login form, None for a wrong one. Raises: Refused after too many wrong ones."""
        name = handler.get_argument("name", default="").strip().lower()[:40]
        who = (f"name {name}", f"address {handler.request.remote_ip}")
        if seconds := self.patience.left(*who):
            raise Refused(429, ParameterRefused("login_wait", seconds=seconds))
        found = self._named(name, handler) if self.people else super().process_login_form(handler)
        self.patience.wrong(*who) if found is None else self.patience.right(*who)
        return found

    def person(self, user: User | None) -> Person | None:
        """The user's row in users.toml; None on a server without users."""
        return self.people.find(user.username) if self.people and user else None

    def user_to_cookie(self, user: User) -> str:
        """What the signed cookie holds: the name, and a mark of the password, so that a new one ends old sessions."""
        kept = json.loads(super().user_to_cookie(user))
        return json.dumps(kept | {"mark": _mark(self.person(user))})

    def user_from_cookie(self, cookie_value: str) -> User | None:
        """The user of a cookie; None where the person is gone, or has another password or role by now."""
        user = super().user_from_cookie(cookie_value)
        if self.people and (not self.person(user) or json.loads(cookie_value).get("mark") != _mark(self.person(user))):
            return None
        return user

    def _named(self, name: str, handler: RequestHandler) -> User | None:
        person = self.people.check(name, handler.get_argument("password", default=""))
        return User(person.name, person.name, person.name) if person else None


class Guard(Authorizer):
    """A role's pages are for the role, and a kernel is for whoever it was started for."""

    def is_authorized(self, handler: RequestHandler, user: User, action: str, resource: str) -> bool:
        """True where this user may do that: `page NAME` by role, `kernels` by owner, the rest for anybody let in."""
        kind, _, name = resource.partition(" ")
        if kind == "page":
            person = self.identity_provider.person(user)
            return person is None or name in person.role.pages
        kernel = handler.path_kwargs.get("kernel_id") or next(iter(handler.path_args), None)
        if resource == "kernels" and kernel:
            return handler.settings["owners"].get(kernel) == user.username
        return True


class Login(Framed, LoginFormHandler):
    """The login page, in three languages."""

    def _render(self, message: Any = None) -> None:
        words = spoken(self, _wished(self))
        wrong = words("serve.login.wrong") if message else ""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(
            fill(
                "login.html", words, base=self.base_url, named=bool(self.identity_provider.people), wrong=wrong,
                next=self.get_argument("next", default=self.base_url), xsrf=self.xsrf_form_html(),
            )
        )  # fmt: skip


class Logout(Framed, LogoutHandler):
    """The way out: the cookie goes, and the login page comes."""

    @allow_unauthenticated
    def get(self) -> None:
        """End the session."""
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.settings["login_url"])


def _mark(person: Person | None) -> str:
    seen = f"{person.password}\x1f{person.scope}" if person else ""
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _wished(handler: RequestHandler) -> str:
    """The language of the page that somebody was on the way to."""
    query = urlsplit(handler.get_argument("next", default="")).query
    return parse_qs(query).get("lang", [""])[0]


def page_of(path: str) -> str:
    """The name of the page in an address."""
    return PurePosixPath(path).stem
