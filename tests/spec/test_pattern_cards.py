"""Cards of the patterns

Each pattern has a card in three languages: its name, its rule with today's thresholds, at least two rival readings and
at least two questions for the client. A card says what is seen and what it may mean; it never says why.
"""

import re

import pytest

from fitlib.curves.card import card, sentence
from fitlib.curves.patterns import every, known
from fitlib.words import LANGUAGES, Words
from tests.spec.pattern_tables import CONSTANTS, shown

CAUSAL = re.compile(
    r"\b(johtu\w*|aiheut\w*|ansiosta|vuoksi paran\w*|orsaka\w*|leder till|beror på|tack vare|caus\w*|because of|due to|"
    r"thanks to|leads? to|effect of)\b",
    re.IGNORECASE,
)
KEYS = sorted(known())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_card_has_rival_readings_and_questions(key, lang):
    """Every card has a name, a rule without open places, two or more rival readings and two or more questions."""
    words = Words(lang)
    made = card(key, words, CONSTANTS)
    assert made.name
    assert not re.search(r"[{}]", made.rule)
    assert len(made.may) >= 2
    assert len(made.ask) >= 2
    assert all(question.endswith("?") for question in made.ask)
    assert all(f"patterns.{key}.condition.{condition}" in words for condition in known()[key].conditions)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_card_names_no_cause(key, lang):
    """No card says that something was caused by something."""
    made = card(key, Words(lang), CONSTANTS)
    assert not CAUSAL.search(" ".join((made.name, made.rule, *made.may, *made.ask)))


def test_the_thresholds_of_a_card_come_from_the_reference_rows():
    """The rule on the card names the threshold that the rule uses, written as the language writes it."""
    assert "6 pistettä" in card("sawtooth", Words("fi"), CONSTANTS).rule
    assert "60 %" in card("steady_rise", Words("fi"), CONSTANTS).rule.replace("\u00a0", " ")
    assert "2,9" in card("plateau", Words("sv"), CONSTANTS).rule


def test_the_sentence_shows_the_scores_that_were_compared():
    """What fired is said with its numbers: "Vointi on laskenut: ensin 26,0, nyt 20,0."."""
    found = shown([26, 25, 20])
    assert sentence(found[0], Words("fi")) == "Vointi on laskenut: ensin 26,0, nyt 20,0."
    saw = [hit for hit in shown([20, 27, 20, 27, 20]) if hit.key == "sawtooth"]
    assert sentence(saw[0], Words("en")) == "The curve has turned 4 times in big steps."


def test_every_pattern_of_the_table_is_here():
    """The table has twenty-one patterns, and no two share a rank."""
    ranks = [CONSTANTS[f"pattern.{pattern.key}.rank"] for pattern in every(CONSTANTS)]
    assert ranks == list(range(1, 22))
