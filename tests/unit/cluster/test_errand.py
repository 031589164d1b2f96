"""What stands beside a worker: one that has ended while it waited ends no batch, and a piece is counted by name."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from fitlib.errors import BatchFailed
from workbench import batch, matrix
from workbench.cluster import each, errand

ASKED = errand.Asked("/home", "a desk", None)
ENDS = "import pickle, sys; pickle.load(sys.stdin.buffer)"
ANSWERS = "import pickle, sys; pickle.load(sys.stdin.buffer); pickle.dump('', sys.stdout.buffer)"


@pytest.fixture(autouse=True)
def gone() -> Iterator[None]:
    yield
    for one in errand.FREE.pop(ASKED.desk, []):
        one.leave()


class Stand(errand.Foreman):
    """A process in a foreman's place."""

    def __init__(self, program: str = ANSWERS) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1)


def ended() -> Stand:
    """One that has ended while it waited."""
    one = Stand("")
    one.process.wait()
    return one


@pytest.mark.parametrize("make", [ended, lambda: Stand(ENDS)])
def test_one_that_has_ended_is_followed_by_a_new_one(make, monkeypatch) -> None:
    monkeypatch.setattr(errand, "Foreman", Stand)
    dead = [make(), make()]
    errand.FREE[ASKED.desk] = list(dead)
    assert errand._with_foreman(ASKED, "check", ASKED, errand.PROGRAM) == ""
    (left,) = errand.FREE[ASKED.desk]
    assert left not in dead
    assert all(one.process.returncode is not None for one in dead)


def test_a_new_one_that_ends_is_the_program(monkeypatch) -> None:
    monkeypatch.setattr(errand, "Foreman", lambda: Stand(ENDS))
    assert errand._with_foreman(ASKED, "check", ASKED, errand.PROGRAM) == errand.PROGRAM


def test_one_that_ends_while_it_makes_a_page_is_not_asked_again(monkeypatch) -> None:
    monkeypatch.setattr(errand, "Foreman", Stand)
    errand.FREE[ASKED.desk] = [Stand(ENDS)]
    assert errand._with_foreman(ASKED, "make", ("work", "folder"), "died") == "died"


def test_pages_that_never_arrive_whole_are_given_up_also_after_a_process_died(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(each, "_taken", lambda piece, answer: None)
    job = matrix.job("curve_workshop", {"team": "library", "case": "A", "step": 2, "audience": "workshop"})
    piece = batch.Piece((job,), tmp_path, tmp_path, None, again=(("error", {"key": "page_died"}),))
    future = SimpleNamespace(status="finished", result=errand.Answer)
    going = each._Round(None, ASKED)
    assert [going._ended(piece, future) for _ in range(each.AGAIN)] == [None] * each.AGAIN
    with pytest.raises(BatchFailed, match="cluster_files"):
        going._ended(piece, future)
