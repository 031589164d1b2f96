"""Served pages in a headless browser: ours and a plain Voilà with the same page, one visitor and many at once.

Where FIT_BENCH_PACKAGES names a folder with dash and anywidget (`uv pip install --target DIR dash anywidget`), also a
toy page of Dash (list, slider, one chart) and a plain Voilà's slider with a JupyterChart.
"""

import asyncio
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import nbformat

from fitlib import ROOT, intake, store, synthetic
from fitlib.errors import SetUpFailed
from workbench.bench import browser
from workbench.bench.browser import Served, free, running, seen
from workbench.bench.line import Line

PACKAGES = "FIT_BENCH_PACKAGES"
PAGE, LAST, LIVE = "team_quarter", ".fit-foot", "html[data-live=yes]"
REVEAL = "curve_workshop.ipynb?team=library&case=A&step=1"
OURS = ("html[data-live=yes] input[type=range]", ".fit-views")
SCENARIO = "cost_scenario.ipynb"
BESIDE = ("html[data-live=yes] .fit-side .fit-piece ~ .fit-control input[type=range]", ".fit-views svg")
PLAIN = (".noUi-handle", ".vega-embed")
MANY, TIMES, STEPS = 20, 5, 6
SHOWN = f'from workbench.pages import open_page\nopen_page("{PAGE}", audience="internal").show()'
SLID = """
import altair as alt, ipywidgets as widgets
alt.JupyterChart.enable_offline()
def drawn(step):
    rows = [{"session": one, "score": 10 + one * 2 % 17} for one in range(1, step + 1)]
    return alt.Chart(alt.Data(values=rows), width=600).mark_line(point=True).encode(x="session:Q", y="score:Q")
chart = alt.JupyterChart(drawn(1), embed_options={"renderer": "svg"})
slider = widgets.IntSlider(1, min=1, max=20)
slider.observe(lambda change: setattr(chart, "chart", drawn(change.new)), "value")
widgets.VBox([slider, chart])
"""
DASH = """
import sys
from dash import Dash, Input, Output as Into, dcc, html
app = Dash(__name__)
app.layout = html.Div([dcc.Dropdown(["A", "B"], "A", id="list"), dcc.Slider(1, 20, 1, value=5, id="slider"),
                       dcc.Graph(id="chart")])
@app.callback(Into("chart", "figure"), Input("list", "value"), Input("slider", "value"))
def drawn(case, step):
    return {"data": [{"x": list(range(1, step + 1)), "y": [10 + one * 2 % 17 for one in range(1, step + 1)]}]}
app.run(port=int(sys.argv[1]), debug=False)
"""


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """What a visitor waits for and what it costs, ours against a plain Voilà with the same page.

    Raises: SetUpFailed where there is no Chromium.
    """
    if not browser.chromium():
        raise SetUpFailed("bench_browser")
    home = _home(folder)
    with serving(home) as ours, plain_voila(home, folder / "plain", SHOWN) as plain:
        for one in (ours, plain):
            asyncio.run(seen([one.address], LAST))  # the first visitor finds a cold server
        (first, _), (other, plain_alone) = _best(ours, LAST), _best(plain, LAST)
        yield Line("page_seen", "plain_voila", "visitors", 1, first, other)
        yield Line("page_live", "plain_voila", "visitors", 1, _best(ours, LIVE)[0], other)
        yield from _wire(ours, plain)
        crowd, _ = asyncio.run(seen([ours.address] * MANY, LAST))
        others, there = asyncio.run(seen([plain.address] * MANY, LAST, plain.megabytes))
        yield Line("page_crowd", "plain_voila", "visitors", MANY, max(crowd), max(others))
        slowest, each = _live_crowd(home)
        yield Line("page_crowd_live", "plain_voila", "visitors", MANY, slowest, max(others))
        elsewhere = (there - plain_alone) / (MANY - 1)
        yield Line("page_memory", "plain_voila", "visitors", MANY, each, elsewhere, measure="MB")
        if packages := os.environ.get(PACKAGES):
            yield from _beside_others(ours, folder, packages)


def _live_crowd(home: Path) -> tuple[float, float]:
    """Seconds until the slowest has controls that answer, and the memory of a further visitor in MB.

    Rule: a server of its own, since the seats of pages that were shut are free only after a while.
    """
    with serving(home) as fresh:
        _, alone = asyncio.run(seen([fresh.address], LIVE, fresh.megabytes))
        live, here = asyncio.run(seen([fresh.address] * MANY, LIVE, fresh.megabytes))
    return max(live), (here - alone) / (MANY - 1)


def _best(page: Served, sign: str) -> tuple[float, float]:
    """Seconds of the quickest of some visits, and the server's memory with one page open."""
    found = [asyncio.run(seen([page.address], sign, page.megabytes)) for _ in range(TIMES)]
    return min(took for (took,), _ in found), min(memory for _, memory in found)


def _wire(ours: Served, plain: Served) -> Iterator[Line]:
    here = asyncio.run(browser.carried(ours.address, LIVE))
    there = asyncio.run(browser.carried(plain.address, LAST))
    yield Line("page_requests", "plain_voila", "visitors", 1, here.requests, there.requests, measure="")
    yield Line("page_kilobytes", "plain_voila", "visitors", 1, here.kilobytes, there.kilobytes, measure="kB")


def _beside_others(ours: Served, folder: Path, packages: str) -> Iterator[Line]:
    """The slider of the reveal against a JupyterChart's, the team page against Dash's toy page."""
    with plain_voila(Path(os.devnull), folder / "slider", SLID, packages) as plain:
        steps = ours.address.replace(f"{PAGE}.ipynb", REVEAL)
        here = statistics.median(asyncio.run(browser.redrawn(steps, *OURS, STEPS)))
        there = statistics.median(asyncio.run(browser.redrawn(plain.address, *PLAIN, STEPS)))
        yield Line("slider", "jupyter_chart", "steps", STEPS, here, there)
        bench = ours.address.replace(f"{PAGE}.ipynb", SCENARIO)
        here = statistics.median(asyncio.run(browser.redrawn(bench, *BESIDE, STEPS)))
        yield Line("slider_scenario", "jupyter_chart", "steps", STEPS, here, there)
    with dash(packages) as toy:
        sign = ".js-plotly-plot .main-svg"
        asyncio.run(seen([toy.address], sign))
        other, first = _best(toy, sign)[0], _best(ours, LAST)[0]
        yield Line("page_seen", "dash", "visitors", 1, first, other)
        crowd, others = (max(asyncio.run(seen([one.address] * MANY, at))[0]) for one, at in ((ours, LAST), (toy, sign)))
        yield Line("page_crowd", "dash", "visitors", MANY, crowd, others)


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """`fit serve`, as a user starts it."""
    port = free()
    command = [sys.executable, "-m", "workbench.cli", "serve", "--no-browser", "--port", str(port)]
    with running(command, {"FIT_HOME": str(home)}, port, f"voila/render/{PAGE}.ipynb") as served:
        yield served


@contextmanager
def plain_voila(home: Path, folder: Path, code: str, packages: str = "") -> Iterator[Served]:
    """Voilà as it comes, with a notebook of one cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder.mkdir()
    nbformat.write(notebook, folder / "page.ipynb")
    port = free()
    command = [sys.executable, "-m", "voila", str(folder), "--no-browser", f"--port={port}"]
    around = {"FIT_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), packages)))}
    if packages:
        around["JUPYTER_PATH"] = str(Path(packages) / "share" / "jupyter")
    with running(command, around, port, "voila/render/page.ipynb") as served:
        yield served


@contextmanager
def dash(packages: str) -> Iterator[Served]:
    """A toy page of Dash: a list, a slider, one chart."""
    port = free()
    with running([sys.executable, "-c", DASH, str(port)], {"PYTHONPATH": packages}, port, "") as served:
        yield served


def _home(folder: Path) -> Path:
    place = store.Home(folder / "home").make()
    exports = synthetic.write_exports(folder / "exports")
    store.commit(place, [intake.read(exports.scores, b"k" * 32, date(2026, 1, 1))])
    return place.path
