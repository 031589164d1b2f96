"""A server with users: the login page, a role's menu, attack 18 (somebody else's kernel), the limit of visitors."""

import asyncio
import http.cookiejar
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fitlib import store
from fitlib.reference import load
from tests.browser.conftest import serving
from workbench import audit
from workbench.access.people import People

PASSWORD = "neljä sanaa peräkkäin tässä"


class Visitor:
    """A browser without a window: cookies, and what the server answers."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            with self.opener.open(self.server + path, data, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")

    def open(self, path: str) -> tuple[int, str, str]:
        """A page, and the kernel behind it; empty where it has none."""
        status, page = self.ask(path)
        found = re.search(r'data-kernel="([0-9a-f-]{36})"', page)
        return status, page, found[1] if found else ""

    def end(self, kernel: str) -> int:
        """What a browser says when its page is closed."""
        xsrf = next(one.value for one in self.jar if one.name == "_xsrf")
        return self.ask(f"voila/api/shutdown/{kernel}", {"_xsrf": xsrf})[0]

    def log_in(self, name: str, password: str = PASSWORD, lang: str = "fi") -> tuple[int, str]:
        _, page = self.ask(f"login?lang={lang}")
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
        return self.ask(f"login?lang={lang}", {"name": name, "password": password, "_xsrf": xsrf})

    @property
    def cookies(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)


@pytest.fixture(scope="module")
def teams(home: Path) -> list[str]:
    with store.open(store.Home(home), load(home)) as opened:
        return opened.teams()


@pytest.fixture(scope="module")
def place(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("users") / "home"
    shutil.copytree(home, copied, ignore=shutil.ignore_patterns("audit.*"))
    return copied


@pytest.fixture(scope="module")
def several(place: Path, teams: list[str]) -> Iterator[str]:
    people = People(place)
    people.add("maija", "manager", (teams[0],), "", PASSWORD)
    people.add("aatu", "analyst", ("*",), "", PASSWORD)
    people.add("tiina", "trainer", (), "", PASSWORD)
    with serving(place, "--visitors", "1") as address:
        yield address


@pytest.fixture
def visitor(several: str) -> Visitor:
    return Visitor(several)


@pytest.mark.parametrize(("lang", "title"), [("fi", "Kirjautuminen"), ("sv", "Inloggning"), ("en", "Log in")])
def test_nobody_comes_in_without_a_name_and_the_page_speaks_three_languages(visitor, lang: str, title: str) -> None:
    status, page = visitor.ask(f"?lang={lang}")
    assert (status, f"<h1>{title}</h1>" in page, f'<html lang="{lang}"' in page) == (200, True, True)
    status, page = visitor.ask(f"voila/render/team_quarter.ipynb?lang={lang}")
    assert f"<h1>{title}</h1>" in page


def test_a_wrong_password_is_told_and_tells_nothing(visitor: Visitor) -> None:
    known, unknown = visitor.log_in("maija", "wrong"), Visitor(visitor.server).log_in("nobody", "wrong")
    assert known[0] == unknown[0] == 401
    assert re.sub(r'value="[^"]*"', "", known[1]) == re.sub(r'value="[^"]*"', "", unknown[1])


def test_a_role_sees_its_pages_and_its_teams_and_is_logged(visitor: Visitor, teams: list[str], place: Path) -> None:
    status, menu = visitor.log_in("maija")
    assert status == 200
    assert "team_quarter.ipynb" in menu
    assert "cost_scenario.ipynb" not in menu
    status, page, kernel = visitor.open(f"voila/render/team_quarter.ipynb?lang=fi&team={urllib.parse.quote(teams[0])}")
    assert (status, visitor.end(kernel)) == (200, 204)
    assert teams[0] in page
    assert [team for team in teams[1:] if team in page] == []
    views = [line for line in audit.lines(place) if line["action"] == "view"]
    assert {(line["user"], line["role"], line["filter"]["team"]) for line in views} == {("maija", "manager", teams[0])}
    assert audit.verify(place) is None
    assert visitor.ask("voila/render/cost_scenario.ipynb")[0] == 403
    assert visitor.ask("voila/render/team_quarter.ipynb?audience=own")[0] == 400


def test_a_trainer_gets_invented_curves_and_no_team(visitor: Visitor, teams: list[str]) -> None:
    visitor.log_in("tiina")
    status, page, kernel = visitor.open("voila/render/curve_workshop.ipynb?lang=fi")
    assert (status, visitor.end(kernel)) == (200, 204)
    assert "fit-svg" in page
    assert [team for team in teams if team in page] == []


def test_attack_18_the_kernel_of_somebody_else_is_not_there(visitor: Visitor) -> None:
    from tornado.httpclient import HTTPClientError, HTTPRequest
    from tornado.websocket import websocket_connect

    visitor.log_in("aatu")
    _, _, kernel = visitor.open("voila/render/cost_effect.ipynb?lang=fi")
    other = Visitor(visitor.server)
    other.log_in("maija")

    async def reach(cookies: str) -> int:
        address = visitor.server.replace("http", "ws") + f"api/kernels/{kernel}/channels"
        try:
            socket = await websocket_connect(HTTPRequest(address, headers={"Cookie": cookies}))
        except HTTPClientError as refused:
            return refused.code
        socket.close()
        return 101

    with ThreadPoolExecutor() as apart:  # the browser of other tests keeps a loop in this thread
        found = [apart.submit(asyncio.run, reach(who)).result() for who in (visitor.cookies, other.cookies, "")]
    assert found[0] == 101
    assert found[1] in (403, 404)
    assert found[2] in (401, 403)
    assert other.end(kernel) in (403, 404)
    _, page, none = other.open("voila/render/team_quarter.ipynb?lang=fi")
    assert "Palvelimella on nyt niin monta kävijää" in page  # the one visitor there may be has the one kernel
    assert "fit-foot" in page
    assert none == ""
    assert visitor.end(kernel) == 204


def test_a_taken_right_is_gone_at_once(visitor: Visitor, several: str) -> None:
    visitor.log_in("aatu")
    assert "cost_scenario.ipynb" in visitor.ask("?lang=fi")[1]
    assert "<h1>Kirjautuminen</h1>" in visitor.ask("logout?lang=fi")[1] or "<h1>Log in</h1>" in visitor.ask("")[1]
    assert "cost_scenario.ipynb" not in visitor.ask("?lang=fi")[1]
