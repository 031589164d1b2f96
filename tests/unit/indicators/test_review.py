"""Every team × period at once gives what each page of a team gives, figure by figure, to the last digit."""

import pytest

from fitlib import store
from fitlib.indicators import cards, measure, on_page, review
from fitlib.period import Period

PERIODS = [Period.parse(text) for text in ("2022Q1", "2023Q2", "2024Q4", "2023", "all")]
NAMES = [card.name for card in on_page("team_quarter")]
LENGTHS = [card.name for card in on_page("cost_effect") if card.by_cell]


def test_the_pass_and_the_pages_agree_exactly(home, constants):
    with store.open_cells(home, constants, PERIODS) as cells:
        at_once = review(cells, [*NAMES, *LENGTHS], constants)
    with store.open(home, constants) as opened:
        teams = opened.teams()
        one_by_one = {
            (team, period.text): measure(opened, [*NAMES, *LENGTHS], team, period, constants)
            for team in teams
            for period in PERIODS
        }
    assert len(teams) == 6
    assert set(at_once) == set(one_by_one)
    for cell, figures in one_by_one.items():
        assert at_once[cell] == figures, cell
    groups = {figure.group for figures in at_once.values() for figure in figures}
    assert groups == {"all", "adult", "adolescent", "child", "export:a.csv", "export:b.csv"}
    assert {"cost_short", "cost_followed", "cost_no_benefit"} < set(LENGTHS)
    assert any(figure.name == "cost_long" and figure.n for figures in at_once.values() for figure in figures)
    assert any(figure.name == "client_reach" and figure.n for figures in at_once.values() for figure in figures)


def test_every_card_of_the_team_page_can_be_asked_at_once():
    assert [name for name in NAMES if not cards()[name].by_cell] == []


def test_a_card_that_reads_rows_of_its_own_is_refused(home, constants):
    with store.open_cells(home, constants, PERIODS) as cells, pytest.raises(ValueError, match="cost_held"):
        review(cells, ["cost_held"], constants)
