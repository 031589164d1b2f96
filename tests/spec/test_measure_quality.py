"""The page "good enough measures"

How reliable the measures are in own data. Each respondent is counted once, with the first form; forms, age groups and
raters are kept apart; where there is too little, the page says so instead of showing a figure.
"""

from datetime import date
from typing import Any

import numpy as np
import pytest

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.indicators.psychometrics import qualities
from fitlib.period import Period
from fitlib.reports.measure_quality import Params, build
from fitlib.statistics.reliability import cronbach
from tests.unit.store.rows import score, scores

ALL = Period.parse("all")
OWN = "form:ORS:adult:self"


def form(number: int, items: list[int], scale: str = "ors", session: int = 1, **other: Any) -> dict[str, Any]:
    """One form with its four items in tenths."""
    given = {f"{scale}{place}": item for place, item in enumerate(items, start=1)}
    given |= {scale: sum(items), f"{scale}_skipped": False, f"{scale}_total_only": False}
    return score(f"E{number:04}", session) | given | other


def answers(n: int, seed: int = 1) -> list[list[int]]:
    """Items in tenths of n invented respondents, which share one thing."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(60, 15, (n, 1))
    return np.clip(np.round(shared + rng.normal(0, 12, (n, 4))), 0, 100).astype(int).tolist()


@pytest.fixture
def opened(tmp_path, constants):
    """A store of these forms."""

    def made(*rows: dict[str, Any]) -> store.Store:
        home = store.Home(tmp_path / "home")
        store.commit(home, [scores("forms.csv", *rows)])
        return store.open(home, constants)

    return made


@pytest.fixture
def figures(opened, constants):
    """The figures of these forms before the gate, by name and group."""

    def made(*rows: dict[str, Any], team: str = "all", period: Period = ALL) -> dict[Any, Any]:
        with opened(*rows) as found:
            return {(one.name, one.group): one for one in qualities(found, team, period, constants)}

    return made


@pytest.fixture
def page(opened, constants):
    """The page of these forms."""

    def made(*rows: dict[str, Any], **chosen: Any) -> Any:
        with opened(*rows) as found:
            return build(found, Params(**chosen), constants)

    return made


def test_each_respondent_is_counted_once_with_the_first_form(figures):
    """A second form of the same client changes nothing in alpha: only the first is counted."""
    items = answers(120)
    rows = [form(number, one) for number, one in enumerate(items)]
    later = [form(number, [10, 90, 10, 90], session=2) for number in range(50)]
    alpha = figures(*rows, *later)["quality_alpha", OWN]
    assert (alpha.n, alpha.value) == (120, pytest.approx(cronbach(items)))


def test_a_second_episode_of_the_client_is_not_a_second_respondent(figures):
    """One client with two episodes is one respondent, with the earlier form."""
    rows = [form(number, one) for number, one in enumerate(answers(120))]
    again = form(900, [10, 90, 10, 90], client="client-E0000", session_date=date(2025, 1, 1))
    assert figures(*rows, again)["quality_alpha", OWN].n == 120


def test_a_total_without_items_stays_out_of_the_item_figures(figures):
    """Forms with a total only, or four equal items, are not in alpha; floor and ceiling count every total."""
    rows = [form(number, one) for number, one in enumerate(answers(120))]
    totals = [score(f"T{number:04}", 1, ors=40) for number in range(30)]
    found = figures(*rows, *totals)
    ceiling = found["quality_ceiling", OWN]
    assert found["quality_alpha", OWN].n == 120
    assert (ceiling.k, ceiling.n) == (30, 150)


def test_raters_and_forms_are_never_pooled(figures):
    """A mother's ratings and the session ratings are groups of their own."""
    items = answers(110)
    rows = [form(number, one) | {"srs": None} for number, one in enumerate(items)]
    rows += [form(number, one, rater="mother") for number, one in enumerate(answers(105, seed=2))]
    found = figures(*rows)
    assert found["quality_alpha", OWN].n == 110
    assert found["quality_alpha", "form:ORS:adult:mother"].n == 105


@pytest.mark.parametrize(("n", "alpha", "omega"), [(99, False, False), (100, True, False), (199, True, False),
                                                   (200, True, True), (201, True, True)])  # fmt: skip
def test_how_many_it_takes(figures, n, alpha, omega):
    """Alpha takes 100 respondents and omega 200; below that the figure has no value and says "too few"."""
    found = figures(*(form(number, one) for number, one in enumerate(answers(n))))
    for name, enough in (("quality_alpha", alpha), ("quality_omega", omega)):
        figure = found[name, OWN]
        assert (figure.value is not None, figure.method == "quality_too_few", figure.n) == (enough, not enough, n)


def test_everybody_answers_the_same_is_said_as_such(figures):
    """Where an item is the same for everybody nothing can be computed, and that is not "too few"."""
    found = figures(*(form(number, [50, 60, 70, 80]) for number in range(120)))
    assert found["quality_alpha", OWN].method == "quality_no_spread"


def test_the_period_and_the_team_choose_the_episodes(figures):
    """Only episodes of the team that count in the period are in the figures."""
    shut = {"status": "closed", "closing_type": "planned", "closing_date": date(2024, 3, 1)}
    rows = [form(number, one, **shut) for number, one in enumerate(answers(40))]
    rows += [form(100 + number, one, team="South", **shut) for number, one in enumerate(answers(30))]
    assert figures(*rows, team="South")["quality_alpha", OWN].n == 30
    assert figures(*rows, team="all")["quality_alpha", OWN].n == 70
    assert figures(*rows, period=Period.parse("2024Q2")) == {}


def test_own_data_imply_a_limit_of_reliable_change(figures):
    """The limit is z·√2·SD·√(1 − alpha), of own data, with the interval of alpha: a smaller alpha, a larger limit."""
    items = answers(150)
    found = figures(*(form(number, one) for number, one in enumerate(items)))
    own, alpha = found["quality_reliable_change", OWN], found["quality_alpha", OWN]
    sd = np.sum(items, axis=1).std(ddof=1) / 10
    assert own.value == pytest.approx(1.959964 * 2**0.5 * sd * (1 - alpha.value) ** 0.5)
    assert own.low < own.value < own.high


def test_a_session_rating_has_no_reliable_change(figures):
    """Reliable change is about well-being: the SRS has none."""
    found = figures(*(form(number, one, scale="srs") for number, one in enumerate(answers(150))))
    assert ("quality_alpha", "form:SRS:adult:self") in found
    assert ("quality_reliable_change", "form:SRS:adult:self") not in found


@pytest.mark.parametrize(("pairs", "told"), [(29, False), (30, True), (31, True)])
def test_stability_takes_thirty_pairs(figures, pairs, told):
    """The correlation of the first and the second measurement is shown from 30 episodes on."""
    rows = [
        form(number, one, session=session) for session in (1, 2) for number, one in enumerate(answers(pairs, session))
    ]
    step = figures(*rows)["quality_stability_1", OWN]
    assert (step.value is not None, step.n) == (told, pairs)


def test_the_page_says_too_few_in_words(page):
    """A small team gets no figure: the page says that there are too few measurements, and how many it takes."""
    html = page(*(form(number, one) for number, one in enumerate(answers(40)))).html()
    assert "Liian vähän mittauksia" in html
    assert "Omaa rajaa ei voi laskea: alfaan tarvitaan vähintään 100 vastaajaa." in html


def test_the_page_says_the_same_figure_as_its_facts(page):
    """What stands in the table is the released figure, with its interval and n."""
    made = page(*(form(number, one) for number, one in enumerate(answers(120))))
    alpha = next(fact for fact in made.facts() if fact["name"] == "quality_alpha")
    text = f"{alpha['value']:.2f}".replace(".", ",")
    assert f'<span class="fit-value">{text}</span>' in made.html()
    assert "n = 120" in made.html()


@pytest.mark.parametrize(("n", "hidden"), [(4, True), (5, False), (6, False)])
def test_a_small_group_is_hidden_from_others(page, n, hidden):
    """Inside the organisation a group of one to four respondents shows not even its n."""
    made = page(*(form(number, one) for number, one in enumerate(answers(n))), audience="internal")
    alpha = next(fact for fact in made.facts() if fact["name"] == "quality_alpha")
    assert (alpha["n"] is None) is hidden


@pytest.mark.parametrize(("n", "said"), [(98, "liian vähän"), (100, "riittää"), (102, "riittää")])
def test_rounded_counts_do_not_decide_whether_there_are_enough(page, n, said):
    """In public n is rounded, so it is said as "about"; whether it is enough is told by the true n."""
    made = page(*(form(number, one) for number, one in enumerate(answers(n))), audience="public")
    row = made.sections[1].html.split("<tbody>")[1]
    assert "n noin 100" in row
    assert (row.count("liian vähän"), row.count("riittää")) == ((2, 0) if said == "liian vähän" else (1, 1))


def test_three_cautions_and_five_aspects_stand_before_the_figures(page):
    """The page begins with three cautions and the five aspects of a measure's competence."""
    made = page(*(form(number, one) for number, one in enumerate(answers(120))))
    keys = [section.key for section in made.sections]
    assert keys == ["before", "who", "reliability", "stability", "consistency", "prediction", "accuracy", "change",
                    "others"]  # fmt: skip
    assert made.sections[0].html.count("<li>") == 8


def test_without_a_form_the_page_shows_what_others_have_found(page):
    """A team without forms gets the published figures and a sentence, not an error."""
    made = page(score("E1", 1))
    assert [section.key for section in made.sections] == ["before", "who", "prediction", "others"]
    assert "Mittarien laatua ei voi katsoa." in made.html()


def test_published_values_stand_beside_own_ones(page):
    """Published alphas of the same form are in the chart's table, with who published them."""
    html = page(*(form(number, one) for number, one in enumerate(answers(120)))).html()
    for study in ("Duncan, Sparks, Miller, Bohanske &amp; Claud 2006", "Brown 2004", "Casey et al. 2020"):
        assert study in html


def test_a_result_that_may_be_no_effect_is_marked(page):
    """Where the interval of a published result includes no effect, the row says so."""
    assert "Väli sisältää myös ei eroa tai yhteyttä" in page(score("E1", 1)).html()


def test_a_team_that_is_not_there_is_refused(page):
    """An unknown team is an error with the teams that there are."""
    with pytest.raises(ParameterRefused):
        page(score("E1", 1), team="Nowhere")


def test_edges_of_a_few_are_left_out_by_name(page):
    """Where so few forms are at floor and ceiling that both must be hidden, the page says which group is left out."""
    top, bottom = [100, 100, 100, 100], [0, 0, 0, 0]
    adults = [*answers(120), *[top] * 3, *[bottom] * 3]
    youths = [*answers(120, 2), *[top] * 20, *[bottom] * 20]
    rows = [form(place, items) for place, items in enumerate(adults)]
    rows += [form(500 + place, items, age_group="adolescent") for place, items in enumerate(youths)]
    made = page(*rows, lang="en")
    assert made.released.one("quality_ceiling", OWN).hidden
    assert made.released.one("quality_ceiling", "form:ORS:adolescent:self").k == 20
    assert "Groups that are not shown because they are too small: ORS, Adults" in made.html()
