"""The scenario engine: the same bytes, whatever the machine does, and what holds for every scenario."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitlib.scenario import inputs, read, run
from fitlib.scenario.draws import CHUNK, drawer
from fitlib.scenario.expected import expected
from tests.property import examples
from tests.unit.scenario.made import KNOWN, by_hand

SHARES = st.floats(0.01, 0.9)
LITERATURE = read("literature", KNOWN)


@pytest.mark.parametrize("draws", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_the_same_seed_gives_the_same_results_for_any_number_of_threads(draws) -> None:
    one = replace(LITERATURE, draws=draws)
    assert run(one, KNOWN, 1) == run(one, KNOWN, 2) == run(one, KNOWN, 5)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    first, again, other = (drawer(replace(LITERATURE, seed=seed))(3, 1000) for seed in (7, 7, 8))
    for name, values in first.items():
        assert np.asarray(values).tobytes() == np.asarray(again[name]).tobytes()
        assert np.ndim(values) == 0 or values.tobytes() != other[name].tobytes()


def test_a_changed_assumption_leaves_the_draws_of_all_others_as_they_were() -> None:
    one = read("default", KNOWN)
    changed = one.with_assumption(one["clients"].moved(200))
    before, after = (drawer(scenario)(0, 1000) for scenario in (one, changed))
    for name in inputs():
        assert (np.asarray(before[name]).tobytes() == np.asarray(after[name]).tobytes()) is (name != "clients")


def test_every_draw_lies_within_the_limits_of_its_input() -> None:
    for name, values in drawer(LITERATURE)(0, CHUNK).items():
        known = inputs()[name]
        assert known.minimum <= np.min(values) <= np.max(values) <= known.maximum
        assert np.asarray(values).dtype == np.float32


@examples(60)
@given(seen=SHARES, early=SHARES, now=SHARES, clients=st.integers(1, 5000), cost=st.floats(1, 5000))
def test_net_is_gross_less_costs_and_no_effect_is_minus_the_costs(seen, early, now, clients, cost) -> None:
    one = by_hand(seen=seen, ended_early=early, nonresponse=now, clients=clients, visit_cost=cost)
    found = run(replace(one, draws=1), KNOWN)
    scale = 1e-5 * (abs(found["gross"].mean) + found["costs"].mean)
    assert found["net"].mean == pytest.approx(found["gross"].mean - found["costs"].mean, abs=scale)
    assert sum(found.parts[name] for name in ("licences", "training", "supervision", "measuring")) == pytest.approx(
        found["costs"].mean, rel=1e-5
    )
    assert found.zero.mean == -found["costs"].mean


@examples(60)
@given(seen=SHARES, more=SHARES)
def test_net_grows_in_a_straight_line_with_the_share_noticed(seen, more) -> None:
    low, high = (expected(by_hand(seen=share)) for share in sorted((seen, more)))
    assert high["net"] - low["net"] == pytest.approx(low["per_seen"] * abs(more - seen), abs=1e-6)


@examples(100)
@given(name=st.sampled_from(sorted(inputs())), part=st.floats(0, 1))
def test_a_moved_assumption_keeps_its_order_and_its_limits(name, part) -> None:
    known, one = inputs()[name], LITERATURE[name]
    moved = one.moved(known.minimum + part * (known.maximum - known.minimum))
    assert known.minimum <= moved.low <= moved.value <= moved.high <= known.maximum
    assert moved.varies is (moved.low < moved.high)


def test_moving_by_nothing_changes_nothing() -> None:
    for one in LITERATURE.assumptions.values():
        assert one.moved(one.value).low == pytest.approx(one.low)
        assert one.moved(one.value).high == pytest.approx(one.high)
