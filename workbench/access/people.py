"""FIT_HOME/users.toml: who may log in, with which role and for which teams. Passwords are kept as argon2 hashes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.auth import passwd
from jupyter_server.auth.security import passwd_check

from fitlib.errors import FitError, ParameterRefused
from workbench.writing import write_whole

NAME = r"[a-z][a-z0-9._-]{0,39}"
SHORTEST = 12
EVERY = "*"


@dataclass(frozen=True)
class Role:
    """What a role may open: pages, the most it may be shown, whose rows, and the folders it may write."""

    name: str
    ceiling: str
    data: str
    pages: tuple[str, ...]
    writes: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """One user: a login name, the role, the teams ("*" for all), a worker's own pseudonym, the hashed password."""

    name: str
    role: Role
    teams: tuple[str, ...]
    worker: str
    password: str

    @property
    def scope(self) -> tuple[str, tuple[str, ...], str]:
        """Whoever has the same scope may share an extract."""
        return self.role.name, self.teams, self.worker


class People:
    """The users of a FIT_HOME. Read again at each question, so that a taken right is gone at once."""

    def __init__(self, home: Path) -> None:
        self.file = home / "users.toml"

    def __iter__(self) -> Any:
        return iter(self._all().values())

    def find(self, name: str) -> Person | None:
        """The user of that name, None where there is none."""
        return self._all().get(name)

    def check(self, name: str, password: str) -> Person | None:
        """The user, where the password is right. An unknown name costs the same time as a wrong password."""
        person = self.find(name)
        right = passwd_check(person.password if person else _nobody(), password)
        return person if person and right else None

    def add(self, name: str, role: str, teams: tuple[str, ...], worker: str, password: str) -> Person:
        """Keep a user, in the place of one of the same name. Raises: ParameterRefused for what cannot be."""
        person = _person(name, {"role": role, "teams": list(teams), "worker": worker, "password": "-"})
        if len(password) < SHORTEST:
            raise ParameterRefused("password_short", least=SHORTEST)
        kept = self._rows() | {name: _row(person, passwd(password))}
        self._write(kept)
        return person

    def remove(self, name: str) -> None:
        """Take a user out. Raises: ParameterRefused where there is none of that name."""
        rows = self._rows()
        if name not in rows:
            raise ParameterRefused("user_unknown", name=name, known=", ".join(rows))
        del rows[name]
        self._write(rows)

    def _all(self) -> dict[str, Person]:
        return {name: _person(name, row) for name, row in self._rows().items()}

    def _rows(self) -> dict[str, dict[str, Any]]:
        if not self.file.exists():
            return {}
        try:
            return tomllib.loads(self.file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise FitError("file_trouble", file=str(self.file), why=str(error)) from None

    def _write(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        text = "# Users of the server. Made by `fit users`; a password is kept as its argon2 hash.\n"
        for name, row in sorted(rows.items()):
            text += f"\n[{_quoted(name)}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in row.items())
        write_whole(self.file, text)
        self.file.chmod(0o600)


@cache
def roles() -> Mapping[str, Role]:
    """The roles there are, by name."""
    rows = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    return {
        name: Role(name, row["ceiling"], row["data"], tuple(row["pages"]), tuple(row["writes"]))
        for name, row in rows.items()
    }


def _person(name: str, row: Mapping[str, Any]) -> Person:
    import re

    if not re.fullmatch(NAME, name):
        raise ParameterRefused("user_name", name=name[:40])
    if row.get("role") not in roles():
        raise ParameterRefused("user_role", name=name, role=str(row.get("role")), known=", ".join(roles()))
    role, teams, worker = roles()[row["role"]], tuple(row.get("teams", ())), row.get("worker", "")
    if role.data == "teams" and not teams:
        raise ParameterRefused("user_teams", name=name)
    if role.data == "worker" and not worker:
        raise ParameterRefused("user_worker", name=name)
    return Person(name, role, teams, worker, str(row.get("password", "")))


def _row(person: Person, hashed: str) -> dict[str, Any]:
    return {"role": person.role.name, "teams": list(person.teams), "worker": person.worker, "password": hashed}


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _value(value: Any) -> str:
    return "[" + ", ".join(map(_quoted, value)) + "]" if isinstance(value, list) else _quoted(value)


@cache
def _nobody() -> str:
    return passwd("nobody has this password")
