"""Exploratory factor analysis by maximum likelihood, and whether the items have enough in common for one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from fitlib.statistics.answer import Numbers, complete

SMALLEST_UNIQUE = 0.005  # of a standardised item, as R's factanal and psych


@dataclass(frozen=True)
class Factors:
    """Unrotated factors of standardised items: `loadings` one row per item, chi-square with Bartlett's correction."""

    loadings: Numbers
    communality: Numbers
    eigenvalues: Numbers
    chi2: float
    degrees: int
    tli: float
    rmsea: float
    n: int


@dataclass(frozen=True)
class Adequacy:
    """Kaiser–Meyer–Olkin over all items and for each, and Bartlett's test that nothing correlates."""

    kmo: float
    of_items: Numbers
    chi2: float
    degrees: int
    p: float


def adequacy(items: ArrayLike) -> Adequacy:
    """Whether the correlations are worth a factor analysis. Source: Kaiser 1974; Bartlett 1951."""
    table = complete(items)
    n, columns = table.shape
    r = np.corrcoef(table, rowvar=False)
    inverse = np.linalg.inv(r)
    spread = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(spread, spread)
    off = ~np.eye(columns, dtype=bool)
    plain, left = (r**2 * off).sum(axis=0), (partial**2 * off).sum(axis=0)
    degrees = columns * (columns - 1) // 2
    chi2 = -np.linalg.slogdet(r)[1] * (n - 1 - (2 * columns + 5) / 6)
    kmo = plain.sum() / (plain.sum() + left.sum())
    return Adequacy(float(kmo), plain / (plain + left), float(chi2), degrees, float(stats.chi2.sf(chi2, degrees)))


def factors(items: ArrayLike, count: int = 1) -> Factors:
    """The best `count` factors of complete rows.

    Takes: respondents × items. Gives: loadings with positive sums. Raises: ValueError for too few items to test it.
    Source: Jöreskog 1967; Lawley & Maxwell 1971.
    """
    table = complete(items)
    n, columns = table.shape
    degrees = ((columns - count) ** 2 - columns - count) // 2
    if degrees < 1:
        raise ValueError(f"{columns} items are too few to test {count} factors")
    r = np.corrcoef(table, rowvar=False)
    start = (1 - 0.5 * count / columns) / np.diag(np.linalg.inv(r))
    found = optimize.minimize(
        _distance, start, args=(r, count), jac=_slope, method="L-BFGS-B",
        bounds=[(SMALLEST_UNIQUE, 1.0)] * columns, options={"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-10},
    )  # fmt: skip
    loadings, _ = _loadings(found.x, r, count)
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1, 1)
    weight = n - 1 - (2 * columns + 5) / 6 - 2 * count / 3
    chi2, null = weight * found.fun, -weight * np.linalg.slogdet(r)[1]
    of_model, of_null = chi2 / degrees, null / (columns * (columns - 1) / 2)
    tli, rmsea = (of_null - of_model) / (of_null - 1), np.sqrt(max(of_model - 1, 0) / n)
    eigenvalues = np.linalg.eigvalsh(r)[::-1]
    return Factors(loadings, (loadings**2).sum(axis=1), eigenvalues, float(chi2), degrees, float(tli), float(rmsea), n)


def _loadings(unique: Numbers, r: Numbers, count: int) -> tuple[Numbers, Numbers]:
    scale = np.sqrt(unique)
    values, vectors = np.linalg.eigh(r / np.outer(scale, scale))
    values, vectors = values[::-1], vectors[:, ::-1]
    return scale[:, None] * vectors[:, :count] * np.sqrt(np.maximum(values[:count] - 1, 0)), values[count:]


def _distance(unique: Numbers, r: Numbers, count: int) -> float:
    left = _loadings(unique, r, count)[1]
    return float((left - np.log(left) - 1).sum())


def _slope(unique: Numbers, r: Numbers, count: int) -> Numbers:
    loadings, _ = _loadings(unique, r, count)
    return np.diag(loadings @ loadings.T + np.diag(unique) - r) / unique**2
