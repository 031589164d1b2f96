"""The engine is pure: it knows neither the store nor anybody's data, and holds no number of policy."""

import ast

from fitlib import ROOT

ROOM = sorted((ROOT / "fitlib" / "scenario").glob("*.py"))
ALLOWED = {"fitlib", "fitlib.errors", "fitlib.reference", "fitlib.evidence"}


def test_it_imports_nothing_that_holds_a_client() -> None:
    assert ROOM
    for file in ROOM:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("fitlib"):
                assert node.module in ALLOWED or node.module.startswith("fitlib.scenario"), (file.name, node.module)


def test_no_wall_clock_and_no_global_randomness() -> None:
    for file in ROOM:
        text = file.read_text("utf-8")
        assert "np.random.seed" not in text
        assert ".today()" not in text
        assert "time." not in text
