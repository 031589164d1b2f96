"""Observations on cost effects

Visits, lengths and the match of the data sets are counted; euros are arithmetic with numbers that stand on the page. No
sentence says that anything was caused.
"""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.reports import cost_effect
from fitlib.reports.cost_examples import missing_visits
from fitlib.statistics.unit_costs import cost_of, unspent
from fitlib.words import LANGUAGES, texts
from tests.unit.store.rows import score, scores, visit, visits

DAY = date(2024, 1, 8)
CLOSED = {"status": "closed", "closing_type": "planned", "closing_date": date(2024, 3, 1)}
CAUSES = {
    "fi": r"\b(aiheutt\w*|ansiosta|takia|vuoksi|seurauksena|vaikutti\w*|sääst\w*|johtu[iv]\w*|tuotti|alensi)\b",
    "sv": r"\b(orsaka\w*|tack vare|på grund av|leder till|ledde till|sparade\w*|besparing\w*|beror på|berodde)\b",
    "en": r"\b(caus(ed|es|ing)|because of|due to|thanks to|le(d|ads) to|sav(ed|es|ings?)|reduc\w*|result(ed|s) in)\b",
}

OWN = re.compile(r"indicators\.\w+\.cost_")


def held(episode: str, count: int, **other: object) -> list[dict]:
    return [visit(episode, DAY + timedelta(days=day), **other) for day in range(count)]


@pytest.fixture
def page(tmp_path, constants):
    def built(score_rows, visit_rows, **params):
        home = store.Home(tmp_path / "home")
        files = [scores("s.csv", *score_rows), visits("v.csv", *visit_rows)]
        store.commit(home, [file for file in files if file.kept.height])
        with store.open(home, constants) as opened:
            return cost_effect.build(opened, cost_effect.Params(**{"audience": "own", **params}), constants)

    return built


def facts(page):
    return {fact["name"]: fact for fact in page.facts()}


def k_of_n(fact):
    return fact["k"], fact["n"]


def examples(page):
    return str(next(section.html for section in page.sections if section.key == "examples"))


def closed(name: str) -> dict:
    return score(name, 1, ors=20, session_date=DAY, **CLOSED)


def test_the_documented_amounts():
    """Ten visits at 345 euros are 3 450 euros; 8 664 euros, ended at 4 of 6 months, leave 2 888 euros unspent."""
    assert cost_of(10, 345) == 3450
    assert unspent(8664, planned=6, held=4) == 2888


@pytest.mark.parametrize(("held_months", "left"), [(0, 8664), (5, 1444), (6, 0), (7, 0)])
def test_nothing_is_left_of_a_whole_period(held_months, left):
    """A period that ran its planned length, or longer, leaves nothing; each month before that leaves the same part."""
    assert unspent(8664, planned=6, held=held_months) == left


def test_a_period_without_a_plan_has_no_unspent_part():
    """Where nothing was planned there is nothing to compute."""
    with pytest.raises(ValueError, match="planned"):
        unspent(8664, planned=0, held=0)


def test_visits_by_what_became_of_them(page):
    """Visits held, no-shows and cancellations by client and by worker are parts of all recorded visits."""
    rows = held("A", 5) + [
        visit("A", DAY + timedelta(days=20 + day), state)
        for day, state in enumerate(["no_show", "no_show", "cancelled_client", "cancelled_worker"])
    ]
    found = facts(page([closed("A")], rows))
    names = ("held", "no_show", "cancelled_client", "cancelled_worker")
    assert [k_of_n(found[f"cost_{name}"]) for name in names] == [(5, 9), (2, 9), (1, 9), (1, 9)]


def test_visits_are_those_of_the_team_and_the_period(page):
    """Visits of another team, or of a day outside the period, are not counted."""
    rows = [*held("A", 2), visit("A", date(2024, 7, 1)), visit("B", DAY, team="South")]
    found = facts(page([closed("A"), closed("B") | {"team": "South"}], rows, team="North", period=period("2024Q1")))
    assert k_of_n(found["cost_held"]) == (2, 2)


def period(text):
    from fitlib.period import Period

    return Period.parse(text)


def test_length_is_the_held_visits_of_closed_episodes(page):
    """Length is counted in held visits, over the whole episode, of closed episodes that have any."""
    still_open = score("D", 1, ors=20, session_date=DAY)
    rows = held("A", 1) + held("B", 4) + held("B", 0, state="no_show") + held("D", 9) + [visit("A", DAY, "no_show")]
    found = facts(page([closed("A"), closed("B"), closed("C"), still_open], rows))
    assert (found["cost_visits_per_episode"]["value"], found["cost_visits_per_episode"]["n"]) == (2.5, 2)
    assert (found["cost_visits_median"]["value"], k_of_n(found["cost_single_visit"])) == (2.5, (1, 2))


def test_shorter_than_planned(page):
    """An episode is shorter than planned below ten visits, not at ten."""
    found = facts(page([closed("A"), closed("B"), closed("C")], held("A", 9) + held("B", 10) + held("C", 11)))
    assert (k_of_n(found["cost_short"]), found["cost_short_visits"]["value"]) == ((1, 3), 9.0)


def test_no_episode_is_dropped_where_it_is_in_one_data_set_only(page):
    """Episodes are matched, in the scores only, or among the visits only: together all of them."""
    found = facts(page([closed("A"), closed("B")], held("A", 2) + held("X", 1) + held("Y", 1)))
    names = ("matched", "scores_only", "visits_only")
    assert [k_of_n(found[f"cost_{name}"]) for name in names] == [(1, 4), (1, 4), (2, 4)]
    assert k_of_n(found["cost_visits_unlinked"]) == (2, 4)


def test_visits_without_an_episode_are_told(page):
    """A visit without the code of an episode is counted as not linked, never left out."""
    found = facts(page([closed("A")], [*held("A", 2), visit("A", DAY + timedelta(days=9)) | {"episode": None}]))
    assert (k_of_n(found["cost_visits_unlinked"]), k_of_n(found["cost_held"])) == ((1, 3), (3, 3))


def test_days_that_agree(page):
    """A session agrees with the visits when a visit was held on its day."""
    other_day = score("A", 2, ors=22, session_date=DAY + timedelta(days=30), **CLOSED)
    found = facts(page([closed("A"), other_day], held("A", 1)))
    assert k_of_n(found["cost_same_day"]) == (1, 2)


def test_days_on_one_side_only(page):
    """A session without a held visit on its day, and a held visit on a day without a session, are both told."""
    other_day = score("A", 2, ors=22, session_date=DAY + timedelta(days=30), **CLOSED)
    found = facts(page([closed("A"), other_day], held("A", 3)))
    assert k_of_n(found["cost_no_visit"]) == (1, 2)
    assert k_of_n(found["cost_no_session"]) == (2, 3)


@pytest.mark.parametrize(("day", "outside"), [
    (date(2024, 1, 7), 1), (date(2024, 1, 8), 0), (date(2024, 3, 1), 0), (date(2024, 3, 2), 1)
])  # fmt: skip
def test_a_visit_outside_the_days_of_its_episode(page, day, outside):
    """From the case date to the closing date a visit is inside; the day before and the day after it is not."""
    assert k_of_n(facts(page([closed("A")], [visit("A", day)]))["cost_visits_outside"]) == (outside, 1)


def test_an_open_episode_has_no_end_to_be_outside_of(page):
    """A visit long after the last session of an open episode is inside it; before its case date it is not."""
    still_open = score("A", 1, ors=20, session_date=DAY)
    visit_days = [visit("A", date(2024, 8, 1)), visit("A", date(2023, 12, 1))]
    assert k_of_n(facts(page([still_open], visit_days))["cost_visits_outside"]) == (1, 2)


def test_a_visit_that_is_recorded_twice_is_told_and_kept(page):
    """The same client, episode, day and state with another length counts once as recorded twice; both rows stay."""
    rows = [visit("A", DAY), visit("A", DAY, minutes=90), visit("A", DAY, "no_show"), visit("A", DAY, client="other")]
    found = facts(page([closed("A")], rows))
    assert (k_of_n(found["cost_visits_twice"]), k_of_n(found["cost_held"])) == ((1, 4), (3, 4))


def test_the_match_report_has_its_picture(page):
    """The parts that match and those that do not are drawn, each with k of n and whose n it is."""
    made = page([closed("A"), closed("B")], held("A", 3) + held("X", 1))
    drawn = {section.key: section.html for section in made.sections}
    assert all(f'id="{key}-shares-title"' in drawn[key] for key in ("match", "days"))
    assert "1/3" in drawn["match"]
    assert "käynnit, joiden jakso on OpenFIT-aineistossa" in drawn["days"]


def test_a_long_process_starts_at_twice_the_plan(page):
    """A process is very long from twenty held visits on, not at nineteen; days run from the first visit to the last."""
    found = facts(page([closed("A"), closed("B")], held("A", 19) + held("B", 20)))
    assert (k_of_n(found["cost_long"]), found["cost_days"]["value"]) == ((1, 2), 18.5)


LATER = {"status": "closed", "closing_date": date(2024, 7, 1)}


@pytest.mark.parametrize(("days", "followed"), [(0, 0), (1, 1), (180, 1), (181, 0)])
def test_another_episode_within_half_a_year_is_a_follow_on(page, days, followed):
    """Another episode of the client counts from the day after the closing to the 180th day."""
    again = score("B", 1, session_date=date(2024, 3, 1) + timedelta(days=days), client="client-A", **LATER)
    rows = [*held("A", 1), visit("C", date(2025, 1, 1))]
    found = facts(page([closed("A"), again], rows, period=period("2024Q1")))
    assert k_of_n(found["cost_followed"]) == (followed, 1)


@pytest.mark.parametrize(("last_day", "n"), [(date(2024, 8, 27), 0), (date(2024, 8, 28), 1)])
def test_an_episode_is_followed_only_when_its_time_has_passed(page, last_day, n):
    """An episode closed less than 180 days before the data date is in neither k nor n: nobody knows yet."""
    assert facts(page([closed("A")], [visit("C", last_day)]))["cost_followed"]["n"] == n


def early(name, *ors, **other):
    ending = CLOSED | {"closing_date": date(2024, 4, 1)} | other
    return [score(name, number, ors=points, **ending) for number, points in enumerate(ors, 1)]


@pytest.mark.parametrize(("scores_of", "other", "visits_held", "counted"), [
    ((15, 16, 17, 17.4), {}, 4, 1), ((15, 16, 17, 17.5), {}, 4, 0), ((15, 16, 17), {}, 4, 0),
    ((23, 23, 23, 24.9), {}, 4, 1), ((23, 23, 23, 25), {}, 4, 0), ((15, 16, 17, 15), {}, 9, 1),
    ((15, 16, 17, 15), {}, 10, 0), ((15, 16, 17, 15), {"closing_type": "unplanned"}, 4, 0),
])  # fmt: skip
def test_ended_early_by_agreement_without_a_rise(page, scores_of, other, visits_held, counted):
    """Closed by agreement, under ten visits, four ORS or more, risen by less than 2.5 points, latest below 25."""
    found = facts(page(early("A", *scores_of, **other), held("A", visits_held)))
    assert k_of_n(found["cost_no_benefit"]) == (counted, 1)


def test_if_x_of_n_had_run_on(page):
    """If 2 of 3 episodes of on average 4 visits had run to 10, it is 2 × 6 × 345 = 4 140 euros."""
    made = page([closed(name) for name in "ABC"], held("A", 3) + held("B", 4) + held("C", 5), stopped=2)
    fact = facts(made)["cost_example_stopped"]
    assert (fact["value"], fact["n"], fact["unit"]) == (4140, 3, "euro")
    assert "Jos 2 niistä 3 jaksosta" in examples(made)
    assert "2 × 6,0 × 345\u00a0€ = 4\u00a0140\u00a0€" in examples(made)


def test_the_mean_enters_as_it_is_printed():
    """A mean of 4.18 visits is printed as 4.2, and 5.8 visits enter the example: a reader can redo it."""
    assert missing_visits(4.18, 10) == 5.8


@pytest.mark.parametrize(("stopped", "there"), [(2, True), (3, True), (4, False)])
def test_there_is_no_example_for_more_episodes_than_there_are(page, stopped, there):
    """Where fewer than x episodes were short there is no amount, and the page says so."""
    made = page([closed(name) for name in "ABC"], held("A", 3) + held("B", 4) + held("C", 5), stopped=stopped)
    assert (facts(made)["cost_example_stopped"]["value"] is not None) is there
    assert ("joten sitä ei lasketa" in examples(made)) is not there


def test_a_small_team_gets_no_example_of_its_own(page):
    """Nobody outside the team sees an example of fewer episodes than a mean may be told of."""
    made = page([closed(name) for name in "ABC"], held("A", 3) + held("B", 4) + held("C", 5), audience="internal")
    fact = facts(made)["cost_example_stopped"]
    assert (fact["value"], fact["n"]) == (None, None)
    assert "Jos 1 niistä" not in examples(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_works_without_visits(page, lang):
    """Without a visits file the page shows unit costs and their arithmetic, and says what is missing."""
    made = page([closed("A")], [], lang=lang)
    found = facts(made)
    assert (found["cost_example_planned"]["value"], found["cost_example_unspent"]["value"]) == (3450, 2888)
    assert k_of_n(found["cost_scores_only"]) == (1, 1)
    assert texts(lang)["cost_effect.text.no_visits"] in made.html()


def test_every_price_has_its_year_and_source(page, constants):
    """Each unit cost stands with price year and source."""
    html = unescape(page([closed("A")], []).html())
    for name in constants.under("cost.unit"):
        assert str(constants[f"cost.price_year.{name}"]) in html
        assert constants.row(f"cost.unit.{name}").source in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_says_that_something_was_caused(page, lang):
    """No sentence says that anything was caused or saved, in any language; one says that nothing is proved."""
    made = page([closed(name) for name in "ABC"], held("A", 3) + held("B", 4) + held("C", 12), lang=lang)
    said = [str(section.html) for section in made.sections if section.key in ("about", "prices", "examples")]
    said += [text for key, text in texts(lang).items() if key.startswith("cost_effect.") or OWN.match(key)]
    assert [found.group() for text in said for found in re.finditer(CAUSES[lang], text, re.IGNORECASE)] == []
    assert texts(lang)["cost_effect.example.no_proof"] in made.html()


def test_an_unknown_team_and_a_negative_count_are_refused(page):
    """A team that is not in the data, or fewer than no episodes, is refused with a sentence."""
    with pytest.raises(ParameterRefused, match="team_unknown"):
        page([closed("A")], [], team="West")
    with pytest.raises(ParameterRefused, match="stopped_negative"):
        page([closed("A")], [], stopped=-1)
