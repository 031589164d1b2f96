"""What a cost scenario refuses.

An assumption without a source, a range that cannot be, or a literature card without a reason is refused with a sentence
that says what to do.
"""

from dataclasses import replace

import pytest

from fitlib.errors import FitError
from fitlib.scenario import run
from fitlib.scenario.assumption import check
from fitlib.scenario.prior import choose, priors
from fitlib.scenario.scenario import checked
from fitlib.words import LANGUAGES, Words
from tests.unit.scenario.made import KNOWN, assumption, by_hand, ranged


def refused(key: str, act) -> None:
    """The act is refused with this key, and the refusal is a sentence in three languages."""
    with pytest.raises(FitError) as stopped:
        act()
    assert stopped.value.key == key
    for lang in LANGUAGES:
        assert "{" not in stopped.value.in_words(Words(lang))


def test_no_clients() -> None:
    """0 clients leave nothing to compute; 1 client is enough."""
    refused("scenario_no_clients", lambda: run(by_hand(clients=0), KNOWN))
    assert run(by_hand(clients=1), KNOWN).draws == 10_000


def test_everybody_noticed() -> None:
    """Measuring never notices everybody: 100 % is refused, 95 % is the most."""
    for share in (1, 0.96):
        refused("scenario_all_seen", lambda share=share: run(by_hand(seen=share), KNOWN))
    assert run(by_hand(seen=0.95), KNOWN).even


@pytest.mark.parametrize("name", ["workers", "visit_cost", "licence", "measuring_minutes", "seen", "refill"])
def test_negative_numbers(name) -> None:
    """A number below 0 is refused where it means nothing."""
    refused("scenario_negative", lambda: run(by_hand(**{name: -0.01}), KNOWN))
    assert run(by_hand(**{name: 0}), KNOWN).draws


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_not_a_number(value) -> None:
    """What is no number is refused."""
    refused("scenario_number", lambda: check(assumption(value=value), KNOWN))


def test_beyond_the_limits() -> None:
    """A share of 30 instead of .3, or a million clients, lies beyond the limits of the input."""
    refused("scenario_outside", lambda: run(by_hand(nonresponse=30), KNOWN))
    refused("scenario_outside", lambda: run(by_hand(clients=1_000_000), KNOWN))


def test_absurd_ranges() -> None:
    """A range turned round, empty, or a hundred times as high as low says nothing."""
    refused("scenario_range", lambda: check(assumption(low=0.6), KNOWN))
    refused("scenario_range", lambda: check(assumption(high=0.4), KNOWN))
    refused("scenario_range_empty", lambda: check(assumption(low=0.5, high=0.5), KNOWN))
    wide = {"value": 500.0, "low": 10.0}
    assert check(assumption("clients", **wide, high=1_000.0), KNOWN)
    refused("scenario_range_wide", lambda: check(assumption("clients", **wide, high=1_001.0), KNOWN))


def test_an_unknown_distribution() -> None:
    """A distribution that is not one of five is refused."""
    refused("scenario_shape", lambda: check(assumption(distribution="cauchy"), KNOWN))


def test_unit_price_year_source_and_reason() -> None:
    """Each assumption has its unit, a source and a reason; each amount in euro its price year, and nothing else one."""
    refused("scenario_unit", lambda: check(assumption(unit="percent"), KNOWN))
    refused("scenario_account", lambda: check(assumption(source=" "), KNOWN))
    refused("scenario_account", lambda: check(assumption(reason=""), KNOWN))
    refused("scenario_price_year", lambda: check(assumption(price_year=2025), KNOWN))
    refused("scenario_price_year", lambda: check(replace(by_hand()["visit_cost"], price_year=None), KNOWN))


def test_more_no_shows_cannot_be_avoided_than_there_are() -> None:
    """Fewer no-shows than there are now, and an end no later than planned: in every draw."""
    refused("scenario_order", lambda: run(by_hand(no_show_fewer=0.09), KNOWN))
    assert run(by_hand(no_show_fewer=0.08), KNOWN).draws
    refused("scenario_order", lambda: run(by_hand(visits_at_end=11), KNOWN))
    assert run(by_hand(visits_at_end=10), KNOWN)["gross"].mean == pytest.approx(3_450)


def test_a_share_stays_a_share() -> None:
    """50 % now and 50 percentage points more are everybody; 51 would be more than everybody."""
    assert run(by_hand(improved_more=0.5), KNOWN).draws
    refused("scenario_sum", lambda: run(by_hand(improved_more=0.51), KNOWN))


def test_correlations_that_cannot_be() -> None:
    """A correlation ties two inputs that are drawn, lies inside −1 and 1, and agrees with the others."""
    one = ranged(ranged(ranged(by_hand(), "seen", 0.2, 0.8), "ended_early", 0.1, 0.5), "nonresponse", 0.2, 0.4)
    assert checked(replace(one, correlations=(("seen", "ended_early", 0.9),)), KNOWN)
    for pair in (("seen", "clients", 0.3), ("seen", "ended_early", 1.0), ("seen", "seen", 0.3)):
        refused("scenario_correlation", lambda pair=pair: checked(replace(one, correlations=(pair,)), KNOWN))
    triangle = (("seen", "ended_early", 0.9), ("ended_early", "nonresponse", 0.9), ("seen", "nonresponse", -0.9))
    refused("scenario_correlations", lambda: checked(replace(one, correlations=triangle), KNOWN))


def test_number_of_draws() -> None:
    """At least one draw, at most ten million."""
    refused("scenario_draws", lambda: run(replace(by_hand(), draws=0), KNOWN))
    refused("scenario_draws", lambda: run(replace(by_hand(), draws=10_000_001), KNOWN))
    assert run(replace(by_hand(), draws=1), KNOWN).draws == 1


def test_a_literature_card_needs_a_reason() -> None:
    """A card is chosen with at least 15 letters of reason, and a belief between 0 and 1 that it holds here."""
    for external in (0, 0.5, 1):
        assert choose("de_jong_outcome", "x" * 15, external, KNOWN).external == external
    refused("prior_reason", lambda: choose("de_jong_outcome", "x" * 14 + "  ", 0.5, KNOWN))
    refused("prior_external", lambda: choose("de_jong_outcome", "x" * 15, 1.01, KNOWN))
    refused("prior_unknown", lambda: choose("miller_2025", "x" * 15, 0.5, KNOWN))


@pytest.mark.parametrize("key", [key for key, one in priors().items() if one.why_not])
def test_a_card_to_read_is_no_input(key) -> None:
    """Gladsaxe had no comparison group, other results have no interval: they are read, never computed with."""
    refused("prior_to_read", lambda: choose(key, "it would look good on the page", 0.5, KNOWN))


def test_gladsaxe_is_to_read() -> None:
    """Gladsaxe's figures are a literature card only."""
    assert {one.why_not for one in priors().values() if one.evidence == "gladsaxe_2020"} == {"uncontrolled"}


def test_a_card_needs_a_share_to_start_from() -> None:
    """Where nobody or everybody improves now, a standardised difference has no place to start from."""
    chosen = choose("de_jong_outcome", "the same kind of clients", 0.5, KNOWN)
    for share in (0, 1):
        one = by_hand(improved_now=share, improved_more=0).with_prior(chosen)
        refused("prior_before", lambda one=one: run(one, KNOWN))
    assert run(by_hand(improved_now=0.01).with_prior(chosen), KNOWN).draws


def test_an_error_names_the_assumption_as_the_forms_do() -> None:
    """A reader meets the name that stands beside the slider, in the language of the page."""
    with pytest.raises(FitError) as stopped:
        run(by_hand(refill=-1), KNOWN)
    assert "Missed visits' time used anyway" in stopped.value.in_words(Words("en"))
    assert "Poisjääntiaika saadaan muuten käyttöön" in stopped.value.in_words(Words("fi"))
    assert stopped.value.values["input"] == "refill"
