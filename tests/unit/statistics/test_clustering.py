"""Intervals clustered by worker."""

import numpy as np
import pytest
import statsmodels.api as sm

from fitlib.statistics import effect_size
from fitlib.statistics.answer import TooFew
from fitlib.statistics.clustering import clustered_g, clustered_mean


def drawn(workers: int = 12, each: int = 15, alike: float = 3.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(11)
    worker = np.repeat(np.arange(workers), each)
    first = draw.normal(20, 8, worker.size)
    last = 10 + 0.6 * first + draw.normal(0, alike, workers)[worker] + draw.normal(0, 5, worker.size)
    return first, last, worker


def test_clustered_mean_is_that_of_statsmodels() -> None:
    first, last, worker = drawn()
    found = clustered_mean(last - first, worker, 10, 0.95)
    fit = sm.OLS(last - first, np.ones_like(first)).fit(cov_type="cluster", cov_kwds={"groups": worker}, use_t=True)
    low, high = fit.conf_int()[0]
    assert (found.value, found.low, found.high) == pytest.approx((fit.params[0], low, high))


def test_a_worker_of_ones_own_for_each_client_gives_students_interval() -> None:
    first, last, _ = drawn()
    change = last - first
    found = clustered_mean(change, np.arange(change.size), 10, 0.95)
    assert found.high - found.value == pytest.approx(1.973305 * change.std(ddof=1) / np.sqrt(change.size), rel=1e-6)


def test_clustered_g_is_g_with_the_spread_of_whole_workers_drawn_anew() -> None:
    first, last, worker = drawn()
    found = clustered_g(first, last, worker, 10, 0.95)
    plain = effect_size.pre_post(first.mean(), last.mean(), first.std(ddof=1), 0.5, first.size, 0.95)
    assert found.value == pytest.approx(plain.g)
    draw = np.random.default_rng(5)
    rows = [np.concatenate([np.flatnonzero(worker == w) for w in draw.integers(0, 12, 12)]) for _ in range(4000)]
    values = [(last[r] - first[r]).mean() / first[r].std(ddof=1) for r in rows]
    half = 2.200985 * np.std(values) * np.sqrt(12 / 11)
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=0.06)


def test_clients_of_one_worker_alike_widen_the_interval() -> None:
    first, last, worker = drawn()
    alone = clustered_g(first, last, np.arange(worker.size), 10, 0.95)
    together = clustered_g(first, last, worker, 10, 0.95)
    assert together.high - together.low > alone.high - alone.low


@pytest.mark.parametrize(("workers", "enough"), [(9, False), (10, True), (11, True)])
def test_ten_workers_are_needed(workers: int, enough: bool) -> None:
    first, last, worker = drawn(workers)
    assert isinstance(clustered_mean(last - first, worker, 10, 0.95), TooFew) is not enough
    assert isinstance(clustered_g(first, last, worker, 10, 0.95), TooFew) is not enough


def test_no_values_and_no_spread_are_answers() -> None:
    assert clustered_mean([], [], 10, 0.95) == TooFew(0, 10, "clustered_mean")
    assert clustered_g([5, 5, 5], [6, 7, 8], [1, 2, 3], 2, 0.95) == TooFew(3, 2, "clustered_g")
