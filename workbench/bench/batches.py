"""A batch of reviews in three languages, and the same notebooks through plain papermill and no more."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from fitlib import store
from fitlib.words import LANGUAGES
from workbench.bench.line import Line
from workbench.bench.sessions import invent
from workbench.kernels.warm import PROVISIONER, SOCKET

ROWS, PAGES, PLAIN = 100_000, 4, 2
PERIOD, AUDIENCE = "2024Q2", "internal"


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """The pages of a batch after the first team, and all of them from the start; against plain papermill."""
    home = store.Home(folder / "home").make()
    store.commit(home, [invent(min(rows, ROWS)).intake()])
    plain = _plain(home.path)
    whole, later, count, after = ours(home.path, folder / "out")
    yield Line("batch_later", "papermill", "pages", after, later, plain * after)
    yield Line("batch_whole", "papermill", "pages", count, whole, plain * count)


def ours(home: Path, folder: Path) -> tuple[float, float, int, int]:
    """Seconds of the whole batch, seconds after the first team was ready, pages, pages after the first team."""
    from workbench import batch, matrix, pages, record

    cells = {"period": PERIOD, "audience": AUDIENCE}
    jobs = [matrix.job("team_quarter", cells | {"team": team, "lang": lang})
            for team in pages.teams(home)[: PAGES + 1] for lang in LANGUAGES]  # fmt: skip
    begun, ready = time.perf_counter(), []
    for _, made in batch._made(jobs, folder, home, record.versions(home), os.cpu_count() or 1):
        assert made.outcome == record.MADE, made.error
        ready.append(time.perf_counter() - begun)
    first = len(LANGUAGES)
    return ready[-1], ready[-1] - ready[first - 1], len(jobs), len(jobs) - first


def _plain(home: Path) -> float:
    """Seconds of a page of plain papermill after a first one, in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if name not in (SOCKET, *PROVISIONER)}
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, env=plain | {"FIT_HOME": str(home)}, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def plain() -> float:
    """The best of some pages after a first one, each by papermill's own engine and a kernel of its own."""
    import papermill

    from workbench import pages
    from workbench.render import NOTEBOOKS

    taken = []
    for team in pages.teams()[: PLAIN + 1]:
        begun = time.perf_counter()
        papermill.execute_notebook(
            str(NOTEBOOKS / "team_quarter.ipynb"), None, {"team": team, "period": PERIOD, "audience": AUDIENCE},
            kernel_name="python3", progress_bar=False,
        )  # fmt: skip
        taken.append(time.perf_counter() - begun)
    return min(taken[1:])


if __name__ == "__main__":
    print(plain())
