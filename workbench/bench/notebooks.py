"""A small notebook through papermill, with kernels forked from a warm process and with plain ones."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import nbformat

from workbench.bench.line import Line, timed
from workbench.kernels.warm import PROVISIONER, SOCKET, kernels

SOURCE = """\
import polars as pl
import altair as alt
import vl_convert
rows = pl.DataFrame({"session": list(range(1, n + 1)), "ors": [10 * (one % 4) for one in range(n)]})
chart = alt.Chart(rows).mark_line().encode(x="session", y="ors")
svg = vl_convert.vegalite_to_svg(chart.to_json())
len(svg)
"""
RUNS = 3


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """One notebook after the first; each way in a process of its own, for jupyter_client keeps its first choice."""
    warm, plain = (_apart(way, folder) for way in ("warm", "plain"))
    yield Line("notebook", "papermill", "notebooks", 1, warm, plain)


def seconds(way: str, folder: Path) -> float:
    """The best of some runs after a first one."""
    import papermill

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell("n = 20", metadata={"tags": ["parameters"]}),
                      nbformat.v4.new_code_cell(SOURCE)]  # fmt: skip
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    file = folder / f"{way}.ipynb"
    nbformat.write(notebook, file)

    def run() -> None:
        papermill.execute_notebook(str(file), None, {"n": 30}, kernel_name="python3", progress_bar=False)

    with kernels() if way == "warm" else nullcontext():
        run()
        return timed(run, RUNS)[0]


def _apart(way: str, folder: Path) -> float:
    import os

    plain = {name: value for name, value in os.environ.items() if name not in (SOCKET, *PROVISIONER)}
    command = [sys.executable, "-m", __name__, way, str(folder)]
    done = subprocess.run(command, env=plain, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    print(seconds(sys.argv[1], Path(sys.argv[2])))
