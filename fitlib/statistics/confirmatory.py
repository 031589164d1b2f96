"""Confirmatory factor analysis by maximum likelihood, and McDonald's omega from its one-factor model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from fitlib.statistics.answer import NoSpread, Numbers, TooFew, complete
from fitlib.statistics.fit_indices import Fit, discrepancy, fit

SMALLEST_UNIQUE = 1e-6  # of an item's variance; a model that ends here is a Heywood case
WORST_CONDITION = 1e12  # beyond it the correlations cannot be inverted in double precision


@dataclass(frozen=True)
class Model:
    """An estimated model of n respondents, in the items' own unit; factor variances are 1.

    `loadings` one row per item, `unique` the items' own variances, `factors` correlations of the factors.
    `heywood`: an item's own variance went to zero, so the model is not to be interpreted.
    """

    loadings: Numbers
    unique: Numbers
    factors: Numbers
    observed: Numbers
    fit: Fit
    heywood: bool

    @property
    def implied(self) -> Numbers:
        """The covariances that the model says the items should have."""
        return self.loadings @ self.factors @ self.loadings.T + np.diag(self.unique)

    @property
    def standardised(self) -> Numbers:
        """Loadings of items scaled to variance 1."""
        return self.loadings / np.sqrt(np.diag(self.implied))[:, None]

    @property
    def omega(self) -> float:
        """McDonald's omega of the one-factor model: common variance of the total over all its variance."""
        common = self.loadings.sum() ** 2
        return float(common / (common + self.unique.sum()))


def one_factor(items: ArrayLike, reference: Mapping[str, Any]) -> Model | TooFew | NoSpread:
    """The one-factor model of a scale.

    Takes: respondents × items. Gives: the model, or too few respondents, or no spread in an item of its own.
    Rule: psychometrics.least.factor complete rows; at psychometrics.few_degrees or fewer RMSEA is flagged.
    """
    table = complete(items)
    least = reference["psychometrics.least.factor"]
    if len(table) < least:
        return TooFew(len(table), least, "psychometrics.least.factor")
    if not estimable(table):
        return NoSpread(len(table))
    return estimate(table, np.ones((table.shape[1], 1), dtype=bool), reference["psychometrics.few_degrees"])


def estimable(items: ArrayLike) -> bool:
    """Whether every item varies and none is a sum of the others."""
    table = complete(items)
    return bool(table.std(axis=0).all()) and bool(np.linalg.cond(np.corrcoef(table, rowvar=False)) < WORST_CONDITION)


def estimate(items: ArrayLike, pattern: NDArray[np.bool_], few_degrees: int) -> Model:
    """The maximum-likelihood model in which item i loads on factor j where `pattern[i, j]`; factors may correlate.

    Raises: ValueError where an item does not vary or depends wholly on the others.
    Source: Jöreskog 1969; divisor n and free factor correlations as lavaan's std.lv = TRUE.
    """
    table = complete(items)
    if not estimable(table):
        raise ValueError("an item does not vary, or is a sum of the others: there is no factor model")
    scaled = np.corrcoef(table, rowvar=False)
    shape = _Shape(pattern)
    found = optimize.minimize(
        shape.objective, shape.start(), args=(scaled,), jac=True, method="L-BFGS-B", bounds=shape.bounds(),
        options={"maxiter": 5000, "maxfun": 50_000, "ftol": 1e-15, "gtol": 1e-9},
    )  # fmt: skip
    loadings, unique, factors = shape.unpack(found.x)
    spread = table.std(axis=0)
    signs = np.where((loadings * spread[:, None]).sum(axis=0) < 0, -1.0, 1.0)
    observed = np.cov(table, rowvar=False, bias=True)
    loadings, factors = loadings * signs, factors * np.outer(signs, signs)
    implied = (loadings @ factors @ loadings.T + np.diag(unique)) * np.outer(spread, spread)
    quality = fit(observed, implied, len(table), len(found.x), few_degrees)
    heywood = bool((unique <= SMALLEST_UNIQUE * 10).any())
    return Model(loadings * spread[:, None], unique * spread**2, factors, observed, quality, heywood)


class _Shape:
    """Which parameters of a pattern are free, and the distance with its gradient."""

    def __init__(self, pattern: NDArray[np.bool_]) -> None:
        self.pattern = np.asarray(pattern, dtype=bool)
        self.items, self.count = self.pattern.shape
        self.free = int(self.pattern.sum())
        self.pairs = np.tril_indices(self.count, -1)

    def start(self) -> Numbers:
        return np.r_[np.full(self.free, 0.6), np.full(self.items, 0.6), np.zeros(len(self.pairs[0]))]

    def bounds(self) -> list[tuple[float | None, float | None]]:
        correlations = [(-0.999, 0.999)] * len(self.pairs[0])
        return [(None, None)] * self.free + [(SMALLEST_UNIQUE, None)] * self.items + correlations

    def unpack(self, values: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        loadings, factors = np.zeros(self.pattern.shape), np.eye(self.count)
        loadings[self.pattern] = values[: self.free]
        factors[self.pairs] = values[self.free + self.items :]
        factors.T[self.pairs] = values[self.free + self.items :]
        return loadings, values[self.free : self.free + self.items], factors

    def objective(self, values: Numbers, observed: Numbers) -> tuple[float, Numbers]:
        loadings, unique, factors = self.unpack(values)
        implied = loadings @ factors @ loadings.T + np.diag(unique)
        if np.linalg.eigvalsh(implied)[0] <= 0:
            return 1e6, np.zeros_like(values)
        inverse = np.linalg.inv(implied)
        slope = inverse @ (implied - observed) @ inverse
        by_factor = 2 * (loadings.T @ slope @ loadings)
        gradient = np.r_[2 * (slope @ loadings @ factors)[self.pattern], np.diag(slope), by_factor[self.pairs]]
        return discrepancy(observed, implied), gradient
