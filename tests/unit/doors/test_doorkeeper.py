"""Who may do what on a server with users, asked of the doorkeeper; tests/browser asks it through a real server."""

import argparse
import asyncio
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.auth import User

from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench import settings
from workbench.access import hub, line, people, scope
from workbench.access.doorkeeper import Guard, Identity, page_of

PASSWORD = "kolme kuusta mäellä"
MAIJA, TIINA = (User(name, name, name) for name in ("maija", "tiina"))


@pytest.fixture
def users(tmp_path: Path) -> people.People:
    found = people.People(tmp_path)
    found.add("maija", "manager", ("Toivo-tiimi",), "", PASSWORD)
    found.add("tiina", "trainer", (), "", PASSWORD)
    return found


@pytest.fixture
def identity(users: people.People) -> Identity:
    found = Identity()
    found.people = users
    return found


def asking(**form: str) -> SimpleNamespace:
    """What a login form sends."""
    argument = lambda name, default="", **_: form.get(name, default)  # noqa: E731
    return SimpleNamespace(get_argument=argument, request=SimpleNamespace(remote_ip="127.0.0.1"))


def test_a_page_is_for_the_roles_that_have_it(identity: Identity) -> None:
    guard = Guard(identity_provider=identity)
    may = {user.username: guard.is_authorized(None, user, "read", "page team_quarter") for user in (MAIJA, TIINA)}
    assert may == {"maija": True, "tiina": False}
    identity.people = None
    assert guard.is_authorized(asking(), TIINA, "read", "page team_quarter")


@pytest.mark.parametrize("where", ["path_kwargs", "path_args"])
def test_a_kernel_is_for_whoever_it_was_started_for(identity: Identity, where: str) -> None:
    guard, kernel = Guard(identity_provider=identity), "0f"
    address = {"path_kwargs": {"kernel_id": kernel}, "path_args": []} if where == "path_kwargs" else {
        "path_kwargs": {}, "path_args": [kernel]}  # fmt: skip
    handler = SimpleNamespace(**address, settings={"owners": {kernel: "maija"}})
    assert guard.is_authorized(handler, MAIJA, "execute", "kernels")
    assert not guard.is_authorized(handler, TIINA, "execute", "kernels")
    assert guard.is_authorized(handler, TIINA, "read", "events")
    unknown = SimpleNamespace(path_kwargs={"kernel_id": "99"}, path_args=[], settings={"owners": {}})
    assert not guard.is_authorized(unknown, MAIJA, "execute", "kernels")


def test_a_login_is_for_the_right_name_and_password(identity: Identity) -> None:
    assert identity.process_login_form(asking(name=" Maija ", password=PASSWORD)).username == "maija"
    assert identity.process_login_form(asking(name="maija", password="wrong")) is None
    assert identity.process_login_form(asking(name="nobody", password=PASSWORD)) is None
    assert identity.auth_enabled


def test_a_cookie_ends_with_the_password_and_with_the_person(identity: Identity, users: people.People) -> None:
    cookie = identity.user_to_cookie(MAIJA)
    assert identity.user_from_cookie(cookie).username == "maija"
    assert identity.user_from_cookie(json.dumps(json.loads(cookie) | {"mark": ""})) is None
    users.add("maija", "manager", ("Toivo-tiimi", "Sola"), "", PASSWORD)
    assert identity.user_from_cookie(cookie) is None
    cookie = identity.user_to_cookie(MAIJA)
    users.remove("maija")
    assert identity.user_from_cookie(cookie) is None


@pytest.mark.parametrize(("address", "name"), [("/voila/render/register.ipynb", "register"), ("/", ""), ("", "")])
def test_the_page_of_an_address(address: str, name: str) -> None:
    assert page_of(address) == name


@pytest.mark.parametrize("address", ["", "http://", "http://127.0.0.1"])
def test_without_a_hub_there_is_no_place(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(hub.SERVICE, address)
    with pytest.raises(ParameterRefused, match="hub_missing"):
        hub.place()


def test_the_place_is_where_the_hub_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hub.SERVICE, "http://127.0.0.1:8123/user/maija/")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/maija/")
    assert hub.place() == hub.Place("127.0.0.1", 8123, "/user/maija/")
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX")
    assert hub.place().base == "/"


def given(home: Path, **more: object) -> argparse.Namespace:
    plain = {"add": None, "remove": None, "role": None, "team": [], "worker": "", "json": False}
    return argparse.Namespace(home=str(home), **plain | more)


def test_users_are_added_listed_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    words = Words("fi")
    assert line.users(given(tmp_path), words) == 0
    assert capsys.readouterr().out.strip() == words("cli.users.none")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    line.users(given(tmp_path, add="aatu", role="analyst", team=["*"], json=True), words)
    told = capsys.readouterr().out
    assert json.loads(told) == [{"name": "aatu", "role": "analyst", "teams": ["*"], "worker": ""}]
    assert PASSWORD not in told
    assert people.People(tmp_path).check("aatu", PASSWORD)
    line.users(given(tmp_path), words)
    assert words("cli.users.every") in capsys.readouterr().out
    line.users(given(tmp_path, remove="aatu", json=True), words)
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(("again", "kept"), [(PASSWORD, True), (PASSWORD + "x", False)])
def test_a_password_is_typed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str, kept: bool) -> None:
    typed = iter([PASSWORD, again])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("getpass.getpass", lambda question: next(typed))
    if kept:
        line.users(given(tmp_path, add="aatu", role="analyst", team=["*"]), Words("en"))
    else:
        with pytest.raises(ParameterRefused, match="password_differs"):
            line.users(given(tmp_path, add="aatu", role="analyst", team=["*"]), Words("en"))
    assert bool(people.People(tmp_path).check("aatu", PASSWORD)) == kept


def test_an_extract_is_made_once_and_anew_after_an_import(home: Path, tmp_path: Path) -> None:
    extracts = scope.Extracts(home, tmp_path)
    trainer = people.Person("tiina", people.roles()["trainer"], (), "", "")
    first = extracts.of(trainer)
    assert extracts.of(trainer) == first
    extracts.made[trainer.scope] = ([], first)
    second = extracts.of(trainer)
    assert second != first
    assert not first.exists()
    around = asyncio.run(extracts.around(trainer))
    assert (around[settings.HOME], around[settings.USER], around[settings.ROLE]) == (str(second), "tiina", "trainer")
    assert around[settings.CEILING] == around[settings.AUDIENCE] == trainer.role.ceiling
    assert asyncio.run(extracts.around(None)) == settings.around()
