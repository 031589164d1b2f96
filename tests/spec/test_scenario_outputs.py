"""What a cost scenario gives.

A scenario is arithmetic of assumptions. The example has 100 clients, 10 visits planned at 345 euro; 30 of 100 make no
progress, half of those are noticed, and of these 4 of 10 end after 5 visits by agreement.
"""

import pytest

from fitlib.scenario import read, run
from fitlib.statistics.unit_costs import cost_of, unspent
from tests.unit.scenario.made import BY_HAND, KNOWN, by_hand, ranged


def means(one) -> dict[str, float]:
    return {name: summary.mean for name, summary in run(one, KNOWN).results.items()}


def test_freed_visits() -> None:
    """100 × .3 × .5 × .4 = 6 episodes end 5 visits early; 2 in 100 visits fewer missed, half filled anyway: 30 + 10."""
    found = means(by_hand())
    assert (found["stops"], found["freed_visits"]) == pytest.approx((6, 30 + 10))


def test_freed_hours_stand_apart_from_euros() -> None:
    """40 visits of 2 hours are 80 hours of work, whatever a visit costs."""
    assert means(by_hand())["freed_hours"] == means(by_hand(visit_cost=1))["freed_hours"] == pytest.approx(80)


def test_gross() -> None:
    """40 freed visits at 345 euro are 13 800 euro."""
    found = run(by_hand(), KNOWN)
    assert found["gross"].mean == pytest.approx(13_800)
    assert (found.parts["from_stops"], found.parts["from_no_shows"]) == pytest.approx((10_350, 3_450))


def test_costs() -> None:
    """Licences 1 600, training 8 × 14 h × 45 / 4 years, supervision 8 × 10 h × 45, measuring 1 000 × 6 min × 45."""
    found = run(by_hand(), KNOWN)
    parts = [found.parts[name] for name in ("licences", "training", "supervision", "measuring")]
    assert parts == pytest.approx([1_600, 1_260, 3_600, 4_500])
    assert found["costs"].mean == pytest.approx(10_960)


def test_hours_used() -> None:
    """8 workers × (14 h / 4 years + 10 h) and 100 hours of measuring: 208 hours."""
    assert means(by_hand())["used_hours"] == pytest.approx(208)


def test_net() -> None:
    """13 800 − 10 960 = 2 840 euro."""
    assert means(by_hand())["net"] == pytest.approx(2_840)


def test_break_even_rate_of_noticing() -> None:
    """If all were noticed it would be 20 700 euro; 10 960 − 3 450 of them pay the costs: 36,3 % must be noticed."""
    assert means(by_hand())["break_even"] == pytest.approx(7_510 / 20_700)


def test_at_the_break_even_rate_net_is_nothing() -> None:
    """Put in as the share noticed, the break-even rate gives a net of 0; below it less, above it more."""
    rate = 7_510 / 20_700
    assert means(by_hand(seen=rate))["net"] == pytest.approx(0, abs=0.01)
    assert means(by_hand(seen=rate - 0.01))["net"] < 0 < means(by_hand(seen=rate + 0.01))["net"]


def test_no_break_even_rate_where_nothing_ends_early() -> None:
    """Where nobody ends early, no rate of noticing covers the costs: there is no break-even rate."""
    assert means(by_hand(ended_early=0))["break_even"] is None


def test_probability_of_break_even() -> None:
    """With 0 to 72,6 % noticed, each as likely, half of the draws lie at or above the break-even rate of 36,3 %."""
    found = run(ranged(by_hand(seen=0.3), "seen", 0, 2 * 7_510 / 20_700, "uniform"), KNOWN)
    assert found.even / found.draws == pytest.approx(0.5, abs=0.02)


def test_a_net_of_exactly_nothing_is_even() -> None:
    """No costs and nothing freed: net 0, and every draw is even."""
    nothing = dict.fromkeys(("workers", "measuring_minutes", "seen", "no_show_fewer"), 0)
    found = run(by_hand(**nothing), KNOWN)
    assert (found["net"].mean, found.even) == (0, found.draws)


def test_more_improved_and_the_cost_of_one() -> None:
    """5 of 100 more improve reliably: 5 clients, 10 960 / 5 = 2 192 euro for one."""
    found = means(by_hand())
    assert (found["more_improved"], found["cost_per_one"]) == pytest.approx((5, 2_192))


def test_no_cost_of_one_where_nobody_more_improves() -> None:
    """Where no more improve there is no cost of one; it is neither 0 nor infinite."""
    assert means(by_hand(improved_more=0))["cost_per_one"] is None


def test_fewer_dropouts() -> None:
    """2 of 100 fewer drop out: 2 clients."""
    assert means(by_hand())["fewer_dropouts"] == pytest.approx(2)


def test_time_to_break_even() -> None:
    """Use grows over 3 years and training is paid at once, again after 4 years: the sum of the years, euro by euro."""
    by_year = [
        4_600 - 9_700 - 5_040,
        9_200 - 9_700,
        13_800 - 9_700,
        13_800 - 9_700,
        13_800 - 9_700 - 5_040,
    ]
    sums = [sum(by_year[: number + 1]) for number in range(5)]
    assert sums == [-10_140, -10_640, -6_540, -2_440, -3_380]
    found = run(by_hand(), KNOWN)
    assert found.course == pytest.approx(sums, abs=1)
    assert found.reached == (0, 0, 0, 0, 0)


def test_discounting() -> None:
    """At 3 % a year, the second year's −500 euro count as 500 / 1.03, the third year's 4 100 as 4 100 / 1.03²."""
    course = run(by_hand(discount_rate=0.03), KNOWN).course
    assert course[0] == pytest.approx(-10_140, abs=1)
    assert course[1] == pytest.approx(-10_140 - 500 / 1.03, abs=1)
    assert course[2] == pytest.approx(-10_140 - 500 / 1.03 + 4_100 / 1.03**2, abs=1)


def test_even_after_some_years() -> None:
    """With 3 hours of supervision instead of 10 the third year is the first whose sum is not below nothing."""
    found = run(by_hand(supervision_hours=3), KNOWN)
    assert [total >= 0 for total in found.course] == [False, False, True, True, True]
    assert found.reached == (0, 0, *[found.draws] * 3)


def test_nothing_changes_is_always_shown_beside() -> None:
    """The same costs where nobody is noticed and nothing differs: the net is minus the costs, 10 960 euro."""
    assert run(by_hand(), KNOWN).zero.mean == pytest.approx(-10_960)
    assert means(by_hand().without_effect())["net"] == pytest.approx(-10_960)


def test_the_default_holds_the_price_of_a_coaching_period() -> None:
    """About 10 visits at about 345 euro: 3 450 euro (Helsinki, 15 May 2025)."""
    one = read("default", KNOWN)
    assert one["visits_planned"].value * one["visit_cost"].value == cost_of(10, 345) == 3_450
    assert run(one, KNOWN)["period_cost"].mean == pytest.approx(3_450, rel=0.001)


def test_the_talks_own_example() -> None:
    """A Hehku period of 8 664 euro that ends after 4 of 6 months: 2 888 euro are not spent (Helsinki, 15 May 2025)."""
    assert means(read("hehku", KNOWN))["gross"] == unspent(8_664, 6, 4) == 2_888


def test_the_example_uses_every_input() -> None:
    """The sums above leave no input out."""
    assert set(BY_HAND) == set(read("default", KNOWN).assumptions)
