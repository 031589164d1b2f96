"""Evidence cards

What other studies have found, each with its design, n, results, and what it does not show. A result whose interval
also holds "no effect" carries a flag.
"""

import pytest

from fitlib import evidence
from fitlib.errors import ReferenceMissing
from fitlib.evidence import Card, Result
from fitlib.words import LANGUAGES, Words, texts

CARDS = evidence.load()
LECTURE = {
    "meier_2020", "campbell_hemsley_2009", "andrade_gonzalez_2021", "casey_2020", "redmayne_2023", "malins_2020",
    "duncan_2021", "hauber_boon_2022", "owen_2016",
}  # fmt: skip


def result(card: str, key: str) -> Result:
    return next(one for one in CARDS[card].results if one.key == key)


def test_every_study_of_the_lecture_has_a_card():
    """Each study that the network's lecture on reliability and validity names has a card."""
    assert set(CARDS) >= LECTURE


def test_twice_the_chance_may_be_no_difference():
    """Hauber & Boon: OR 2.152 (0.931–4.976) and 1.167 (0.862–1.579) may as well be 1; 4.231 (1.550–11.546) may not."""
    assert [one.key for one in CARDS["hauber_boon_2022"].flagged] == ["first_alliance", "negative_first"]
    assert result("hauber_boon_2022", "improved_alliance").may_be_none is False


def test_no_effect_in_psychiatric_settings():
    """Østergård: the source prints no interval but p .144 for psychiatric settings, and the card says so."""
    assert [one.key for one in CARDS["ostergard_2018"].flagged] == ["psychiatric"]
    assert result("ostergard_2018", "psychiatric").interval is None


def test_an_extra_cost_that_may_be_nothing():
    """Delgadillo: £15.17 a patient does not differ from zero; +8.09 percentage points (4.16–12.03) does."""
    assert [one.key for one in CARDS["delgadillo_2021"].flagged] == ["cost"]


@pytest.mark.parametrize(
    ("low", "high", "flag"),
    [(0.99, 3.0, True), (1.0, 3.0, True), (1.01, 3.0, False), (0.3, 0.99, False), (0.3, 1.0, True)],
)
def test_an_interval_that_touches_no_effect_is_flagged(low, high, flag):
    """An odds ratio is flagged when its interval holds 1, the ends counted in."""
    assert Result("x", "or", 2.0, low=low, high=high, no_effect=1).may_be_none is flag


def test_an_interval_from_a_standard_error_is_marked_as_derived():
    """Malins: B 4.38 with SE 1.36 gives 1.71–7.05, which the card marks as computed here."""
    found = result("malins_2020", "sudden_gain")
    assert found.derived
    assert [round(edge, 2) for edge in found.interval] == [1.71, 7.05]
    assert not result("casey_2020", "auc").derived


def test_an_interval_from_a_correlation_and_n():
    """Redmayne: r .73 of 290 people gives .67–.78; where the source gives no n there is no interval."""
    assert [round(edge, 2) for edge in result("redmayne_2023", "baseline_r").interval] == [0.67, 0.78]
    assert result("campbell_hemsley_2009", "ors_dass_stronger").interval is None


def test_where_nobody_says_there_is_no_verdict():
    """A d without an interval or a test is neither flagged nor cleared."""
    assert result("owen_2016", "pre_post_d").may_be_none is None


def test_uncontrolled_studies_say_so():
    """Owen and Gladsaxe have no comparison group, and their cards say so."""
    assert not CARDS["owen_2016"].controlled
    assert not CARDS["gladsaxe_2020"].controlled
    assert CARDS["delgadillo_2021"].controlled


def test_an_odds_ratio_is_not_a_ratio_of_probabilities():
    """Brattland's 2.5 is an odds ratio: 50 % against 71 %, not two and a half times as many."""
    usual, feedback = result("brattland_2018", "usual").value, result("brattland_2018", "feedback").value
    assert feedback / (1 - feedback) / (usual / (1 - usual)) == pytest.approx(2.5, abs=0.06)


@pytest.mark.parametrize("key", sorted(CARDS))
def test_intervals_hold_their_estimates(key):
    """On every card the interval holds the estimate."""
    for one in CARDS[key].results:
        if one.interval:
            assert one.interval[0] <= one.value <= one.interval[1], one.key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_has_all_its_words(card: Card, lang: str):
    """Each card says in three languages what was found, what it does not show, and what each figure is."""
    words = Words(lang)
    keys = [f"card.{card.key}.found", f"card.{card.key}.not_shown", f"design.{card.design}"]
    keys += [f"topic.{topic}" for topic in card.topics] + [f"group.{group}" for group in card.n]
    keys += [f"statistic.{one.statistic}" for one in card.results]
    keys += [f"result.{card.key}.{one.key}" for one in card.results]
    assert [key for key in keys if not words(f"evidence.{key}").strip()] == []


def test_no_words_without_a_card():
    """A text of a card or a result that is gone is gone from the words too."""
    words = evidence_keys("card") | evidence_keys("result")
    assert words == set(CARDS)


def evidence_keys(table: str) -> set[str]:
    return {key.split(".")[2] for key in texts("fi") if key.startswith(f"evidence.{table}.")}


@pytest.mark.parametrize("topic", ["consistency", "accuracy", "concurrent", "prediction", "outcome", "cost"])
def test_cards_of_a_topic_come_newest_first(topic):
    """The cards of a topic are in order of year, newest first."""
    years = [card.year for card in evidence.about(topic, CARDS)]
    assert years
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("", "statistic"),
        ('statistic = "r"\nvalue = 1\nlow = 0', "high"),
        ('statistic = "r"\nvalue = 1\ncolour = 2', "colour"),
    ],
)
def test_a_card_that_lacks_a_field_is_refused(tmp_path, line, field):
    """A result without a value, with half an interval, or with a field that nobody knows stops the reading."""
    head = (evidence.FOLDER / "brown_2004.toml").read_text("utf-8").split("[result")[0]
    (tmp_path / "own.toml").write_text(f"{head}[result.x]\n{line}\n", "utf-8")
    with pytest.raises(ReferenceMissing) as refused:
        evidence.load(tmp_path)
    assert refused.value.values["field"] == field
