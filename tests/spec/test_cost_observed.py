"""Periods that ended early by agreement

What they leave unspent is an "if": nobody knows how long they would have been, so that the length is an assumption with
a range, and the amounts have one, too.
"""

from datetime import date, timedelta

import pytest

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.reports import cost_effect, cost_observed
from fitlib.words import LANGUAGES
from tests.unit.store.rows import score, scores, visit, visits

DAY = date(2024, 1, 8)
CLOSED = {"status": "closed", "closing_type": "planned", "closing_date": date(2024, 4, 1)}


def ended(name: str) -> list[dict]:
    return [score(name, number, ors=15, **CLOSED) for number in range(1, 5)]


@pytest.fixture
def page(tmp_path, constants):
    def built(held: dict[str, int], **params):
        home = store.Home(tmp_path / "home")
        rows = [row for name in held for row in ended(name)]
        seen = [visit(name, DAY + timedelta(days=day)) for name, count in held.items() for day in range(count)]
        store.commit(home, [scores("s.csv", *rows), visits("v.csv", *seen)])
        with store.open(home, constants) as opened:
            return cost_effect.build(opened, cost_effect.Params(**{"audience": "own", **params}), constants)

    return built


def amounts(made):
    found = {fact["name"]: fact for fact in made.facts()}
    return [found[f"cost_example_no_benefit_{name}"] for name in ("visits", "hours", "euro")]


def told(made):
    return str(next(section.html for section in made.sections if section.key == "observed"))


def test_unspent_visits_hours_and_euros(page):
    """If 2 of 3 periods of 6 visits on average had run to 10, it is 8 visits, 16 hours, 2 760 euros."""
    made = page({"A": 5, "B": 6, "C": 7}, stopped=2)
    assert [(fact["value"], fact["n"], fact["unit"]) for fact in amounts(made)] == [
        (8, 3, "visits"), (16, 3, "hours"), (8 * 345, 3, "euro"),
    ]  # fmt: skip
    assert "Jos 2 näistä 3 jaksosta olisi muuten kestänyt täyden mitan, 10 käyntiä" in told(made)
    assert "2\u00a0760\u00a0€" in told(made)


def test_how_long_they_would_have_been_is_an_assumption_with_a_range(page, constants):
    """Between 7 and 12 visits, most likely 10: nine of ten lengths are 7.9 to 11.3, 1.9 to 5.3 more than 6."""
    visits_more = amounts(page({"A": 6}))[0]
    assert cost_observed.left(6, (7, 12), constants) == (4.0, 1.9, 5.3)
    assert (visits_more["low"], visits_more["high"]) == (1.9, 5.3)


@pytest.mark.parametrize(("mean", "left"), [(9.9, 0.1), (10, 0), (11, 0)])
def test_nothing_is_left_where_the_plan_was_reached(mean, left, constants):
    """Where as many visits were held as planned, or more, nothing is left; it is never below nothing."""
    assert cost_observed.left(mean, (10, 10), constants) == (left,) * 3


@pytest.mark.parametrize(("low", "high", "fits"), [
    (10, 10, True), (1, 10, True), (-1, 12, False), (11, 12, False), (7, 9, False), (0, 0, True)
])  # fmt: skip
def test_the_range_holds_the_planned_number(low, high, fits, constants):
    """The ends hold the planned ten visits and lie above nothing; 0 stands for the reference rows."""
    if fits:
        assert cost_observed.ends(low, high, constants) == ((low, high) if low else (7, 12))
    else:
        with pytest.raises(ParameterRefused, match="cost_ends"):
            cost_observed.ends(low, high, constants)


@pytest.mark.parametrize(("stopped", "there"), [(1, True), (2, True), (3, False)])
def test_no_amount_for_more_periods_than_there_were(page, stopped, there):
    """Where fewer than x periods ended so, there is no amount, and the page says so."""
    made = page({"A": 6, "B": 6}, stopped=stopped)
    assert all((fact["value"] is not None) is there for fact in amounts(made))
    assert ("joten sitä ei lasketa" in told(made)) is not there


def test_a_small_team_is_told_no_amount_outside(page):
    """Inside the organisation fewer than ten such periods give no amount and no mean."""
    made = page({"A": 6, "B": 6}, audience="internal")
    assert all(fact["value"] is None for fact in amounts(made))
    assert "Jos 1 näistä" not in told(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_is_an_if(page, lang):
    """In every language the amount stands in a sentence that begins with "if"."""
    assert f"<p>{ {'fi': 'Jos', 'sv': 'Om', 'en': 'If'}[lang] } 1 " in told(page({"A": 6}, lang=lang))
