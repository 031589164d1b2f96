"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from fitlib import ROOT, reference
from tests.property import WHOLE

# no deadline: a busy machine is slow, not wrong; derandomised, so that a run can be repeated
settings.register_profile("fit", deadline=None, derandomize=True, max_examples=WHOLE or settings.default.max_examples)
settings.load_profile("fit")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of exports and golden results that the project did not make; tests skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared folder with other people's data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def constants() -> reference.Reference:
    """The bundled reference constants, with no overrides."""
    return reference.load()
