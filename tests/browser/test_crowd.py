"""Many at once on the real server: a load without a hang, a limit that holds in a rush, a token that nobody logs.

Five visitors in CI; twenty, with ten pages each, where FIT_TRUST is set, and then two hours of visitors one after
another (FIT_SOAK_MINUTES says otherwise).
"""

import os
import statistics
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.browser.conftest import serving
from tests.browser.test_users import Visitor

WHOLE = bool(os.environ.get("FIT_TRUST"))
VISITORS, ROUNDS = (20, 10) if WHOLE else (5, 1)
RUSH = 200 if WHOLE else 20
LIMIT = 3
MINUTES = float(os.environ.get("FIT_SOAK_MINUTES", "120"))
GROWTH = 0.10  # of the memory of a server that nobody visits, from the second tenth of the time to the last
PAGES = ["voila/render/curve_workshop.ipynb?lang=fi&case=A", "voila/render/team_quarter.ipynb?lang=fi"]
TOKEN = "a-token-that-nobody-may-write-down"


def at_once(number: int, what: Callable[[int], object]) -> list:
    with ThreadPoolExecutor(number) as crowd:
        return list(crowd.map(what, range(number)))


def test_visitors_at_once_all_get_their_pages_and_nothing_hangs(home: Path, record_property) -> None:
    """A page that never ends is an error of the request: 120 seconds without a byte."""

    def visit(number: int) -> list[float]:
        visitor, took = Visitor(server), []
        for round_ in range(ROUNDS):
            begun = time.monotonic()
            status, page, kernel = visitor.open(PAGES[(number + round_) % len(PAGES)])
            took.append(time.monotonic() - begun)
            assert (status, "fit-svg" in page, "</html>" in page) == (200, True, True)
            assert visitor.end(kernel) == 204
        return took

    with serving(home) as server:
        took = sorted(sum(at_once(VISITORS, visit), []))
    record_property("tried", len(took))
    record_property("seconds", f"median {took[len(took) // 2]:.1f}, longest {took[-1]:.1f}")


@pytest.mark.skipif(not WHOLE, reason="two hours: the whole form only")
def test_a_server_that_is_visited_for_hours_does_not_grow(home: Path, record_property) -> None:
    """Memory is looked at between visits, when no visitor has a kernel."""
    weighed, pages, begun = [], 0, time.monotonic()

    def visit(number: int) -> None:
        visitor = Visitor(server)
        status, _, kernel = visitor.open(PAGES[number % len(PAGES)])
        assert (status, visitor.end(kernel)) == (200, 204)

    with serving(home) as server:
        port = server.rstrip("/").rpartition(":")[2]
        (process,) = (one for one in psutil.Process().children() if port in one.cmdline())
        while time.monotonic() - begun < MINUTES * 60:
            at_once(3, visit)
            pages += 3
            weighed.append(process.memory_info().rss)
    tenth = len(weighed) // 10
    before, after = (statistics.median(part) for part in (weighed[tenth : 2 * tenth], weighed[-tenth:]))
    record_property("tried", pages)
    record_property("seconds", f"{MINUTES:g} minutes of 120; memory {after / before - 1:+.1%}")
    assert tenth >= 1
    assert after <= before * (1 + GROWTH)


def test_attack_20_a_rush_starts_no_more_kernels_than_there_may_be(home: Path, record_property) -> None:
    """Every page is opened before one is closed; who comes too late sees the page, and is told why it is still."""
    with serving(home, "--visitors", str(LIMIT)) as server:
        crowd = [Visitor(server) for _ in range(RUSH)]
        opened = at_once(RUSH, lambda number: crowd[number].open(PAGES[0]))
        inside = [(visitor, kernel) for visitor, (_, _, kernel) in zip(crowd, opened, strict=True) if kernel]
        assert [status for status, _, _ in opened] == [200] * RUSH
        assert len({kernel for _, kernel in inside}) == len(inside) == LIMIT
        assert all("niin monta kävijää" in page for _, page, kernel in opened if not kernel)
        assert [visitor.end(kernel) for visitor, kernel in inside] == [204] * LIMIT
        _, _, after = crowd[0].open(PAGES[0])
        assert after
        assert crowd[0].end(after) == 204
    record_property("tried", RUSH)


def test_attack_19_a_token_stays_out_of_logs_pages_and_files(home: Path, capfd) -> None:
    with serving(home, "--token", TOKEN) as server:
        visitor = Visitor(server)
        assert 'name="password"' in visitor.ask("voila/render/curve_workshop.ipynb")[1]
        request = urllib.request.Request(server + f"?token={TOKEN}")
        with visitor.opener.open(request, timeout=120) as answer:
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert TOKEN not in answer.read().decode()
        status, page, kernel = visitor.open("voila/render/curve_workshop.ipynb?lang=fi")
        assert (status, visitor.end(kernel)) == (200, 204)
        assert TOKEN not in page
        assert TOKEN not in visitor.cookies
        visitor.ask(f"nowhere?token={TOKEN}")
        visitor.ask(f"voila/render/curve_workshop.ipynb?token={TOKEN}&stepp=1")
    said = capfd.readouterr()
    assert TOKEN not in said.out + said.err
    assert [file for file in home.rglob("*") if file.is_file() and TOKEN.encode() in file.read_bytes()] == []
