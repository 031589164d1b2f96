"""`fit serve --hub`: the server as JupyterHub starts it, one for each user. The hub asks for the password, not we."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth import User
from jupyterhub.singleuser.extension import JupyterHubIdentityProvider

from fitlib.errors import ParameterRefused
from workbench.access.people import People, Person

SERVICE = "JUPYTERHUB_SERVICE_URL"


@dataclass(frozen=True)
class Place:
    """Where the hub wants this server: address, port and path."""

    ip: str
    port: int
    base: str


def place() -> Place:
    """What the hub says in the environment. Raises: ParameterRefused where no hub has started this server."""
    address = urlsplit(os.environ.get(SERVICE, ""))
    if not address.port:
        raise ParameterRefused("hub_missing", name=SERVICE)
    return Place(address.hostname or "127.0.0.1", address.port, os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/"))


class HubIdentity(JupyterHubIdentityProvider):
    """The hub's users; their roles and teams are those of the same names in users.toml."""

    def __init__(self, login_handler_class: Any = None, token: str = "", **more: Any) -> None:
        super().__init__(**more)  # the hub has a login page and gives its own token
        self.people: People | None = getattr(self.parent, "people", None)

    @property
    def auth_enabled(self) -> bool:
        """The hub always asks."""
        return True

    def person(self, user: User | None) -> Person | None:
        """The user's row in users.toml; None where there are no users, and everything is the one user's own."""
        return self.people.find(user.username) if self.people and user else None

    async def get_user(self, handler: Any) -> User | None:
        """The hub's user; nobody where users.toml has users and this one is not among them."""
        user = await super().get_user(handler)
        return user if user is None or not self.people or self.person(user) else None
