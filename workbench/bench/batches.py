"""A batch of reviews in three languages, and the same notebooks through plain papermill and nbconvert, no more."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fitlib import store
from fitlib.words import LANGUAGES, Words
from workbench.bench.line import Line
from workbench.bench.sessions import invent
from workbench.kernels.warm import PROVISIONER, SOCKET

ROWS, PAGES, PLAIN = 100_000, 9, 2
PERIOD, AUDIENCE = "2024Q2", "internal"


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """A page after the first by processor time and by the clock, and all pages from the start; HTML files included."""
    home = store.Home(folder / "home").make()
    store.commit(home, [invent(min(rows, ROWS)).intake()])
    clock, processor = _plain(home.path, folder)
    whole, later, after, used, warm = ours(home.path, folder / "out")
    count = len(LANGUAGES) * (PAGES + 1)
    yield Line("batch_processor", "papermill_file", "pages", warm, used, processor * warm)
    yield Line("batch_later", "papermill_file", "pages", after, later, clock * after)
    yield Line("batch_whole", "papermill_file", "pages", count, whole, clock * count)


def ours(home: Path, folder: Path) -> tuple[float, float, int, float, int]:
    """Seconds of the whole batch; seconds and pages after the first team was ready; processor seconds and pages of
    pieces that found their process warm.
    """
    from workbench import batch, crew, figures, matrix, pages, record

    cells = {"period": PERIOD, "audience": AUDIENCE}
    teams = [tuple(matrix.job("team_quarter", cells | {"team": team, "lang": lang}) for lang in LANGUAGES)
             for team in pages.teams(home)[: PAGES + 1]]  # fmt: skip
    begun, ready, warm = time.perf_counter(), [], []
    figures.keep(home, Words(LANGUAGES[0]))
    pieces = [batch.Piece(jobs, folder, home, record.versions(home)) for jobs in teams]
    for _, (made, used, before) in crew.each(pieces, counted, os.cpu_count() or 1):
        assert all(one.outcome == record.MADE for one in made), [one.error for one in made]
        ready.append(time.perf_counter() - begun)
        warm += [used] if before else []
    each = len(LANGUAGES)
    return ready[-1], ready[-1] - ready[0], each * (len(ready) - 1), sum(warm), each * len(warm)


def counted(piece: Any) -> tuple[list[Any], float, int]:
    """The records of a piece, processor seconds of this process, and how many pieces it had made before."""
    from workbench import batch

    begun, before = time.process_time(), Made.before
    made = batch.make(piece)
    Made.before += 1
    return made, time.process_time() - begun, before


class Made:
    """How many pieces this process has made."""

    before = 0


def _plain(home: Path, folder: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor, of a page of plain papermill after a first one, on its own."""
    plain = {name: value for name, value in os.environ.items() if name not in (SOCKET, *PROVISIONER)}
    command = [sys.executable, "-m", __name__, str(folder)]
    done = subprocess.run(command, env=plain | {"FIT_HOME": str(home)}, check=True, capture_output=True, text=True)
    clock, processor = map(float, done.stdout.split()[-2:])
    return clock, processor


def plain(folder: Path) -> tuple[float, float]:
    """The best of some pages after a first one, each by papermill's own engine, a kernel of its own and nbconvert."""
    from workbench import pages

    taken = []
    for team in pages.teams()[: PLAIN + 1]:
        begun, used = time.perf_counter(), _used()
        _page(team, folder)
        taken.append((time.perf_counter() - begun, _used() - used))
    return min(clock for clock, _ in taken[1:]), min(used for _, used in taken[1:])


def _page(team: str, folder: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    from workbench.render import NOTEBOOKS

    executed = papermill.execute_notebook(
        str(NOTEBOOKS / "team_quarter.ipynb"), None, {"team": team, "period": PERIOD, "audience": AUDIENCE},
        kernel_name="python3", progress_bar=False,
    )  # fmt: skip
    html, _ = HTMLExporter(exclude_input=True).from_notebook_node(executed)
    (folder / f"{team}.html").write_text(html, "utf-8")


def _used() -> float:
    """Processor seconds of this process and of the kernels that it has ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    print(*plain(Path(sys.argv[1])))
