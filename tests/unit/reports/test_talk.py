"""Rules of the talk: what fires, what stays silent, and that every sentence is there in every language."""

import re

import pytest

from fitlib.indicators import Measured, cards
from fitlib.release import release
from fitlib.reports.talk import BLOCKS, TESTS, rules, talk
from fitlib.words import LANGUAGES, Words

CAUSAL = {
    "fi": r"\b(aiheutt\w*|ansiosta|takia|vuoksi|seurauksena|vaikutti)\b",
    "sv": r"\b(orsaka\w*|tack vare|på grund av|ledde till)\b",
    "en": r"\b(caus\w*|because of|due to|thanks to|led to|resulted)\b",
}


def figure(name, value=None, k=None, n=40, low=None, high=None, group="all", unit="share"):
    return Measured(name, group, unit, value, k, n, low, high, f"of_{name}", "share" if unit == "share" else "mean")


def fired(constants, *figures, audience="own", lang="fi"):
    return talk(release(figures, audience, constants), Words(lang), constants)


def seen(constants, *figures, **other):
    return [row[0] for row in fired(constants, *figures, **other)]


@pytest.mark.parametrize(("k", "fires"), [(79, True), (80, False), (81, False)])
def test_low_coverage_is_raised(k, fires, constants):
    assert bool(fired(constants, figure("sessions_ors", k / 100, k, 100))) == fires


@pytest.mark.parametrize(("k", "fires"), [(19, False), (20, True), (21, True)])
def test_many_measured_once_are_raised(k, fires, constants):
    assert bool(fired(constants, figure("measured_once", k / 100, k, 100))) == fires


@pytest.mark.parametrize(("child", "fires"), [(34.1, False), (34.0, True), (30.0, True)])
def test_a_gap_between_age_groups_is_raised(child, fires, constants):
    figures = [
        figure("intake_srs", v, None, 20, v - 1, v + 1, g, "points") for g, v in (("adult", 37), ("child", child))
    ]
    rows = fired(constants, *figures)
    assert bool(rows) == fires
    assert not fires or "Aikuiset 37,0, Lapset" in rows[0][0]


@pytest.mark.parametrize(
    ("low", "high", "says"), [(0.1, 4, "korkeampi"), (0.0, 4, "molemmin puolin"), (-4, -0.1, "alkuun nähden")]
)
def test_the_direction_is_told_only_where_the_interval_is_clear_of_zero(low, high, says, constants):
    (sentence,) = seen(constants, figure("mean_change", (low + high) / 2, None, 40, low, high, unit="points"))
    assert says in sentence


@pytest.mark.parametrize(("n", "fires"), [(29, True), (30, False), (31, False)])
def test_few_episodes_are_raised(n, fires, constants):
    rows = fired(constants, figure("mean_change", 2, None, n, None, None, unit="points"))
    assert bool(rows) == fires


@pytest.mark.parametrize(("value", "fires"), [(24.9, False), (25.0, True), (25.1, True)])
def test_a_start_on_the_line_or_above_is_raised(value, fires, constants):
    rows = fired(constants, figure("intake_ors", value, None, 20, None, None, "adult", "points"))
    assert bool(rows) == fires


def test_a_hidden_figure_raises_nothing(constants):
    figures = [figure("deteriorated", 3 / 49, 3, 49), figure("negative_zone", 3 / 49, 3, 49)]
    assert len(fired(constants, *figures)) == 2
    assert fired(constants, *figures, audience="internal") == ()


def test_missing_lines_are_told_as_missing(constants):
    (sentence,) = seen(constants, figure("reached_target", None, None, 0))
    assert "rajoja" in sentence


def test_every_rule_looks_at_a_card_with_a_test_that_is_there(constants):
    for rule in rules():
        assert rule.fact in cards()
        assert rule.test in TESTS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_there_and_says_nothing_of_causes(lang):
    words = Words(lang)
    for rule in rules():
        for block in BLOCKS:
            assert not re.search(CAUSAL[lang], words(f"talk.{rule.name}.{block}"), re.IGNORECASE)
