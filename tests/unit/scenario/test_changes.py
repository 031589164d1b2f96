"""Changes as an address writes them: read, written back, and refused where they are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitlib.errors import ParameterRefused
from fitlib.scenario import changed, changes, inputs, read
from fitlib.scenario.changes import written
from tests.property import examples
from tests.unit.scenario.made import KNOWN

DEFAULT = read("default", KNOWN)


def test_a_new_value_takes_its_range_along() -> None:
    cost = changed(DEFAULT, ["visit_cost:690"])["visit_cost"]
    assert (cost.low, cost.value, cost.high) == pytest.approx((620, 690, 760))


def test_a_range_stays_within_the_limits_of_its_input() -> None:
    seen = changed(DEFAULT, ["seen:0.9"])["seen"]
    assert (seen.low, seen.value, seen.high) == pytest.approx((0.36, 0.9, 0.95))


def test_an_end_alone_may_change_and_a_fixed_value_gets_a_range() -> None:
    assert changed(DEFAULT, ["seen.low:0,3"])["seen"].low == 0.3
    workers = changed(DEFAULT, ["workers.low:6", "workers.high:10"])["workers"]
    assert (workers.low, workers.value, workers.high, workers.distribution) == (6, 8, 10, "triangular")
    assert not changed(DEFAULT, ["seen.low:0.5", "seen.high:0.5"])["seen"].varies


@pytest.mark.parametrize(
    "change",
    ["seen", "seen:", "seen:x", "seen.mid:1", "seen:1e9", "seen:nan", "Seen:1", "seen:1;x:2", "__class__:1", ""],
)
def test_what_is_no_change(change) -> None:
    with pytest.raises(ParameterRefused):
        changed(DEFAULT, [change])


def test_an_unknown_input() -> None:
    with pytest.raises(ParameterRefused, match="scenario_input"):
        changed(DEFAULT, ["luck:1"])


@examples(80)
@given(st.dictionaries(st.sampled_from(sorted(inputs())), st.floats(0, 1), max_size=6))
def test_what_is_written_back_gives_the_same_scenario(parts) -> None:
    wished = [
        f"{name}:{written(known.minimum + part * (known.maximum - known.minimum))}"
        for name, part in parts.items()
        if (known := inputs()[name])
    ]
    now = changed(DEFAULT, wished)
    again = changed(DEFAULT, changes(DEFAULT, now))
    for name in inputs():
        assert again[name].value == pytest.approx(now[name].value, abs=1e-9)
        assert (again[name].low, again[name].high) == pytest.approx((now[name].low, now[name].high), rel=1e-8, abs=1e-8)
