"""A FIT_HOME with invented data, made once for the tests of the doors."""

from datetime import date
from pathlib import Path

import pytest

from fitlib import intake, store, synthetic


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented organisation in a store of its own."""
    place = store.Home(tmp_path_factory.mktemp("home")).make()
    exports = synthetic.write_exports(tmp_path_factory.mktemp("exports"), count=120, teams=2)
    files = (exports.scores, exports.collateral, exports.visits, exports.nomad)
    store.commit(place, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in files])
    return place.path
