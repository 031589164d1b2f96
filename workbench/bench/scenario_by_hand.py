"""The default cost scenario as a colleague would write it in numpy: the formulas one below the other, in one piece."""

from typing import Any

import numpy as np
from scipy.stats import norm


def script(n: int, seed: int = 1) -> dict[str, Any]:
    """Every output of `n` draws, float64; `course`: years × draws."""
    rng = np.random.default_rng(seed)
    z = rng.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], n)
    seen = triangular(norm.cdf(z[:, 0]), 0.2, 0.5, 0.8)
    early = triangular(norm.cdf(z[:, 1]), 0.1, 0.3, 0.5)
    clients = rng.triangular(80, 100, 120, n)
    stuck = rng.triangular(0.18, 0.29, 0.42, n)
    left = 10 - rng.triangular(3, 5, 8, n)
    price = rng.triangular(310, 345, 380, n)
    hour = rng.triangular(38, 45, 55, n)
    stops = clients * stuck * seen * early
    visits = stops * left
    gross = visits * price
    training = 8 * (7 + 9 * rng.beta(1 + 4 * 7 / 9, 1 + 4 * 2 / 9, n)) * hour
    years = rng.triangular(3, 4, 5, n)
    licences, supervision = 8 * rng.triangular(100, 200, 300, n), 8 * rng.triangular(6, 10, 16, n) * hour
    measuring = clients * 10 * rng.uniform(5, 10, n) / 60 * hour
    costs = licences + training / years + supervision + measuring
    used = (training / years + supervision + measuring) / hour
    return {
        "gross": gross, "costs": costs, "net": gross - costs, "stops": stops, "freed_visits": visits,
        "freed_hours": visits * rng.triangular(1, 2, 3, n), "used_hours": used, "period_cost": 10 * price,
        "break_even": costs / (clients * stuck * early * left * price),
        "course": np.array(course(rng, gross, (licences, supervision, measuring), training, years)),
    }  # fmt: skip


def course(rng: np.random.Generator, gross: Any, running: tuple[Any, ...], training: Any, years: Any) -> list[Any]:
    """Net euros from the start to the end of each of five years, discounted to the first."""
    n = len(gross)
    uptake, rate, total, found = rng.triangular(2, 3, 5, n), rng.triangular(0, 0.03, 0.05, n), np.zeros(n), []
    for year in range(1, 6):
        again = 1 if year == 1 else np.floor((year - 1) / years) - np.floor((year - 2) / years)
        flow = gross * np.minimum(1, year / uptake) - sum(running) - training * again
        total = total + flow / (1 + rate) ** (year - 1)
        found.append(total)
    return found


def told(outputs: dict[str, Any]) -> dict[str, Any]:
    """Mean and 5, 50 and 95 % of every output, how often even, by year, and a histogram of the net."""
    found: dict[str, Any] = {
        name: (array.mean(), *np.quantile(array, [0.05, 0.5, 0.95]))
        for name, array in outputs.items()
        if name != "course"
    }
    found["even"] = (outputs["net"] >= 0).mean()
    found["course"] = outputs["course"].mean(axis=1)
    found["reached"] = np.maximum.accumulate(outputs["course"] >= 0, axis=0).mean(axis=1)
    found["histogram"] = np.histogram(outputs["net"], 40)
    return found


def triangular(u: Any, low: float, mode: float, high: float) -> Any:
    """The quantiles of a triangular distribution: correlated draws have to go this way round."""
    turn = (mode - low) / (high - low)
    below = low + np.sqrt(u * (high - low) * (mode - low))
    return np.where(u < turn, below, high - np.sqrt((1 - u) * (high - low) * (high - mode)))
