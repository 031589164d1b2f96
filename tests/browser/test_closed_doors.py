"""What a visitor must not reach: attacks 10, 11, 12 and 17 on the real server, without a browser."""

import asyncio
import json
import re
import urllib.error
import urllib.request
import uuid

import pytest

from fitlib.words import LANGUAGES, Words
from tests.browser.test_users import Visitor
from workbench import pages

OUTSIDE = re.compile(r"https?://(?!127\.0\.0\.1|localhost)[^\s\"'<)]+")
NAMESPACE = "http://www.w3.org/2000/svg"


def ask(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode(errors="replace"), dict(refused.headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("voila/files/reports/x.svg", 403), ("voila/files/x.duckdb.png", 403), ("voila/files/team_quarter.ipynb", 403),
        ("voila/files/%2e%2e/pyproject.toml", 403), ("api/kernels", 404), ("api/contents", 404), ("api/sessions", 404),
        ("voila/api/contents/", 404), ("voila/tree/", 404), ("voila/tree/team_quarter.ipynb", 404),
        ("voila/render/team_quarter.py", 404), ("voila/render/../pyproject.ipynb", 404),
        ("voila/render/nothing.ipynb", 404),
        ("api/terminals", 404), ("nowhere", 404),
    ],
)  # fmt: skip
def test_attack_11_what_is_not_a_page_is_not_there(server: str, path: str, status: int) -> None:
    found, body, _ = ask(server + path)
    assert found == status
    assert "Traceback" not in body


def test_attack_11_templates_do_not_lead_out_of_their_folder(server: str) -> None:
    status, body, _ = ask(server + "voila/templates/lab/static/../../../../../../etc/passwd")
    assert status >= 400
    assert "root:" not in body


@pytest.mark.parametrize("query", ['theme="><script>alert(1)</script>', "template=../../tmp", "theme=dark"])
def test_attack_10_neither_theme_nor_template_comes_from_the_address(server: str, query: str) -> None:
    status, body, _ = ask(server + "voila/render/curve_workshop.ipynb?" + urllib.parse.quote(query, safe="=&"))
    assert status == 400
    assert "alert(1)" not in body.replace("&lt;", "") or "<script>" not in body


def test_attack_12_a_visitor_cannot_run_code(server: str) -> None:
    """Not even in the kernel of the own page; that of a page opened by somebody else is not reached at all."""
    visitor = Visitor(server)
    _, _, kernel = visitor.open("voila/render/curve_workshop.ipynb?lang=fi")
    address = server.replace("http", "ws") + f"api/kernels/{kernel}/channels"
    assert asyncio.run(told(address, visitor.cookies)) == []
    assert asyncio.run(told(address, "")) == ["refused 403"]
    assert visitor.end(kernel) == 204


async def told(address: str, cookies: str) -> list[str]:
    """Types of the messages that come back when code is sent; the kernel's own chatter is left out."""
    import websockets

    header = {"msg_id": uuid.uuid4().hex, "session": uuid.uuid4().hex, "username": "", "version": "5.3"}
    code = {"code": "open('pwned', 'w')", "silent": False, "store_history": False, "user_expressions": {}}
    asks = {"execute_request": code, "complete_request": {"code": "o", "cursor_pos": 1}, "history_request": {},
            "inspect_request": {"code": "os", "cursor_pos": 1}}  # fmt: skip
    found = []
    try:
        opened = await websockets.connect(address, additional_headers={"Cookie": cookies} if cookies else {})
    except websockets.InvalidStatus as refused:
        return [f"refused {refused.response.status_code}"]
    async with opened as line:
        for kind, content in asks.items():
            message = {"header": header | {"msg_type": kind}, "parent_header": {}, "metadata": {}, "content": content}
            await line.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        while True:
            try:
                answer = json.loads(await asyncio.wait_for(line.recv(), 3))
            except TimeoutError:
                return found
            if answer["msg_type"].replace("_reply", "_request") in asks:
                found.append(answer["msg_type"])


def test_attack_12_another_origin_gets_no_socket(server: str) -> None:
    import websockets

    async def knock() -> int:
        try:
            async with websockets.connect(server.replace("http", "ws") + f"api/kernels/{uuid.uuid4()}/channels",
                                          origin="http://elsewhere.example"):  # fmt: skip
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    assert asyncio.run(knock()) in (403, 404)


def test_attack_17_every_page_carries_the_policy(server: str) -> None:
    for path in ("", "voila/render/curve_workshop.ipynb?x=1", "nowhere"):
        _, _, headers = ask(server + path)
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_another_host_name_is_refused_on_loopback(server: str) -> None:
    assert ask(server, Host="elsewhere.example")[0] == 403
    assert ask(server, Host="localhost")[0] == 200


@pytest.mark.parametrize("name", pages.names())
def test_a_page_shows_no_source_and_names_no_other_host(server: str, name: str) -> None:
    status, body, _ = ask(server + f"voila/render/{name}.ipynb?lang=fi")
    assert status == 200
    assert "workbench.forms" not in body
    assert set(OUTSIDE.findall(body)) <= {NAMESPACE}
    assert f"<title>{Words('fi')(f'{name}.title')}" in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_says_what_to_do(server: str, lang: str) -> None:
    _, body, _ = ask(server + f"voila/render/curve_workshop.ipynb?lang={lang}&stepp=1")
    assert f'<html lang="{lang}">' in body
    assert "step, raters" in body
