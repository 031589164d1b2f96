"""Internal consistency: Cronbach's alpha with its intervals, item-rest and inter-item correlations.

Takes rows of first measures; rows with a total only stay out (the caller leaves them out, they have no items).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from fitlib.statistics.answer import Estimate, NoSpread, Numbers, TooFew, complete

ROWS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Items:
    """Correlations of the items: `between` one row per item, `rest` with the sum of the others, `mean` of all pairs."""

    between: Numbers
    rest: Numbers
    mean: float
    n: int


def cronbach(items: ArrayLike) -> float:
    """Alpha of complete rows; NaN where the total does not vary. Source: Cronbach 1951."""
    return float(_alpha(np.cov(complete(items), rowvar=False)[None])[0])


def standardised(items: ArrayLike) -> float:
    """Alpha of the correlation matrix, as if every item had the same spread."""
    return float(_alpha(np.corrcoef(complete(items), rowvar=False)[None])[0])


def without_each(items: ArrayLike) -> Numbers:
    """Alpha when one item is left out. Gives: one value per item."""
    table = complete(items)
    return np.array([cronbach(np.delete(table, column, axis=1)) for column in range(table.shape[1])])


def feldt(items: ArrayLike, level: float) -> tuple[float, float]:
    """The closed interval of alpha from the F distribution. Source: Feldt, Woodruff & Salih 1987."""
    table = complete(items)
    rows, columns = table.shape
    tail = (1 - level) / 2
    f = stats.f(rows - 1, (rows - 1) * (columns - 1))
    unexplained = 1 - cronbach(table)
    return float(1 - unexplained * f.ppf(1 - tail)), float(1 - unexplained * f.ppf(tail))


def alpha(items: ArrayLike, reference: Mapping[str, Any]) -> Estimate | TooFew | NoSpread:
    """Alpha with a percentile bootstrap interval over respondents, the same each time it is made.

    Takes: respondents × items. Gives: an estimate, or too few respondents, or no spread.
    Rule: psychometrics.least.alpha complete rows; rows with a missing item stay out.
    """
    table = complete(items)
    least = reference["psychometrics.least.alpha"]
    if len(table) < least:
        return TooFew(len(table), least, "psychometrics.least.alpha")
    value = cronbach(table)
    if np.isnan(value):
        return NoSpread(len(table))
    drawn = resampled(table, reference["psychometrics.bootstrap.draws"], reference["psychometrics.bootstrap.seed"])
    tail = (1 - reference["interval.level"]) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return Estimate(value, float(low), float(high), len(table), "alpha_bootstrap")


def resampled(items: ArrayLike, draws: int, seed: int) -> Numbers:
    """Alpha of bootstrap samples, by weights on cross-products instead of copies of rows. Gives: one value per draw."""
    table = complete(items) - complete(items).mean(axis=0)
    rows, columns = table.shape
    products = (table[:, :, None] * table[:, None, :]).reshape(rows, -1)
    rng = np.random.default_rng(seed)
    at_once = max(1, ROWS_AT_ONCE // rows)
    parts = []
    for first in range(0, draws, at_once):
        weights = _weights(rng, min(at_once, draws - first), rows)
        means = weights @ table
        seconds = (weights @ products).reshape(-1, columns, columns)
        parts.append(_alpha(seconds - means[:, :, None] * means[:, None, :]))
    return np.concatenate(parts)


def items_of(items: ArrayLike) -> Items:
    """How the items go together: correlation of each pair, of each with the rest, and the mean of the pairs."""
    table = complete(items)
    with np.errstate(invalid="ignore", divide="ignore"):
        between = np.corrcoef(table, rowvar=False)
        total = table.sum(axis=1)
        rest = [np.corrcoef(column, total - column)[0, 1] for column in table.T]
    pairs = between[np.triu_indices_from(between, 1)]
    return Items(between, np.array(rest), float(pairs.mean()), len(table))


def _weights(rng: np.random.Generator, draws: int, rows: int) -> Numbers:
    picked = rng.integers(0, rows, (draws, rows)) + rows * np.arange(draws)[:, None]
    return np.bincount(picked.ravel(), minlength=draws * rows).reshape(draws, rows) / rows


def _alpha(covariances: Numbers) -> Numbers:
    columns = covariances.shape[-1]
    own, whole = np.trace(covariances, axis1=1, axis2=2), covariances.sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, columns / (columns - 1) * (1 - own / whole), np.nan)
