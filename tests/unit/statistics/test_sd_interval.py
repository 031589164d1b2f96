"""The interval of an SD agrees with somebody else's numbers and behaves."""

import pytest

from fitlib.statistics.sd_interval import sd_interval


@pytest.mark.parametrize(
    ("level", "low", "high"), [(0.9, 0.00563, 0.00712), (0.95, 0.00551, 0.00729), (0.99, 0.0053, 0.00766)]
)
def test_the_interval_of_the_gear_diameters_is_the_printed_one(level, low, high) -> None:
    """NIST's gear diameters, n 100: the bounds that the manual of Boost.Math prints for them."""
    assert sd_interval(0.006278908, 100, level) == pytest.approx((low, high), abs=5e-6)


def test_it_narrows_with_n_and_holds_the_sd() -> None:
    few, many = sd_interval(8.0, 10, 0.95), sd_interval(8.0, 1000, 0.95)
    assert few[0] < many[0] < 8.0 < many[1] < few[1]
