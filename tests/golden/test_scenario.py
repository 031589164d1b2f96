"""A plain numpy script, as a colleague would write it from the formulas, beside the engine: the same distributions."""

import numpy as np
import pytest

from fitlib import reference
from fitlib.scenario import read, run
from tests.unit.scenario.made import KNOWN

DRAWS = 1_000_000


def script(n: int = DRAWS) -> dict[str, np.ndarray]:
    """The default scenario, its two correlated inputs included, in float64 and one piece."""
    rng = np.random.default_rng(1)

    def triangular_of(u, low, mode, high):
        turn = (mode - low) / (high - low)
        below = low + np.sqrt(u * (high - low) * (mode - low))
        return np.where(u < turn, below, high - np.sqrt((1 - u) * (high - low) * (high - mode)))

    from scipy.stats import norm

    z = rng.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], n)
    seen = triangular_of(norm.cdf(z[:, 0]), 0.2, 0.5, 0.8)
    early = triangular_of(norm.cdf(z[:, 1]), 0.1, 0.3, 0.5)
    clients = rng.triangular(80, 100, 120, n)
    stuck = rng.triangular(0.18, 0.29, 0.42, n)
    left = 10 - rng.triangular(3, 5, 8, n)
    price = rng.triangular(310, 345, 380, n)
    hour = rng.triangular(38, 45, 55, n)
    gross = clients * stuck * seen * early * left * price
    training = 8 * (7 + 9 * rng.beta(1 + 4 * 7 / 9, 1 + 4 * 2 / 9, n)) * hour
    years = rng.triangular(3, 4, 5, n)
    licences, supervision = 8 * rng.triangular(100, 200, 300, n), 8 * rng.triangular(6, 10, 16, n) * hour
    measuring = clients * 10 * rng.uniform(5, 10, n) / 60 * hour
    costs = licences + training / years + supervision + measuring
    uptake = rng.triangular(2, 3, 5, n)
    total, course = np.zeros(n), []
    for year in range(1, 6):
        again = 1 if year == 1 else np.floor((year - 1) / years) - np.floor((year - 2) / years)
        flow = gross * np.minimum(1, year / uptake) - licences - supervision - measuring - training * again
        total = total + flow / 1.03 ** (year - 1)
        course.append(total)
    return {"gross": gross, "costs": costs, "net": gross - costs, "course": np.array(course),
            "freed_hours": clients * stuck * seen * early * left * rng.triangular(1, 2, 3, n)}  # fmt: skip


@pytest.fixture(scope="module")
def both():
    from dataclasses import replace

    return script(), run(replace(read("default", KNOWN), draws=DRAWS), reference.load())


@pytest.mark.parametrize("name", ["gross", "costs", "net", "freed_hours"])
def test_means_and_quantiles_agree(both, name) -> None:
    theirs, ours = both
    spread = theirs[name].std()
    low, middle, high = np.quantile(theirs[name], [0.05, 0.5, 0.95])
    assert ours[name].mean == pytest.approx(theirs[name].mean(), abs=6 * spread / np.sqrt(DRAWS))
    assert (ours[name].low, ours[name].middle, ours[name].high) == pytest.approx(
        (low, middle, high), abs=0.016 * spread
    )


def test_the_probability_of_break_even_agrees(both) -> None:
    theirs, ours = both
    assert ours.even / ours.draws == pytest.approx((theirs["net"] >= 0).mean(), abs=0.002)


def test_the_years_agree(both) -> None:
    theirs, ours = both
    assert ours.course == pytest.approx(theirs["course"].mean(axis=1), rel=0.002)
    ever = np.maximum.accumulate(theirs["course"] >= 0, axis=0).mean(axis=1)
    assert [count / ours.draws for count in ours.reached] == pytest.approx(ever, abs=0.001)
