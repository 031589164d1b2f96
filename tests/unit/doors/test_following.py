"""A server whose home is in a lake shows what another home has imported, and nobody whom it has erased."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from fitlib import store
from fitlib.errors import StoreTrouble
from fitlib.store import Home, erase, ledger
from tests.unit.store.rows import score, scores
from workbench import settings
from workbench.access import people, scope

FILE = 'kind = "ducklake"\ncatalogue = "{place}/catalogue.ducklake"\ndata = "{place}/data/"\nfresh_seconds = 0\n'
ANALYST = people.Person("tiina", people.roles()["analyst"], (people.EVERY,), "", "")


@pytest.fixture
def two(tmp_path: Path) -> list[Home]:
    """A home that is served, and another of the same lake that has imported."""
    (tmp_path / "data").mkdir()
    homes = [Home(tmp_path / name).make() for name in ("served", "other")]
    for home in homes:
        home.settings.write_text(FILE.format(place=tmp_path), "utf-8")
    store.commit(homes[1], [scores("a.csv", score("e1", 1, ors=20), score("e2", 1, ors=20))])
    return homes


def test_an_extract_follows_the_lake(two: list[Home], tmp_path: Path) -> None:
    served, other = two
    extracts = scope.Extracts(served.path, tmp_path / "extracts")
    first = extracts.of(ANALYST)
    assert erase.traces(Home(first), ["client-e2"])
    assert extracts.of(ANALYST) == first, "nothing has changed"
    erase.erase(other, ["client-e2"], date(2026, 11, 22))
    second = extracts.of(ANALYST)
    assert not first.exists()
    assert erase.traces(Home(second), ["client-e2"]) == erase.traces(served, ["client-e2"]) == set()
    assert erase.traces(Home(second), ["client-e1"])


def test_a_server_without_persons_follows_the_lake(two: list[Home], tmp_path: Path) -> None:
    served, other = two
    extracts = scope.Extracts(served.path, tmp_path / "extracts")
    assert asyncio.run(extracts.around(None)) == settings.around()
    store.commit(other, [scores("b.csv", score("e3", 1, ors=20))])
    asyncio.run(extracts.around(None))
    assert [entry.file for entry in ledger.read(served)] == ["a.csv", "b.csv"]


def test_a_lake_that_is_not_there_is_said_on_the_page(two: list[Home], tmp_path: Path) -> None:
    served, _ = two
    served.settings.write_text(FILE.format(place=tmp_path / "nowhere"), "utf-8")
    with pytest.raises(StoreTrouble):
        asyncio.run(scope.Extracts(served.path, tmp_path / "extracts").around(None))
