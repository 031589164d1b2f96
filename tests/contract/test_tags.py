"""Every tag that our pages are made of may stand in a report file: what is not allowed there is written out as text."""

import ast
import re
from pathlib import Path

import pytest

from fitlib import ROOT
from workbench.markup import ALLOWED

TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s>/])")
FRAME = {"html", "head", "meta", "body", "style"}  # of a whole document, which a cell never writes
SHAPES = sorted((ROOT / "templates" / "page").glob("*.html"))
MODULES = [file for room in ("reports", "charts", "tables") for file in sorted((ROOT / "fitlib" / room).glob("*.py"))]


def tags(text: str) -> set[str]:
    return set(TAG.findall(text)) - FRAME


def written(module: Path) -> str:
    """The texts of a module that are no docstrings and no settings of the font library."""
    tree = ast.parse(module.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return " ".join(node.value for node in nodes if isinstance(node.value, str) and not node.value.startswith("<?xml"))


def test_every_tag_of_our_shapes_is_allowed_in_a_file() -> None:
    found = {tag for shape in SHAPES for tag in tags(shape.read_text("utf-8"))}
    assert {"table", "details", "figure"} <= found
    assert found <= {*ALLOWED["text"], *ALLOWED["drawing"]}


@pytest.mark.parametrize("module", MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_tag_that_a_module_writes_is_allowed_in_a_file(module: Path) -> None:
    assert tags(written(module)) <= {*ALLOWED["text"], *ALLOWED["drawing"]}
