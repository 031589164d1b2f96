"""A real JupyterHub on loopback: log in there, and one's own `fit serve` shows one's role's pages."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from fitlib import ROOT
from tests.browser.conftest import WAIT
from workbench.access.people import People

TEST_ONLY = """
c = get_config()
load_subconfig({ours!r})
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "hub password for a test"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.mem_limit = None
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.pid_file = {pid!r}
"""


def free(count: int) -> list[int]:
    doors = [socket.socket() for _ in range(count)]
    for door in doors:
        door.bind(("127.0.0.1", 0))
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


@pytest.fixture
def hub(home: Path, tmp_path: Path) -> Iterator[str]:
    place = tmp_path / "home"
    shutil.copytree(home, place)
    People(place).add("aatu", "analyst", ("*",), "", "never asked by the hub")
    port, inner, api = free(3)
    config = tmp_path / "hub_for_tests.py"
    values = {"ours": str(ROOT / "templates" / "hub" / "jupyterhub_config.py"), "homes": str(tmp_path / "{username}")}
    config.write_text(TEST_ONLY.format(**values, hub=inner, api=api, pid=str(tmp_path / "pid")), "utf-8")
    around = {"FIT_HOME": str(place), "FIT_HUB": f"http://127.0.0.1:{port}", "FIT_LANG": "fi", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "-f", str(config)], cwd=tmp_path, env=os.environ | around,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    yield f"http://127.0.0.1:{port}/"
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    process.wait(WAIT)
    _, alive = psutil.wait_procs(family, WAIT)
    assert alive == []


def answered(
    opener: urllib.request.OpenerDirector, address: str, form: dict[str, str] | None = None
) -> tuple[str, str]:
    """Where the answer came from, and the answer, asked again until the hub is up."""
    data = urllib.parse.urlencode(form).encode() if form else None
    until = time.monotonic() + WAIT
    while True:
        try:
            with opener.open(address, data, timeout=WAIT) as answer:
                return answer.url, answer.read().decode()
        except urllib.error.HTTPError as refused:
            if refused.code not in (404, 424, 502, 503) or time.monotonic() > until:
                return refused.url, f"{refused.code} " + refused.read().decode(errors="replace")
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)


def test_one_logs_in_at_the_hub_and_sees_the_pages_of_the_role(hub: str) -> None:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    _, page = answered(opener, hub + "hub/login")
    xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
    form = {"username": "aatu", "password": "hub password for a test", "_xsrf": xsrf}
    where, page = answered(opener, hub + "hub/login", form)
    until = time.monotonic() + WAIT
    while "cost_scenario.ipynb" not in page and time.monotonic() < until:
        where, page = answered(opener, hub + "user/aatu/?lang=fi")
        time.sleep(0.5)
    assert where.startswith(hub + "user/aatu/")
    assert "cost_scenario.ipynb" in page
    assert "team_quarter.ipynb" not in page
    _, page = answered(opener, hub + "user/aatu/voila/render/cost_effect.ipynb?lang=fi")
    assert "fit-foot" in page
    stranger = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    where, page = answered(stranger, hub + "user/aatu/?lang=fi")
    assert "cost_scenario.ipynb" not in page
