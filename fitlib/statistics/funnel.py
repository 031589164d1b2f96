"""Funnel limits: how far from the common level a team of its size may lie by chance, allowing for overdispersion.

Teams lie where they lie; nothing here ranks them. Source: Spiegelhalter 2005, Stat Med 24:1185; NHS SHMI method.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from fitlib.statistics.answer import Numbers, TooFew, z_of


@dataclass(frozen=True)
class Limits:
    """Lower and upper limit at each team's own size, at the warning (95 %) and the outer (99.8 %) level."""

    low: Numbers
    high: Numbers
    outer_low: Numbers
    outer_high: Numbers


@dataclass(frozen=True)
class Funnel:
    """One entry per team. φ above 1: teams differ more than chance; τ² is what that adds to the limits.

    `warned` is beyond the adjusted 95 % limits, `outside` beyond the outer ones; a team smaller than
    funnel.least.clients is not `judged` and is neither.
    """

    value: Numbers
    target: float
    phi: float
    tau2: float
    plain: Limits
    adjusted: Limits
    judged: NDArray[np.bool_]
    warned: NDArray[np.bool_]
    outside: NDArray[np.bool_]


@dataclass(frozen=True)
class _Scale:
    """A scale on which the figures are about normal: y, standard error, target, and the way back."""

    y: Numbers
    se: Numbers
    target: float
    back: Callable[[Numbers], Numbers]


def shares(k: ArrayLike, n: ArrayLike, reference: Mapping[str, Any]) -> Funnel | TooFew:
    """Funnel of k of n per team around the common share, on the arcsine scale, extremes drawn in (winsorised).

    Takes: counts per team, n above 0. Gives: one entry per team, or too few teams (funnel.least.teams).
    """
    part, whole = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    if few := _too_few(whole, reference):
        return few
    scale = _Scale(_arc(part / whole), 1 / (2 * np.sqrt(whole)), float(_arc(part.sum() / whole.sum())), _share)
    phi, tau2 = dispersion((scale.y - scale.target) / scale.se, scale.se, reference["funnel.trim"])
    return _funnel(scale, part / whole, phi, tau2, whole, reference)


def means(mean: ArrayLike, n: ArrayLike, sd: float, reference: Mapping[str, Any]) -> Funnel | TooFew:
    """Funnel of team means around the common mean, with one SD for all teams, extremes drawn in (winsorised).

    Takes: mean and n per team and the common SD, all in one unit. Gives: one entry per team, or too few teams.
    """
    y, whole = np.asarray(mean, dtype=float), np.asarray(n, dtype=float)
    if few := _too_few(whole, reference):
        return few
    scale = _Scale(y, sd / np.sqrt(whole), float(np.average(y, weights=whole)), lambda same: same)
    phi, tau2 = dispersion((scale.y - scale.target) / scale.se, scale.se, reference["funnel.trim"])
    return _funnel(scale, y, phi, tau2, whole, reference)


def ratios(observed: ArrayLike, expected: ArrayLike, reference: Mapping[str, Any]) -> Funnel | TooFew:
    """Funnel of observed over expected counts around 1, on the log scale, extremes left out (as the NHS SHMI).

    Takes: counts per team, observed above 0, expected not rounded. Gives: one entry per team, or too few teams.
    """
    seen, due = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if few := _too_few(due, reference):
        return few
    scale = _Scale(np.log(seen / due), 1 / np.sqrt(due), 0.0, np.exp)
    z = scale.y / scale.se
    groups = 1 / reference["funnel.trim"]
    place = np.floor(stats.rankdata(z) * groups / (len(z) + 1))
    kept = (place > 0) & (place < groups - 1)
    phi, tau2 = _phi_tau2(z[kept], scale.se[kept])
    return replace(_funnel(scale, seen / due, phi, tau2, due, reference), plain=poisson_limits(due, reference))


def poisson_limits(expected: ArrayLike, reference: Mapping[str, Any]) -> Limits:
    """Exact limits of observed over expected counts around 1, with no overdispersion. Source: Garwood 1936."""
    due = np.asarray(expected, dtype=float)
    tails = [(1 - reference[f"funnel.level.{level}"]) / 2 for level in ("warning", "outer")]
    pairs = ((stats.chi2.ppf(tail, 2 * due), stats.chi2.isf(tail, 2 * (due + 1))) for tail in tails)
    return Limits(*(edge / 2 / due for pair in pairs for edge in pair))


def dispersion(z: ArrayLike, se: ArrayLike, trim: float) -> tuple[float, float]:
    """φ and τ² of z scores whose extremes are drawn in to the `trim` and 1 − `trim` quantiles."""
    score = np.asarray(z, dtype=float)
    return _phi_tau2(score.clip(*np.quantile(score, [trim, 1 - trim])), np.asarray(se, dtype=float))


def _phi_tau2(z: Numbers, se: Numbers) -> tuple[float, float]:
    w = 1 / se**2
    phi = float((z**2).mean())
    excess = len(z) * phi - (len(z) - 1)
    return phi, float(max(0.0, excess / (w.sum() - (w**2).sum() / w.sum())))


def _funnel(
    scale: _Scale, value: Numbers, phi: float, tau2: float, size: Numbers, reference: Mapping[str, Any]
) -> Funnel:
    levels = z_of(reference["funnel.level.warning"]), z_of(reference["funnel.level.outer"])
    plain, adjusted = _limits(scale, 0.0, *levels), _limits(scale, tau2, *levels)
    judged = size >= reference["funnel.least.clients"]
    warned = judged & ((value < adjusted.low) | (value > adjusted.high))
    outside = judged & ((value < adjusted.outer_low) | (value > adjusted.outer_high))
    target = float(scale.back(np.float64(scale.target)))
    return Funnel(value, target, phi, tau2, plain, adjusted, judged, warned, outside)


def _limits(scale: _Scale, tau2: float, warning: float, outer: float) -> Limits:
    reach = np.sqrt(scale.se**2 + tau2)
    return Limits(*(scale.back(scale.target + z * reach) for z in (-warning, warning, -outer, outer)))


def _too_few(size: Numbers, reference: Mapping[str, Any]) -> TooFew | None:
    least = reference["funnel.least.teams"]
    return TooFew(len(size), least, "funnel.least.teams") if len(size) < least else None


def _arc(share: Any) -> Any:
    return np.arcsin(np.sqrt(share))


def _share(angle: Numbers) -> Numbers:
    return np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
