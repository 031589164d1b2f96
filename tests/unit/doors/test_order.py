"""Overlapping periods of one page are told in the order of a batch; separate ones are left to whoever is free."""

import pytest

from workbench import order
from workbench.matrix import job


@pytest.fixture
def opened(monkeypatch):
    """The pages that were told ahead, by period and language."""
    found = []
    monkeypatch.setattr(order.pages, "open_page", lambda page, home, **raw: found.append((raw["period"], raw["team"])))
    return found


def jobs(*periods: str, teams=("A",), langs=("fi", "sv")):
    given = [(period, team, lang) for period in periods for team in teams for lang in langs]
    return [job("team_quarter", {"period": period, "team": team, "lang": lang}) for period, team, lang in given]


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (["2024Q1"], []),
        (["2024Q1", "2024Q2"], []),
        (["2024", "2024Q2"], ["2024", "2024Q2"]),
        (["2024Q2", "2023Q1", "2024"], ["2024Q2", "2024"]),
        (["2024Q1", "2024-03..2024-04"], ["2024Q1", "2024-03..2024-04"]),
    ],
)
def test_pages_that_overlap_are_told_once_each_in_their_order(opened, tmp_path, periods, told) -> None:
    assert order.tell(jobs(*periods), tmp_path) == len(told)
    assert [period for period, _ in opened] == told
