"""What a scenario gives: the distribution of every output, of the years, and the same costs with no effect."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from fitlib.reference import Reference
from fitlib.scenario.draws import CHUNK, PRECISION, drawer
from fitlib.scenario.model import OUTPUTS, PARTS, course, year
from fitlib.scenario.scenario import Scenario, checked

BINS = 40
KEPT = tuple(name for name in OUTPUTS if name != "per_seen")


@dataclass(frozen=True)
class Summary:
    """One output: its mean (of a ratio: the ratio of the means), and low, middle and high of the draws.

    None where there is nothing to divide by.
    """

    mean: float | None
    low: float | None
    middle: float | None
    high: float | None


@dataclass(frozen=True)
class Outcome:
    """A scenario's results. `parts`: mean euros by part; `even`: draws whose net is not below nothing, of `draws`.

    `course`: mean cumulative net by year; `reached`: draws that are even by the end of each year.
    `edges`, `counts`: the histogram of net; `slope`: euros by which net grows from a rate seen of 0 to 1.
    """

    scenario: Scenario
    draws: int
    results: dict[str, Summary]
    parts: dict[str, float]
    even: int
    course: tuple[float, ...]
    reached: tuple[int, ...]
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    slope: float

    def __getitem__(self, name: str) -> Summary:
        return self.results[name]

    @property
    def zero(self) -> Summary:
        """Net euros where the same is paid and nothing differs: the costs, below nothing."""
        costs = self.results["costs"]
        return Summary(-costs.mean, -costs.high, -costs.middle, -costs.low)


def run(scenario: Scenario, reference: Reference, threads: int | None = None) -> Outcome:
    """All draws of a scenario. The same seed gives the same bytes for any number of threads.

    Raises: ParameterRefused where the scenario is not one.
    """
    scenario, horizon = checked(scenario, reference), reference["scenario.horizon"]
    draw, size = drawer(scenario), scenario.draws
    arrays = {name: np.empty(size, PRECISION) for name in KEPT}
    starts = range(0, size, CHUNK)
    sums = np.zeros((len(starts), len(PARTS) + 1 + horizon))
    first = np.zeros((len(starts), horizon), dtype=np.int64)

    def fill(chunk: int) -> None:
        begin = starts[chunk]
        count = min(CHUNK, size - begin)
        of = draw(chunk, count)
        full = year(of)
        for name, array in arrays.items():
            array[begin : begin + count] = full[name]
        years = [np.broadcast_to(total, count) for total in course(of, full, horizon)]
        means = [*(full[name] for name in (*PARTS, "per_seen")), *years]
        sums[chunk] = [np.broadcast_to(value, count).sum(dtype=np.float64) for value in means]
        first[chunk] = list(_reached(years))

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        list(pool.map(fill, range(len(starts))))
        found = dict(zip(arrays, pool.map(lambda array: _summary(array, reference), arrays.values()), strict=True))
    return _outcome(scenario, arrays["net"], found, sums.sum(axis=0) / size, first.sum(axis=0))


def _reached(years: list[Any]) -> Iterator[int]:
    """How many draws have been even at the end of this year or of one before."""
    ever = np.zeros(len(years[0]), dtype=bool)
    for total in years:
        ever |= total >= 0
        yield int(ever.sum())


def _summary(array: Any, reference: Reference) -> Summary:
    share = [reference["scenario.low"], 0.5, reference["scenario.high"]]
    low, middle, high = (float(end) if np.isfinite(end) else None for end in _quantiles(array, share))
    mean = float(array.mean(dtype=np.float64))
    return Summary(mean if np.isfinite(mean) else None, low, middle, high)


def _quantiles(array: Any, shares: list[float]) -> list[float]:
    """The draws at these shares of their order: always a value that was drawn."""
    places = [min(int(share * len(array)), len(array) - 1) for share in shares]
    ordered = np.sort(array)  # faster than a partition in three places
    return [float(ordered[place]) for place in places]


def _outcome(scenario: Scenario, net: Any, found: dict[str, Summary], means: Any, reached: Any) -> Outcome:
    parts = {name: float(mean) for name, mean in zip(PARTS, means, strict=False)}
    slope = float(means[len(PARTS)])
    ratios = {
        "break_even": _over(found["costs"].mean - parts["from_no_shows"], slope),
        "cost_per_one": _over(found["costs"].mean, found["more_improved"].mean),
    }
    results = {
        name: Summary(ratios[name], *_ends(one)) if name in ratios else one for name, one in found.items()
    }  # fmt: skip
    edges = _edges(float(net.min()), float(net.max()))
    counts, _ = np.histogram(net.astype(np.float64), edges)
    years = tuple(float(mean) for mean in means[len(PARTS) + 1 :])
    return Outcome(
        scenario, len(net), results, parts, int((net >= 0).sum()), years, tuple(int(count) for count in reached),
        tuple(float(edge) for edge in edges), tuple(int(count) for count in counts), slope,
    )  # fmt: skip


def _edges(low: float, high: float) -> Any:
    """Round edges, one of them at nothing, for about BINS bars."""
    raw = max((high - low) / BINS, (abs(low) + abs(high)) * 1e-6, 1e-6)
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= raw * (1 - 1e-9))
    return np.arange(np.floor(low / step), np.floor(high / step) + 2) * step


def _ends(one: Summary) -> tuple[float | None, float | None, float | None]:
    return one.low, one.middle, one.high


def _over(above: float, below: float) -> float | None:
    return above / below if below > 0 else None
