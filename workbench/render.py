"""One page of one notebook: papermill runs it, nbconvert makes a file that needs nothing and names no outside host."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from fitlib import ROOT, errors, shapes
from fitlib.errors import FitError
from workbench import settings, traceless
from workbench.shell import NAME, Pages

NOTEBOOKS = ROOT / "notebooks"
TEMPLATES = ROOT / "templates" / "nbconvert"
OPENED = "page"  # what every notebook calls the page that it opens
VALUES = re.compile(r", (?=[a-z_]+=)")


@dataclass(frozen=True)
class Made:
    """A page that has been run: its HTML file's content and the page that its notebook opened."""

    html: str
    page: Any


def render(page: str, cells: Mapping[str, Any], home: Path) -> Made:
    """A page by its notebook; the same input gives the same bytes.

    Takes: the page's name and parameters as `params.to_cells` makes them.
    Raises: the FitError that stopped the notebook, or BatchFailed where it stopped for another reason.
    """
    executed = execute(NOTEBOOKS / f"{page}.ipynb", cells, home)
    return Made(document(executed, cells), Pages.left[OPENED])


def execute(notebook: Path, cells: Mapping[str, Any], home: Path) -> NotebookNode:
    """The executed notebook, which never touches the disk. Raises: as `render`."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    with traceless.surroundings(**{settings.HOME: str(home)}) as scratch:
        try:
            return papermill.execute_notebook(
                nbformat.read(notebook, as_version=4), None, parameters=dict(cells), engine_name=NAME,
                kernel_name="python3", cwd=scratch, progress_bar=False,
            )  # fmt: skip
        except PapermillExecutionError as stopped:
            raise understood(stopped.ename, stopped.evalue, notebook.stem) from None


def document(executed: NotebookNode, cells: Mapping[str, Any]) -> str:
    """A whole HTML file: outputs only, sanitised, with the style inside.

    Rule: what our own shapes made is checked and set into the frame; all else goes through sanitiser and exporter.
    """
    from workbench.sanitise import Sanitise

    kept = _set_apart(executed)
    outputs, _ = Sanitise(enabled=True).preprocess(executed, {})
    lang, shown = cells.get("lang", settings.language()), title(outputs, cells, "".join(kept.values()))
    frame = {"lang": lang, "title": shown, "style": shapes.style()}
    html, _ = _exporter().from_notebook_node(outputs, resources={"fit": frame})
    for place, own in kept.items():
        html = html.replace(place, own)
    return html


def _set_apart(executed: NotebookNode) -> dict[str, str]:
    """Take the HTML of our own shapes out of a notebook. Gives: what holds its place → what stands there."""
    from workbench.sanitise import own

    kept: dict[str, str] = {}
    token = secrets.token_hex(16)  # no page can hold it
    for cell in executed.cells:
        for output in cell.get("outputs", ()):
            html = own(output.get("data", {}).get("text/html", ""))
            if html is not None:
                place = f'<i id="{token}-{len(kept)}"></i>'
                kept[place] = html
                output["data"]["text/html"] = place
    return kept


def title(executed: NotebookNode, cells: Mapping[str, Any], before: str = "") -> str:
    """The first heading of the page, with team and period: what a browser's tab and a bookmark show."""
    shown = before + "".join(
        output.get("data", {}).get("text/html", "") for cell in executed.cells for output in cell.get("outputs", ())
    )
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", shown, re.DOTALL)
    parts = [unescape(Markup(heading[1]).striptags())] if heading else []
    return " · ".join(parts + [str(cells[name]) for name in ("team", "unit", "period") if cells.get(name)])


def understood(kind: str, text: str, page: str) -> FitError:
    """The error that a kernel reported, as the error it was; only its kind where it is none of ours."""
    family = {one.__name__: one for one in errors.FitError.__subclasses__()}
    if kind not in family:
        return errors.BatchFailed("page_stopped", page=page, kind=kind)
    key, *values = VALUES.split(text)
    return family[kind](key, **dict(value.split("=", 1) for value in values))


@cache
def _exporter() -> Any:
    """The exporter with its template compiled, once a process."""
    from nbconvert import HTMLExporter

    return HTMLExporter(template_name="fit", extra_template_basedirs=[str(TEMPLATES)])
