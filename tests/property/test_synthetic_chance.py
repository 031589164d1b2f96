"""Invariants of the integer generator and of the scores that are made with it."""

from hypothesis import given
from hypothesis import strategies as st

from fitlib.synthetic.chance import Chance, nearest
from fitlib.synthetic.scores import all_or_nothing, along, split

seeds = st.integers(min_value=0, max_value=2**63)
totals = st.integers(min_value=0, max_value=400)


def test_the_stream_is_the_published_one():
    """SplitMix64 with state 1234567 gives these numbers in the reference program (Vigna, splitmix64.c)."""
    chance = Chance()
    chance._state = 1234567
    assert [chance.bits() for _ in range(3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@given(seeds)
def test_equal_labels_give_equal_streams_and_other_labels_others(seed):
    first, second, other = Chance("a", seed), Chance("a", seed), Chance("b", seed)
    stream = [first.bits() for _ in range(4)]
    assert stream == [second.bits() for _ in range(4)] != [other.bits() for _ in range(4)]


@given(seeds, st.integers(-50, 50), st.integers(0, 100))
def test_a_draw_stays_within_its_bounds(seed, low, width):
    assert low <= Chance(seed).between(low, low + width) <= low + width


def test_the_bell_has_the_spread_that_was_asked_for():
    chance = Chance("bell")
    draws = [chance.normal(100) for _ in range(20_000)]
    mean = sum(draws) / len(draws)
    assert abs(mean) < 3
    assert abs((sum((draw - mean) ** 2 for draw in draws) / len(draws)) ** 0.5 - 100) < 2


@given(totals, seeds, st.integers(0, 40), st.tuples(*[st.integers(-80, 80)] * 4))
def test_items_add_up_to_the_total_and_stay_on_the_scale(total, seed, spread, lean):
    items = split(total, Chance(seed), spread, lean)
    assert sum(items) == total
    assert all(0 <= item <= 100 for item in items)


@given(totals, seeds)
def test_an_extreme_rater_gives_nothing_but_ends(total, seed):
    items = all_or_nothing(total, Chance(seed))
    assert set(items) <= {0, 100}
    assert abs(sum(items) - total) <= 50


@given(st.integers(-1000, 1000), st.integers(1, 50))
def test_nearest_is_within_half(numerator, denominator):
    assert abs(2 * (nearest(numerator, denominator) * denominator - numerator)) <= denominator


@given(st.integers(-10, 30))
def test_interpolation_stays_between_its_anchors(at):
    assert 100 <= along([(0, 100), (10, 300), (20, 200)], at) <= 300
    assert along([(0, 100), (10, 300)], 5) == 200
