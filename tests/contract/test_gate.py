"""Only the gate makes what may be shown, and everything that shows takes nothing else."""

import ast
import inspect

import pytest

from fitlib import ROOT, release
from fitlib.release import Released, ReleasedCurve, ReleasedFact, audiences, policy

SEAL = "_SEAL"


@pytest.mark.parametrize("kind", [Released, ReleasedFact, ReleasedCurve], ids=lambda kind: kind.__name__)
def test_nobody_else_can_make_one(kind) -> None:
    wanted = [name for name in inspect.signature(kind).parameters if name != "seal"]
    for seal in ({}, {"seal": None}, {"seal": object()}):
        with pytest.raises(TypeError, match="release"):
            kind(**dict.fromkeys(wanted), **seal)


def test_the_seal_is_used_inside_the_gate_only() -> None:
    users = [
        file
        for room in ("fitlib", "workbench")
        for file in (ROOT / room).rglob("*.py")
        if SEAL in file.read_text("utf-8")
    ]
    assert users
    assert {file.parent.name for file in users} == {"release"}


@pytest.mark.parametrize("room", ["charts", "tables"])
def test_charts_and_tables_import_neither_rows_nor_figures_before_the_gate(room) -> None:
    closed = {"fitlib.store", "fitlib.intake", "fitlib.indicators", "fitlib.curves", "fitlib.statistics"}
    for file in (ROOT / "fitlib" / room).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if any(name == one or name.startswith(f"{one}.") for one in closed)]


def test_every_audience_has_a_whole_policy(constants) -> None:
    assert set(audiences(constants)) == {"own", "internal", "public", "workshop"}
    for audience in audiences(constants):
        assert policy(audience, constants).minimum_n >= 1


def test_the_wider_the_audience_the_less_it_sees(constants) -> None:
    own, internal, public = (policy(name, constants) for name in ("own", "internal", "public"))
    for rule in ("minimum_n", "mean_n", "percent_n", "round_to"):
        assert getattr(own, rule) <= getattr(internal, rule) <= getattr(public, rule)
    assert [policy(name, constants).curves for name in ("own", "internal", "public", "workshop")] == [
        "dates",
        "none",
        "none",
        "weeks",
    ]


def test_the_gate_is_the_only_door() -> None:
    assert {"release", "release_curves"} <= set(release.__all__)
