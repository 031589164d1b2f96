"""`fit users`: who may log in on a server for several people."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import Any

from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench import settings


def _users(one: Any) -> None:
    one.option("--add", "user_add", metavar="NAME")
    one.option("--remove", "user_remove", metavar="NAME")
    one.option("--role", "user_role", metavar="ROLE")
    one.option("--team", "user_team", action="append", default=[], metavar="TEAM")
    one.option("--worker", "user_worker", default="", metavar="PSEUDONYM")
    one.option("--json", action="store_true")


def users(given: argparse.Namespace, words: Words) -> int:
    """Add or change a user, take one out, or list them. The password is asked for, or read from standard input."""
    from workbench.access.people import People

    people = People(settings.home(getattr(given, "home", None)))
    if given.add:
        people.add(given.add, given.role or "", tuple(given.team), given.worker, _password(words))
    if given.remove:
        people.remove(given.remove)
    rows = [{"name": one.name, "role": one.role.name, "teams": list(one.teams), "worker": one.worker} for one in people]
    if given.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in [] if given.json else rows:
        teams = ", ".join(words("cli.users.every") if team == "*" else team for team in row["teams"])
        print(f"{row['name']}  {words('serve.role.' + row['role'])}  {teams or row['worker']}".rstrip())
    if not rows and not given.json:
        print(words("cli.users.none"))
    return 0


def _password(words: Words) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = (getpass.getpass(words(f"cli.users.{name}")) for name in ("password", "again"))
    if first != second:
        raise ParameterRefused("password_differs")
    return first


PARSERS: dict[str, Callable[[Any], None]] = {"users": _users}
COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {"users": users}
