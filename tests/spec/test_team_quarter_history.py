"""A team's own history

The review shows the team's coverage quarter by quarter, beside nobody but itself. A short series is said to be short,
and a quarter that is hidden on its own page is hidden here.
"""

import re
from datetime import date

import pytest

from fitlib import store
from fitlib.indicators import measure, on_page
from fitlib.period import Period
from fitlib.release import release
from fitlib.reports.review_told import OF_SESSIONS
from fitlib.reports.team_quarter import Params, build
from fitlib.reports.team_trend import quarters
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

FIRST = 2021


def day(quarter: int) -> date:
    return date(FIRST + quarter // 4, 3 * (quarter % 4) + 2, 15)


def team(folder, constants, measured: list[int], sessions: int = 20):
    """A team with so many sessions in each quarter, each of another client, of which these many with ORS."""
    rows = [
        row
        for quarter, k in enumerate(measured)
        for place in range(sessions)
        for row in episode(f"E{quarter:02}-{place:02}", 20 if place < k else None, session_date=day(quarter))
    ]
    rows += episode("later", 20, 20, session_date=date(FIRST + len(measured) // 4, 3 * (len(measured) % 4) + 2, 1))
    home = store.Home(folder / "home")
    store.commit(home, [scores("team.csv", *rows)])
    return store.open(home, constants)


def told(opened, constants, audience: str = "own") -> str:
    page = build(opened, Params("North", lang="en", audience=audience, override=True), constants)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.show("trend").html))
    return text.split("Sessions with SRS, by quarter")[0]


@pytest.mark.parametrize(("count", "short"), [(11, True), (12, False), (13, False)])
def test_a_series_below_twelve_quarters_is_said_to_be_short(tmp_path, constants, count, short):
    """Eleven quarters are shown without limits, and the page says so; from twelve on usual swings have limits."""
    with team(tmp_path, constants, [14, 16] * 6 + [14] if count == 13 else ([14, 16] * 6)[:count]) as opened:
        text = told(opened, constants)
    assert (f"there are {count} quarters in a row, and limits of usual swings need 12" in text) == short
    assert ("The usual level is 75%" in text or "The usual level is 7" in text) != short


def test_a_quarter_that_stands_out_is_named(tmp_path, constants):
    """A quarter beyond the limits is named with what stands out about it; nothing is said of why."""
    with team(tmp_path, constants, [15, 16] * 6 + [2]) as opened:
        assert "Q1/2024 is outside the limits" in told(opened, constants)


def test_a_hidden_quarter_starts_the_series_anew(tmp_path, constants):
    """Three sessions with ORS are too few to be shown in the house: limits need twelve quarters after that one."""
    with team(tmp_path, constants, [28, 32, 3, *[28, 32] * 5], sessions=40) as opened:
        text = told(opened, constants, "internal")
    assert "there are 10 quarters in a row" in text
    assert "28/40" in text
    assert "3/40" not in text


def test_the_running_quarter_is_left_out():
    """Only quarters that have ended are points; the first holds the first session."""
    found = quarters(date(2024, 2, 10), date(2024, 9, 29))
    assert [quarter.text for quarter in found] == ["2024Q1", "2024Q2"]
    assert [quarter.text for quarter in quarters(date(2024, 2, 10), date(2024, 9, 30))][-1] == "2024Q3"


@pytest.mark.parametrize("audience", ["own", "internal", "public"])
def test_a_quarter_hides_here_what_it_hides_on_its_own_page(tmp_path, constants, audience):
    """The figures of sessions pass the gate alone exactly as they pass it with the whole page of that quarter."""
    cards = on_page("team_quarter")
    few = [card.name for card in cards if card.denominator == OF_SESSIONS]
    with team(tmp_path, constants, [3, 18, 16, 4, 11]) as opened:
        for quarter in quarters(day(0), day(5)):
            whole, part = (
                release(measure(opened, names, "North", quarter, constants), audience, constants).facts
                for names in ([card.name for card in cards], few)
            )
            assert part == tuple(fact for fact in whole if fact.name in few)


def test_another_period_ends_the_history_earlier(tmp_path, constants):
    """The history of a page ends with its period: what came later is not on it."""
    with team(tmp_path, constants, [15, 16] * 6) as opened:
        page = build(opened, Params("North", Period.parse("2022Q2"), "en", "own", True), constants)
    html = page.show("trend").html
    assert "Q2/2022" in html
    assert "Q3/2022" not in html
