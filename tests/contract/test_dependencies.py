"""One list of dependencies: pyproject.toml. The lock and the conda file are derived and must agree with it."""

import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from fitlib import ROOT
from workbench import lock, setup

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
LISTED = tomllib.loads(PROJECT)["project"]
FIXED_BY_CUSTOMER = {"jupyterlab", "voila", "ipywidgets", "polars", "altair", "duckdb", "papermill", "nbval"}


def requirements() -> list[Requirement]:
    return [Requirement(line) for line in LISTED["dependencies"] + LISTED["optional-dependencies"]["test"]]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.name)
def test_every_listed_package_is_pinned_as_listed(requirement: Requirement) -> None:
    pinned = lock.pins(LOCK, "3.11")
    assert requirement.name in pinned
    assert requirement.specifier.contains(pinned[requirement.name])


def test_every_pin_carries_a_hash() -> None:
    stanzas = re.findall(r"(?m)^\S+==.*(?:\n    .*)*", LOCK)
    assert len(stanzas) > 100
    assert [stanza.splitlines()[0] for stanza in stanzas if "--hash=sha256:" not in stanza] == []


def test_the_conda_file_agrees_with_the_lock() -> None:
    assert (ROOT / "environment.yml").read_text("utf-8") == lock.environment_yml(PROJECT, LOCK)


def test_the_customers_packages_are_there() -> None:
    assert {requirement.name for requirement in requirements()} >= FIXED_BY_CUSTOMER


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links| @ ", LOCK)


def test_uv_is_installed_from_the_lock_with_its_hashes() -> None:
    stanza = setup.uv_requirement(LOCK)
    assert stanza.startswith("uv==")
    assert stanza.count("--hash=sha256:") > 1
    assert "\nuvicorn" not in stanza


def test_a_changed_lock_makes_a_new_environment(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    before = setup.wanted()
    changed = tmp_path / "requirements.lock"
    changed.write_text(LOCK + "# changed\n", "utf-8")
    monkeypatch.setattr(setup, "LOCK", changed)
    assert setup.wanted() != before


def test_setting_up_imports_the_standard_library_alone() -> None:
    for file in ("__main__.py", "setup.py", "__init__.py"):
        names = re.findall(r"(?m)^(?:import|from) (\w+)", (ROOT / "workbench" / file).read_text("utf-8"))
        assert set(names) <= sys.stdlib_module_names | {"workbench"}, file
