"""Who is counted, as the gate knows it, is who the cards count: set by set, group by group, on every page of a team."""

import pytest

from fitlib import indicators, reference, store
from fitlib.indicators.people import COSTS, MIRROR, people, people_of_forms
from fitlib.indicators.psychometrics import qualities
from fitlib.period import Period
from workbench import demo


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    home = tmp_path_factory.mktemp("people")
    demo.fill(home)
    with store.open(store.Home(home), reference.load()) as found:
        yield found


@pytest.mark.parametrize("period", ["2024Q2", "2025", "all"])
def test_every_count_of_a_page_is_known_by_whom_it_counts(opened, period) -> None:
    names, constants = [card.name for card in indicators.on_page("team_quarter")], reference.load()
    span, seen = Period.parse(period), 0
    for team in ["all", *opened.teams()[:2]]:
        who = people(opened, team, span)
        for fact in indicators.measure(opened, names, team, span, constants):
            counts = {fact.denominator: fact.n} | ({} if fact.k is None else {fact.counted or fact.name: fact.k})
            for name, count in counts.items():
                members = who.members((name, fact.group))
                assert members is not None, f"fitlib/indicators/people knows no set {name}"
                assert (name, fact.group, members.height) == (name, fact.group, count)
                assert who.units((name, fact.group)) <= count
                seen += 1
    assert seen > 300


@pytest.mark.parametrize("period", ["2024Q2", "all"])
def test_so_it_is_on_the_cost_page_and_on_the_page_of_the_measures(opened, period) -> None:
    names, constants = [card.name for card in indicators.on_page("cost_effect")], reference.load()
    span, seen = Period.parse(period), 0
    for team in ["all", *opened.teams()[:2]]:
        costs = indicators.measure(opened, names, team, span, constants)
        forms = qualities(opened, team, span, constants)
        whose = people(opened, team, span, COSTS), people_of_forms(opened, team, span)
        for who, facts in zip(whose, (costs, forms), strict=True):
            for fact in facts:
                counts = {fact.denominator: fact.n} | ({} if fact.k is None else {fact.counted or fact.name: fact.k})
                for name, count in counts.items():
                    assert (name, fact.group, who.members((name, fact.group)).height) == (name, fact.group, count)
                    seen += 1
    assert seen > 300


def test_the_quarters_of_a_page_are_the_rows_of_each(opened) -> None:
    quarters = [Period.parse(f"2024Q{number}") for number in (1, 2, 3, 4)]
    team = opened.teams()[0]
    together = people(opened, team, Period.parse("2024"), MIRROR).by_period(quarters)
    for one in quarters:
        alone = people(opened, team, one, MIRROR)
        for name in ("episodes", "sessions_ors", "cost_held", "closed_visited"):
            assert together.units((name, one.text)) == alone.units((name, "all"))
    assert (together.statistic(("visits", "2024Q1")), together.statistic(("visits", "all"))) == ("visits", None)
