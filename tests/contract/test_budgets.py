"""The house's budgets: small files, small functions, no room without a name, SQL that says what one row is."""

import ast
import re
import statistics
from pathlib import Path

import pytest

from fitlib import ROOT

MODULES = [file for package in ("fitlib", "workbench") for file in sorted((ROOT / package).rglob("*.py"))]
NAMELESS = {"utils", "helpers", "common", "core", "manager"}


def lengths() -> list[int]:
    return [len(file.read_text("utf-8").splitlines()) for file in MODULES]


def functions() -> list[int]:
    trees = [ast.parse(file.read_text("utf-8")) for file in MODULES]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return sorted(node.end_lineno - node.lineno + 1 for node in nodes)


def test_no_module_is_longer_than_three_hundred_lines_and_half_are_below_a_hundred() -> None:
    assert max(lengths()) <= 300
    assert statistics.median(lengths()) <= 100


def test_nine_of_ten_functions_fit_into_twenty_five_lines() -> None:
    sizes = functions()
    assert sizes[int(0.9 * len(sizes))] <= 25


@pytest.mark.parametrize("name", sorted(NAMELESS))
def test_no_room_is_without_a_name(name: str) -> None:
    assert [str(file) for file in MODULES if name in (file.stem, file.parent.name)] == []


@pytest.mark.parametrize("file", sorted((ROOT / "fitlib").rglob("*.sql")), ids=lambda file: file.name)
def test_every_query_says_what_one_row_is(file: Path) -> None:
    assert re.match(r"-- one row per ", file.read_text("utf-8"), re.IGNORECASE)


def test_no_frame_is_named_df() -> None:
    assert [str(file) for file in MODULES if re.search(r"\b\w+_df\b|\bdf\b", file.read_text("utf-8"))] == []


def test_no_query_is_made_by_pasting_values_into_text() -> None:
    pasted = re.compile(r"""f["']{1,3}[^"']*\b(SELECT|INSERT|DELETE|UPDATE)\b[^"']*\{""")
    found = [str(file.relative_to(ROOT)) for file in MODULES if pasted.search(file.read_text("utf-8"))]
    assert found == []
