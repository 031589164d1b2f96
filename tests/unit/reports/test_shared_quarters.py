"""Somebody else's data: twelve teams in twelve quarters, every page's figures, and some pages whole."""

from datetime import date

import pytest

from fitlib import intake, store
from fitlib.indicators import review
from fitlib.period import Period
from fitlib.release import release
from fitlib.reports import review_told
from fitlib.reports.review import Params, build
from fitlib.store.narrowed import narrowed

QUARTERS = [Period.parse(f"{year}Q{quarter}") for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
KEY, TODAY = bytes(range(32)), date(2026, 11, 22)


@pytest.fixture(scope="module")
def home(shared, tmp_path_factory):
    found = store.Home(tmp_path_factory.mktemp("shared") / "home")
    files = ("openfit/scores.csv", "visits/apotti_visits.csv")
    store.commit(found, [intake.read(shared / "data" / file, KEY, TODAY) for file in files])
    return found


def test_every_team_and_quarter_has_its_figures(home, constants):
    with narrowed(home, constants, merged=False, periods=QUARTERS) as cells:
        figures = review(cells, review_told.names(), constants)
    assert len({team for team, _ in figures}) == 12
    assert len(figures) == 12 * 12
    sizes = []
    for facts in figures.values():
        told = release(facts, "own", constants)
        assert {fact.name for fact in told.facts} == set(review_told.names())
        assert not any(fact.hidden for fact in told.facts)
        sizes.append(told.one("clients").k)
    assert sum(sizes) > 1000


@pytest.mark.parametrize(("level", "unit", "period", "audience"), [
    ("team", "Toivo-tiimi", "2025Q1", "internal"), ("team", "Hehku-tiimi", "2023Q2", "public"),
    ("organisation", "", "2024H2", "own"),
])  # fmt: skip
def test_some_of_them_as_whole_pages(home, constants, level, unit, period, audience):
    with store.open(home, constants) as opened:
        page = build(opened, Params(level, unit, Period.parse(period), "fi", audience), constants)
    assert page.released.facts
    assert len(page.document()) > 20_000
