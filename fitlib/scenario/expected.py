"""Means in closed form, with no random draw: products of the inputs' own means, for inputs that are not correlated."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from scipy import special

from fitlib.scenario.model import course, year
from fitlib.scenario.prior import BEFORE
from fitlib.scenario.scenario import Scenario

NODES = 64


def expected(one: Scenario) -> dict[str, float]:
    """The mean of every output of one year. Rule: the break-even rate and the cost per one are ratios of the means.

    Raises: ValueError where inputs are correlated: a mean of products is no product of means then.
    """
    means = _means(one)
    full = year(means | {"training_years": 1 / _mean_of(one, "training_years", lambda years: 1 / years)})
    return {name: float(value) for name, value in full.items()}


def expected_course(one: Scenario, horizon: int) -> tuple[float, ...]:
    """The mean cumulative net at the end of each year. Rule: training's own years are averaged over their quantiles."""
    means, nodes, weights = _means(one), *_nodes()
    years, uptake = (one[name].quantile(nodes) for name in ("training_years", "uptake_years"))
    rate = one["discount_rate"].quantile(nodes)
    grid = {"training_years": years[:, None, None], "uptake_years": uptake[None, :, None], "discount_rate": rate}
    of = means | grid
    weight = weights[:, None, None] * weights[None, :, None] * weights
    return tuple(float((total * weight).sum()) for total in course(of, year(of), horizon))


def _means(one: Scenario) -> dict[str, float]:
    if one.correlations:
        raise ValueError("the closed form is of inputs that are drawn apart from each other")
    means = {name: assumption.mean for name, assumption in one.assumptions.items()}
    return means | {name: _of_prior(one, name) for name in one.priors}


def _mean_of(one: Scenario, name: str, rule: Callable[[Any], Any]) -> float:
    nodes, weights = _nodes()
    return float((rule(one[name].quantile(nodes)) * weights).sum())


def _of_prior(one: Scenario, name: str) -> float:
    """The mean difference: over the usual share and over what the study leaves open."""
    chosen, (nodes, weights) = one.priors[name], _nodes()
    before, z = one[BEFORE[name]].quantile(nodes)[:, None], special.ndtri(nodes)[None, :]
    share = one[chosen.prior.among].mean if chosen.prior.among else 1.0
    return float((chosen.difference(before, share, z) * weights[:, None] * weights[None, :]).sum())


@cache
def _nodes() -> tuple[Any, Any]:
    """Gauss–Legendre nodes and weights between 0 and 1."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return (nodes + 1) / 2, weights / 2
