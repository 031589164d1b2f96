"""Notebooks are doors: made from their page, few lines, no stored output, and each runs from top to bottom."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat
import papermill
import pytest

from fitlib import ROOT, intake, store, synthetic
from workbench import notebooks, pages, params

FILES = [folder / f"{name}.ipynb" for folder in notebooks.KINDS.values() for name in pages.names()]
MOST = 40


@pytest.mark.parametrize("seed", notebooks.KINDS)
@pytest.mark.parametrize("name", pages.names())
def test_a_notebook_is_what_its_page_makes_of_the_seed(name: str, seed: str) -> None:
    file = notebooks.KINDS[seed] / f"{name}.ipynb"
    assert file.read_text("utf-8") == notebooks.notebook(name, seed), "python -m workbench.notebooks"


def test_no_notebook_is_without_a_page() -> None:
    assert {file for folder in notebooks.KINDS.values() for file in folder.glob("*.ipynb")} == set(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_notebook_has_few_lines_and_no_output(file: Path) -> None:
    whole = nbformat.read(file, as_version=4)
    nbformat.validate(whole)
    code = [cell for cell in whole.cells if cell.cell_type == "code"]
    assert sum(len(cell.source.splitlines()) for cell in code) <= MOST
    assert [cell.outputs for cell in code if cell.outputs or cell.execution_count] == []
    assert "Output(" not in "".join(cell.source for cell in code)


@pytest.mark.parametrize("name", pages.names())
def test_papermill_reads_every_parameter_with_its_help(name: str) -> None:
    found = papermill.inspect_notebook(str(notebooks.KINDS["page"] / f"{name}.ipynb"))
    assert list(found) == list(params.declared(pages.report(name).Params))
    assert all(one["help"] for one in found.values())


def test_no_widget_that_hangs_or_plays_by_itself_is_used() -> None:
    sources = [*(ROOT / "workbench").rglob("*.py"), *FILES]
    banned = ("widgets.Output", "Output(", "widgets.Play", "ColorPicker", "SelectionSlider")
    assert [(file.name, word) for file in sources for word in banned if word in file.read_text("utf-8")] == []


def test_every_notebook_runs(tmp_path: Path) -> None:
    home = store.Home(tmp_path / "home").make()
    exports = synthetic.write_exports(tmp_path / "exports", count=120, teams=2)
    files = (exports.scores, exports.collateral, exports.visits, exports.nomad)
    store.commit(home, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in files])
    known = {"FIT_HOME": str(home.path), "IPYTHONDIR": str(tmp_path / "ipython"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax", *map(str, FILES)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | known, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
