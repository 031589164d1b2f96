"""A batch on a real local cluster of worker processes: the same bytes, also where a worker is killed on the way."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import distributed
import pytest
from distributed.diagnostics.plugin import SchedulerPlugin

from fitlib.words import Words
from tests.unit.doors.conftest import home  # noqa: F401 - the same invented organisation
from workbench import audit, batch, matrix, record
from workbench.cluster.each import each
from workbench.cluster.joining import Cluster
from workbench.record import FAILED, MADE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
WORDS = Words("en")
LOCAL = {"host": "127.0.0.1", "dashboard_address": None, "worker_dashboard_address": None, "silence_logs": 50}


@pytest.fixture(scope="module")
def cluster() -> Iterator[distributed.LocalCluster]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **LOCAL) as found:
        yield found


def page(case: str, **more: object) -> matrix.Job:
    given = {"team": "library", "case": case, "step": 2, "audience": "workshop"}
    return matrix.job("curve_workshop", given | more)


class Killer(SchedulerPlugin):
    """Kills the worker that is given a page, the first so many times."""

    def __init__(self, cluster: distributed.LocalCluster, times: int) -> None:
        self.cluster, self.left, self.killed = cluster, times, 0

    def transition(self, key: str, start: str, finish: str, *_: object, **__: object) -> None:
        if key.startswith("fit-page") and finish == "processing" and self.left:
            nannies = {nanny.address: nanny.pid for nanny in self.cluster.workers.values()}
            os.kill(nannies[self.cluster.scheduler.tasks[key].processing_on.nanny], signal.SIGKILL)
            self.left, self.killed = self.left - 1, self.killed + 1


@pytest.fixture
def killer(cluster: distributed.LocalCluster) -> Iterator[object]:
    added = []

    def add(times: int) -> Killer:
        added.append(Killer(cluster, times))
        cluster.scheduler.add_plugin(added[-1], name="killer")
        return added[-1]

    yield add
    cluster.scheduler.remove_plugin("killer")


def test_a_worker_killed_on_the_way_changes_no_byte(cluster, killer, home, tmp_path) -> None:  # noqa: F811
    jobs = [page("A"), page("B"), page("none of these")]
    by_cluster = each(Cluster(cluster.scheduler_address))
    at = killer(1)
    found = batch.run(jobs, tmp_path / "many", home, WORDS, each=by_cluster, out=(tmp_path / "told").open("w"))
    assert at.killed == 1
    assert [one.outcome for one in found] == [MADE, MADE, FAILED]
    logged = [line["file"] for line in audit.lines(home) if line["action"] == "export"]
    assert sorted(logged) == sorted(one.sha256 for one in found[:2]), "each page is logged once, where it was asked for"
    plain = [batch.one(job, tmp_path / "one", home, found[0].versions) for job in jobs]
    assert files(tmp_path / "many") == files(tmp_path / "one")
    assert [one.facts for one in found] == [one.facts for one in plain]
    assert [one for one in (home / "runs").rglob("*") if one.suffix != ".lock"] == []
    assert all(record.finished(tmp_path / "many", job, one.versions) for job, one in zip(jobs[:2], found, strict=False))


def files(folder: Path) -> dict[str, bytes]:
    """Pages by name."""
    return {file.name: file.read_bytes() for file in folder.glob("curve*.html")}


def test_a_page_that_loses_its_workers_is_given_up_and_the_rest_is_made(cluster, killer, home, tmp_path) -> None:  # noqa: F811
    cluster.scheduler.allowed_failures = 1
    at = killer(2)
    found = batch.run([page("D")], tmp_path, home, WORDS, each=each(Cluster(cluster.scheduler_address)))
    assert at.killed == 2
    assert (found[0].outcome, found[0].error["key"]) == (FAILED, "page_lost_workers")
    assert "2 workers" in record.read(tmp_path, page("D")).why(WORDS)
