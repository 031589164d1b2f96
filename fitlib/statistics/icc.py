"""Agreement of raters who rate the same people: the six intraclass correlations of Shrout & Fleiss."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from fitlib.statistics.answer import complete

FORMS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


@dataclass(frozen=True)
class Icc:
    """One form with its F test and interval. k in the name: of the mean of the raters, else of one rater."""

    form: str
    value: float
    f: float
    df1: int
    df2: int
    p: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class _Squares:
    n: int
    k: int
    people: float
    within: float
    raters: float
    error: float


def icc(ratings: ArrayLike, level: float) -> dict[str, Icc]:
    """All six forms. 1: raters differ by person; 2: the same random raters; 3: just these raters.

    Takes: people × raters, people with a missing rating left out. Gives: by form, in the order of FORMS.
    Raises: ValueError for fewer than two people or raters. Source: Shrout & Fleiss 1979, McGraw & Wong 1996.
    """
    m = _squares(complete(ratings))
    tail = 1 - (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):  # raters who never differ leave nothing to divide by
        return _forms(m, tail)


def _forms(m: _Squares, tail: float) -> dict[str, Icc]:
    one = _form("ICC1", m, (m.people - m.within) / (m.people + (m.k - 1) * m.within), m.within, m.n * (m.k - 1), tail)
    consistent = (m.people - m.error) / (m.people + (m.k - 1) * m.error)
    three = _form("ICC3", m, consistent, m.error, (m.n - 1) * (m.k - 1), tail)
    singles = (one, _form_two(m, tail), three)
    return {found.form: found for found in (*singles, *(_of_mean(single, m.k) for single in singles))}


def _squares(table: np.ndarray) -> _Squares:
    n, k = table.shape
    if n < 2 or k < 2:
        raise ValueError("an intraclass correlation needs at least two people and two raters")
    mean = table.mean()
    people = k * ((table.mean(axis=1) - mean) ** 2).sum() / (n - 1)
    raters = n * ((table.mean(axis=0) - mean) ** 2).sum() / (k - 1)
    within = ((table - table.mean(axis=1, keepdims=True)) ** 2).sum()
    return _Squares(n, k, people, within / (n * (k - 1)), raters, (within - raters * (k - 1)) / ((n - 1) * (k - 1)))


def _form(form: str, m: _Squares, value: float, noise: float, df2: int, tail: float) -> Icc:
    f, df1 = m.people / noise, m.n - 1
    low, high = f / stats.f.ppf(tail, df1, df2), f * stats.f.ppf(tail, df2, df1)
    bounds = [1.0, 1.0] if np.isinf(f) else [(edge - 1) / (edge + m.k - 1) for edge in (low, high)]
    return Icc(form, float(value), float(f), df1, df2, float(stats.f.sf(f, df1, df2)), *map(float, bounds), m.n)


def _form_two(m: _Squares, tail: float) -> Icc:
    value = (m.people - m.error) / (m.people + (m.k - 1) * m.error + m.k * (m.raters - m.error) / m.n)
    f, df1, df2 = m.people / m.error, m.n - 1, (m.n - 1) * (m.k - 1)
    ratio = m.raters / m.error
    share = m.n * (1 + (m.k - 1) * value) - m.k * value
    spread = (m.k - 1) * (m.n - 1) * (m.k * value * ratio + share) ** 2
    v = spread / ((m.n - 1) * m.k**2 * value**2 * ratio**2 + share**2)
    upper, lower = stats.f.ppf(tail, df1, v), stats.f.ppf(tail, v, df1)
    rest = m.k * m.raters + (m.k * m.n - m.k - m.n) * m.error
    low = m.n * (m.people - upper * m.error) / (upper * rest + m.n * m.people)
    high = m.n * (lower * m.people - m.error) / (rest + m.n * lower * m.people)
    return Icc("ICC2", float(value), float(f), df1, df2, float(stats.f.sf(f, df1, df2)), float(low), float(high), m.n)


def _of_mean(single: Icc, k: int) -> Icc:
    def step(r: float) -> float:
        return k * r / (1 + (k - 1) * r)

    value, low, high = step(single.value), step(single.low), step(single.high)
    return Icc(single.form + "k", value, single.f, single.df1, single.df2, single.p, low, high, single.n)
