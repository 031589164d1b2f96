"""Quarters beside each other

The mirror tells visits and lengths of each quarter beside ORS and SRS. A run chart tells the months before and after
the start of implementation. It is no trial, and it says so.
"""

from datetime import date, timedelta

import pytest

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.period import Period
from fitlib.reports import cost_course, cost_effect, cost_mirror
from fitlib.store import Home
from fitlib.words import LANGUAGES
from tests.unit.store.rows import score, scores, visit, visits

ALL = Period.parse("all")


def month(number: int) -> date:
    """The fourth of a month, counted from January 2022."""
    return date(2022 + number // 12, number % 12 + 1, 4)


def seen_in(number: int, held: int, missed: int, team: str = "North") -> list[dict]:
    first = month(number)
    states = ["held"] * held + ["no_show"] * missed
    name = f"{team}{number}"
    return [visit(f"{name}-{i}", first + timedelta(i % 20), state, minutes=i, team=team)
            for i, state in enumerate(states)]  # fmt: skip


@pytest.fixture
def opened(tmp_path, constants):
    def of(score_rows, visit_rows):
        home = Home(tmp_path / "home")
        store.commit(home, [scores("s.csv", *score_rows), visits("v.csv", *visit_rows)])
        return store.open(home, constants)

    return of


def measured(day: date) -> dict:
    return score("M", 1, ors=20, srs=36, session_date=day, case_date=day)


def test_a_quarter_tells_its_own_visits_and_scores(opened, constants):
    """Visits belong to the quarter they are recorded for; a figure is the one that the quarter's own page tells."""
    rows = [*seen_in(0, 3, 1), *seen_in(4, 5, 0), *seen_in(9, 1, 0)]
    with opened([measured(month(0))], rows) as one:
        found = cost_mirror.mirror(one, "North", ALL, "own", constants)
        alone = cost_effect.build(one, cost_effect.Params(period=Period.parse("2022Q1"), audience="own"), constants)
    assert [quarter.period.text for quarter in found] == ["2022Q1", "2022Q2", "2022Q3"]
    by_name = {fact.name: fact for fact in found[0].facts}
    assert (by_name["cost_no_show"].k, by_name["cost_no_show"].n) == (1, 4)
    assert (by_name["sessions_ors"].k, by_name["sessions_ors"].n) == (1, 1)
    own = next(fact for fact in alone.facts() if fact["name"] == "cost_no_show")
    assert (own["k"], own["n"], own["low"]) == (1, 4, by_name["cost_no_show"].low)
    assert [next(f.n for f in quarter.facts if f.name == "cost_held") for quarter in found] == [4, 5, 0]


def test_only_whole_quarters_up_to_the_end_of_the_period(opened, constants):
    """The quarter that the data end in the middle of is left out, and so is what comes after the period of the page."""
    rows = [*seen_in(0, 3, 1), *seen_in(4, 5, 0), *seen_in(10, 1, 0)]
    with opened([measured(month(0))], rows) as one:
        found = cost_mirror.mirror(one, "all", Period.parse("2022H1"), "own", constants)
    assert [quarter.period.text for quarter in found] == ["2022Q1", "2022Q2"]


def test_the_newest_quarters_fit_on_paper(opened, constants):
    """Of many quarters the newest five stand side by side."""
    rows = [row for number in range(25) for row in seen_in(number, 6, 0)]
    with opened([measured(month(0))], rows) as one:
        found = cost_mirror.mirror(one, "all", ALL, "own", constants)
    assert [quarter.period.text for quarter in found] == ["2022Q4", "2023Q1", "2023Q2", "2023Q3", "2023Q4"]


def test_a_small_quarter_hides_another_so_that_their_sum_does_not_give_it_away(opened, constants):
    """Three no-shows in one quarter are hidden, and one more quarter: the whole less the others would tell them."""
    quarters = [(0, 40, 3), (3, 40, 12), (6, 40, 20), (9, 40, 30)]
    rows = [row for number, held, missed in quarters for row in seen_in(number, held, missed)]
    with opened([measured(month(0))], [*rows, *seen_in(12, 6, 6)]) as one:
        found = cost_mirror.mirror(one, "all", ALL, "internal", constants)
    told = [next(fact for fact in quarter.facts if fact.name == "cost_no_show") for quarter in found]
    assert told[0].hidden
    assert sum(bool(fact.hidden) for fact in told) >= 2
    assert any(not fact.hidden for fact in told)
    assert all(fact.k is None for fact in told if fact.hidden)


@pytest.fixture
def course(opened, constants):
    def of(before, after, start="", audience="own", session=None, missed=lambda number: 2 + number % 2):
        there = [number for number in range(before + after) if missed(number) is not None]
        rows = [row for number in there for row in seen_in(number, 8, missed(number))]
        rows += seen_in(before + after, 1, 0)
        with opened([measured(session or month(before))], rows) as one:
            return cost_course.course(one, "all", ALL, start, audience, constants)

    return of


def sides(found):
    return cost_course.stretches(found, cost_course.divided(found))


def test_months_are_parted_at_the_start(course):
    """The month that holds the day counts as after; without a day the first measured session stands for it."""
    given, first = course(12, 12, start="2023-01-31"), course(12, 12)
    assert [(found.start, found.known) for found in (given, first)] == [
        (date(2023, 1, 31), "given"), (date(2023, 1, 4), "first"),
    ]  # fmt: skip
    assert sides(given) == sides(first) == {"before": (0, 12), "after": (12, 24)}
    assert (given.months[0].fact.k, given.months[0].fact.n) == (2, 10)


@pytest.mark.parametrize(("before", "drawn"), [(11, False), (12, True)])
def test_a_short_side_has_no_level(course, constants, before, drawn):
    """Eleven months before are too few for a level, twelve are enough; the page says how many there are."""
    found = course(before, 12)
    answer, _ = cost_course._level(sides(found)["before"], found.months, constants)
    assert isinstance(answer, cost_course.Level) is drawn
    if drawn:
        assert answer.mean == pytest.approx(sum(month.fact.value for month in found.months[:12]) / 12)
    else:
        assert (answer.n, answer.least) == (before, 12)


def test_a_month_without_visits_ends_a_stretch(course):
    """A month without a figure ends the stretch; the months beyond it set no level."""
    found = course(14, 12, missed=lambda number: None if number in (1, 20) else 2)
    assert sides(found) == {"before": (2, 14), "after": (14, 20)}


def test_a_hidden_month_ends_a_stretch(course):
    """A month whose few missed visits are hidden inside the organisation has no figure, and no level is made of it."""
    found = course(13, 12, audience="internal", missed=lambda number: 3 if number == 4 else 8 + number % 3)
    assert found.months[4].fact.hidden
    assert sides(found)["before"][0] > 4


@pytest.mark.parametrize(("months", "drawn"), [(11, False), (12, True)])
def test_no_picture_of_a_few_months(opened, constants, months, drawn):
    """Eleven months with a figure make no picture, twelve do."""
    rows = [row for number in range(months) for row in seen_in(number, 8, 3)]
    with opened([measured(month(3))], [*rows, *seen_in(months, 1, 0)]) as one:
        page = cost_effect.build(one, cost_effect.Params(audience="own"), constants)
    html = next(section.html for section in page.sections if section.key == "course")
    assert ("<svg" in html) is drawn
    assert ("Kuvaa ei piirretä" in html) is not drawn


def test_no_day_no_division(course):
    """A start before the first month divides nothing: the whole series has one level."""
    assert sides(course(6, 6, start="2020-01-01")) == {"whole": (0, 12)}


def test_a_start_that_is_no_day_is_refused(course):
    """A start is a day as 2023-01-31; anything else is refused with its own words."""
    with pytest.raises(ParameterRefused, match="start_form"):
        course(2, 2, start="keväällä")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_warns_that_it_is_no_trial(opened, constants, lang):
    """In every language the chart stands beside the sentence that it is no trial, and a short series says so."""
    with opened([measured(month(3))], [row for number in range(8) for row in seen_in(number, 8, 3)]) as one:
        page = cost_effect.build(one, cost_effect.Params(audience="own", lang=lang), constants)
    html = next(section.html for section in page.sections if section.key == "course")
    warning = {"fi": "ei ole koe", "sv": "inget försök", "en": "no trial"}[lang]
    assert warning in html
    assert "<svg" not in html
    assert "7/7" in html  # the month that the data end in is not whole
    assert html.count(" 12.") == 2
