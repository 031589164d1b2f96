"""The period before: of the same kind and length, up to the day before."""

import pytest

from fitlib.period import Period


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2024Q2", "2024Q1"), ("2024Q1", "2023Q4"), ("2024H1", "2023H2"), ("2024H2", "2024H1"), ("2024-03", "2024-02"),
        ("2024-01", "2023-12"), ("2024", "2023"), ("2023-01..2024-12", "2021-01..2022-12"),
        ("2024Q1..2024Q3", "2023-04..2023-12"), ("1901Q1", "1900Q4"),
    ],
)  # fmt: skip
def test_the_period_before_is_of_the_same_kind_and_ends_the_day_before(period, before) -> None:
    this, earlier = Period.parse(period), Period.parse(period).previous()
    assert earlier == Period.parse(before)
    assert (this.start - earlier.end).days == 1


@pytest.mark.parametrize("period", ["all", "1900", "1900Q1", "1900-01"])
def test_everything_and_the_first_period_have_none_before(period) -> None:
    assert Period.parse(period).previous() is None
