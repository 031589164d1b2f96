"""What anybody may see: percentages, nobody and everybody, medians; by their thresholds."""

import pytest

from fitlib.release import FEW_VALUES, SMALL_GROUP, release
from fitlib.release.reasons import OVER_NINETY, UNDER_TENTH
from fitlib.statistics.intervals import wilson
from tests.unit.release.figures import mean, share


def one(fact, audience, constants):
    return release([fact], audience, constants).facts[0]


@pytest.mark.parametrize(("n", "told"), [(24, False), (29, False), (30, True), (35, True)])
def test_a_percentage_needs_a_base_of_thirty(n, told, constants) -> None:
    assert (one(share("x", n // 2, n), "public", constants).value is not None) is told


@pytest.mark.parametrize(
    ("k", "n", "value"), [(35, 49, 0.70), (11, 49, 0.20), (50, 94, 0.55), (36, 104, 0.35), (37, 110, 35 / 110)]
)
def test_a_percentage_is_made_of_published_counts_and_is_coarse_below_a_hundred(k, n, value, constants) -> None:
    fact = one(share("x", k, n), "public", constants)
    assert fact.value == pytest.approx(value)
    assert fact.value == pytest.approx(fact.k / fact.n, abs=0.026)


@pytest.mark.parametrize("k", range(8, 92))
def test_the_interval_covers_every_count_that_is_published_alike(k, constants) -> None:
    fact = one(share("x", k, 100), "public", constants)
    if fact.value is not None:
        assert fact.low <= k / 100 <= fact.high
        assert 0 <= fact.low <= fact.value <= fact.high <= 1


def test_all_but_a_few_is_not_told_as_all(constants) -> None:
    fact = one(share("x", 32, 34), "public", constants)
    assert fact.value is None


@pytest.mark.parametrize(("n", "hidden"), [(12, SMALL_GROUP), (19, SMALL_GROUP), (20, None), (21, None)])
@pytest.mark.parametrize("everybody", [False, True])
def test_nobody_or_everybody_of_a_small_group_is_not_told(n, hidden, everybody, constants) -> None:
    assert one(share("x", n if everybody else 0, n), "public", constants).hidden == hidden


def test_inside_the_house_a_zero_is_a_zero(constants) -> None:
    assert one(share("x", 0, 12), "internal", constants).k == 0


def sensitive(k, n):
    fact = share("worse", k, n)
    return type(fact)(**{**vars(fact), "sensitive": True})


@pytest.mark.parametrize(
    ("k", "n", "reason"),
    [
        (0, 40, SMALL_GROUP), (3, 40, SMALL_GROUP), (0, 74, SMALL_GROUP), (0, 75, UNDER_TENTH), (5, 75, UNDER_TENTH),
        (7, 100, UNDER_TENTH), (100, 100, OVER_NINETY), (10, 100, None),
    ],
)  # fmt: skip
def test_a_sensitive_trait_is_never_told_of_nobody_or_everybody(k, n, reason, constants) -> None:
    fact = one(sensitive(k, n), "public", constants)
    assert fact.hidden == reason
    assert reason is None or fact.k is None


@pytest.mark.parametrize(
    ("audience", "n", "value", "quartiles"),
    [("internal", 19, False, False), ("internal", 20, True, False), ("internal", 40, True, True),
     ("public", 39, False, False), ("public", 40, True, True)],
)  # fmt: skip
def test_a_median_needs_ten_on_each_side_and_outside_the_house_so_do_quartiles(
    audience, n, value, quartiles, constants
) -> None:
    fact = mean("m", 12.0, n)
    seen = one(type(fact)(**{**vars(fact), "method": "median"}), audience, constants)
    assert (seen.value is not None, seen.low is not None) == (value, quartiles)
    assert seen.hidden == (None if value else FEW_VALUES)


@pytest.mark.parametrize(("audience", "value"), [("internal", 28.84), ("public", 28.8), ("own", 28.8412)])
def test_decimals_of_a_mean(audience, value, constants) -> None:
    assert one(mean("m", 28.8412, 40), audience, constants).value == value


@pytest.mark.parametrize(("k", "n"), [(20, 50), (40, 90), (30, 100), (60, 200)])
def test_an_interval_is_as_coarse_as_its_percentage_and_holds_it(k, n, constants) -> None:
    """Steps of five percentage points below a hundred, outwards; finer from a hundred on."""
    fact = release([share("x", k, n)], "public", constants).one("x")
    assert 0 <= fact.low < fact.value < fact.high <= 1
    fives = [round(number * 20, 6) for number in (fact.low, fact.value, fact.high)]
    assert all(number == round(number) for number in fives) == (n < 100)
    low, high = wilson(k - 2, n + 5, 0.95)[0], wilson(k + 2, n - 5, 0.95)[1]
    assert fact.low <= low + 1e-9
    assert fact.high >= high - 1e-9
    assert (low - fact.low, fact.high - high) < (0.05, 0.05)
