"""A cluster that cannot be joined, or may not be, is a sentence; beyond this machine nothing travels in the clear."""

import importlib.util
import pickle
import socket
from pathlib import Path

import distributed
import pytest
from distributed.security import Security

from fitlib.errors import SetUpFailed
from fitlib.words import LANGUAGES, Words
from tests.unit.doors.conftest import home  # noqa: F401
from workbench import batch, matrix, record, releases
from workbench.cluster import errand, foreman, joining
from workbench.cluster.joining import Cluster


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("tcp://10.0.0.5:8786", "cluster_open"), ("dask.example.org:8786", "cluster_open"),
        ("127.0.0.1", "cluster_address"), ("tls://machine", "cluster_address"),
        ("http://127.0.0.1:1", "cluster_address"),
        ("tcp://127.0.0.1:high", "cluster_address"), ("", "cluster_address"),
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_used(address: str, key: str) -> None:
    with pytest.raises(SetUpFailed) as refused:
        Cluster(address).place  # noqa: B018
    assert refused.value.key == key
    assert all(refused.value.in_words(Words(lang)) for lang in LANGUAGES)


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tls://far:8786"])
def test_an_address_that_may_be_used(address: str) -> None:
    assert Cluster(address).place.endswith(address.removeprefix("tcp://"))


def test_nobody_answers(monkeypatch) -> None:
    monkeypatch.setattr(joining, "PATIENCE", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(SetUpFailed, match="cluster_unreachable"), joining.joined(Cluster(address)):
            pass


def test_without_dask_there_is_a_remedy(monkeypatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SetUpFailed, match="cluster_missing"), joining.joined(Cluster("127.0.0.1:1")):
        pass


def test_a_certificate_that_is_not_there(tmp_path) -> None:
    with pytest.raises(SetUpFailed, match="cluster_certificate"):
        Cluster("tls://far:8786", ca=str(tmp_path / "none.pem")).security()


def test_who_has_the_certificate_comes_in_and_nobody_else(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(joining, "PATIENCE", 3)
    made = Security.temporary()
    parts = {"ca": made.tls_ca_file, "certificate": made.tls_client_cert, "key": made.tls_client_key}
    for name, text in parts.items():
        (tmp_path / name).write_text(text, "ascii")
    local = {"host": "tls://127.0.0.1", "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(n_workers=0, processes=False, security=made, **local) as cluster:
        assert cluster.scheduler_address.startswith("tls://")
        whole = Cluster(cluster.scheduler_address, *(str(tmp_path / name) for name in parts))
        with joining.joined(whole) as client, pytest.raises(SetUpFailed, match="cluster_empty"):
            joining.check(client, errand.Asked("", "", None))
        with pytest.raises(SetUpFailed, match="cluster_unreachable"), joining.joined(Cluster(whole.address)):
            pass


def test_a_worker_without_the_same_folder_program_or_data_makes_nothing(home, tmp_path) -> None:  # noqa: F811
    here = record.versions(home)
    wrong = {
        "home": errand.Asked(str(home), str(tmp_path / "none"), here),
        "program": errand.Asked(str(home), str(tmp_path), record.Versions("d", None, "c+other", "f")),
        "data": errand.Asked(str(home), str(tmp_path), record.Versions("d", None, here.code, "f")),
        "": errand.Asked(str(home), str(tmp_path), here),
    }
    assert {reason: foreman.unfit(asked) for reason, asked in wrong.items()} == {reason: reason for reason in wrong}


class Clients:
    """What a client of Dask answers: its workers, and what each says of itself."""

    def __init__(self, said: dict[str, object]) -> None:
        self.said, self.scheduler = said, self
        self.address = "tls://scheduler:1"

    def run_on_scheduler(self, _: object) -> list[str]:
        return list(self.said)

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return self.said


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({}, "cluster_empty"), ({"w1": "", "w2": "data"}, "cluster_data"), ({"w2": "home"}, "cluster_home"),
        ({"w2": "program"}, "cluster_program"), ({"w2": ImportError("workbench")}, "cluster_program"),
    ],
)  # fmt: skip
def test_one_worker_that_does_not_fit_is_named_before_any_page(said: dict[str, object], key: str) -> None:
    with pytest.raises(SetUpFailed) as refused:
        joining.check(Clients(said), errand.Asked("home", "desk", None))
    assert refused.value.key == key
    assert not said or "w2" in refused.value.in_words(Words("sv"))


def test_workers_that_all_fit() -> None:
    joining.check(Clients({"w1": "", "w2": ""}), errand.Asked("home", "desk", None))


def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, object]) -> errand.Errand:
    monkeypatch.setattr(errand, "_with_foreman", lambda asked, what, given, ended: answers[what])
    return errand.Errand("page", errand.Asked("home", str(tmp_path), None), b"")


def test_a_page_made_before_its_worker_was_lost_is_not_made_again(tmp_path, monkeypatch) -> None:
    first = errand.run(asked(tmp_path, monkeypatch, {"check": "", "make": errand.Answer("there", {"a": "1"})}))
    again = errand.run(asked(tmp_path, monkeypatch, {"check": "", "make": errand.Answer("not again")}))
    assert first == again == errand.Answer("there", {"a": "1"})


@pytest.mark.parametrize(("lost", "given_up"), [(1, False), (2, True), (3, True)])
def test_a_page_that_lost_two_workers_is_given_up(tmp_path, monkeypatch, lost: int, given_up: bool) -> None:
    for number in range(lost):
        (tmp_path / "page" / str(number)).mkdir(parents=True)
    found = errand.run(asked(tmp_path, monkeypatch, {"check": "", "make": errand.Answer("made")}))
    assert found == (errand.Answer(lost=True) if given_up else errand.Answer("made"))


def test_the_text_of_an_error_stays_on_the_worker(tmp_path, monkeypatch) -> None:
    errands = asked(tmp_path, monkeypatch, {})
    assert errand.run(errands) == errand.Answer(unfit="trouble:KeyError")


def test_the_scheduler_sees_parameters_and_no_figure(tmp_path) -> None:
    job = matrix.job("team_quarter", {"team": "Toivo", "period": "2024Q2"})
    piece = batch.Piece((job,), tmp_path, tmp_path, record.Versions("d", None, "c", "f"))
    sent = pickle.dumps(errand.Errand("n", errand.Asked("h", "d", piece.made_of), pickle.dumps(piece)))
    assert b"Toivo" in sent
    answer = pickle.dumps(errand.Answer("folder", {"page.html": "0" * 64}))
    assert len(answer) < 400, "an answer is names and digests"


def test_what_was_told_elsewhere_is_the_same_in_the_ledger(home) -> None:  # noqa: F811
    from workbench import pages

    folder = home / releases.FOLDER
    team = pages.teams(home)[0]
    chosen = {"team": team, "period": "2024", "audience": "internal"}
    with releases.gathered() as told:
        pages.open_page("team_quarter", home, **chosen)
    assert list(folder.glob("*.parquet")) == []
    releases.pack(told, home / "told")
    packed = (home / "told").read_bytes()
    (home / "told").unlink()
    assert releases.take(home, packed)
    taken = [file.name for file in folder.glob("*.parquet")]
    (folder / taken[0]).unlink()
    pages.open_page("team_quarter", home, **chosen)
    assert [file.name for file in folder.glob("*.parquet")] == taken
