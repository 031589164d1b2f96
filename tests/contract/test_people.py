"""Who is counted, as the gate knows it, is who the cards count: set by set, group by group, on every page of a team."""

import pytest

from fitlib import indicators, reference, store
from fitlib.indicators.people import people
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
