"""The service reference curve ("oma vertailukäyrä"): what scores own closed episodes reached, by intake and session.

It is no prediction for one client, and nobody's norm. `expected` (the mean) and the lines (percentiles) are kept apart:
a mean near 0 with 71 % above green cannot come from one symmetric line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from fitlib.statistics import mixed_model
from fitlib.statistics.expected_rules import TENTHS, ExpectedRules
from fitlib.statistics.mixed_statistics import Floats
from fitlib.statistics.quantiles import conditional_quantile

PRIOR, SHRUNK, OWN = "prior", "shrunk", "own"
LOWEST, HIGHEST = 0, 400


@dataclass(frozen=True)
class ReferenceCurve:
    """One curve per instrument, age group and rater. `tier`: prior (indicative), shrunk or own.

    `mean`, `mean_covariance`: coefficients of ExpectedRules.design in points; `variance`: of a score around the mean, a
    polynomial in L; `lines`: coefficients of conditional quantiles, empty where the corridor is Gaussian.
    """

    rules: ExpectedRules
    tier: str
    episodes: int
    last_session: int
    mean: Floats
    mean_covariance: Floats
    variance: Floats
    lines: Mapping[float, Floats]

    def expected(self, intake: ArrayLike, session: ArrayLike) -> Floats:
        """Mean to expect, tenths, not rounded. Takes: intake in tenths; a session beyond the last is as the last."""
        return np.clip(TENTHS * (self._design(intake, session) @ self.mean), LOWEST, HIGHEST)

    def expected_error(self, intake: ArrayLike, session: ArrayLike) -> Floats:
        """Standard error of `expected`, in tenths."""
        design = self._design(intake, session)
        return TENTHS * np.sqrt(np.einsum("...i,ij,...j->...", design, self.mean_covariance, design))

    def corridor(self, intake: ArrayLike, session: ArrayLike) -> NDArray[np.int16]:
        """Lines in whole tenths, one layer per share of `rules.shares`.

        Rule: lines that cross are put in order (Chernozhukov et al. 2010) and stay within the scale.
        """
        design = self._design(intake, session)
        if self.lines:
            points = np.stack([design @ self.lines[share] for share in self.rules.shares])
        else:
            log_t = design[..., 2]
            spread = np.sqrt(
                np.maximum(self.variance @ np.stack([np.ones_like(log_t), log_t, log_t**2]).reshape(3, -1), 0)
            )
            z = ndtri(np.array(self.rules.shares)).reshape(-1, *[1] * log_t.ndim)
            points = design @ self.mean + z * spread.reshape(log_t.shape)
        return np.rint(np.clip(np.sort(TENTHS * points, axis=0), LOWEST, HIGHEST)).astype(np.int16)

    def line(self, share: float, intake: ArrayLike, session: ArrayLike) -> NDArray[np.int16]:
        """The line below which `share` of own scores lay, in tenths. Raises: ValueError for a share without a line."""
        return self.corridor(intake, session)[self.rules.shares.index(share)]

    def _design(self, intake: ArrayLike, session: ArrayLike) -> Floats:
        return self.rules.design(intake, np.clip(session, 1, self.last_session))


def prior_curve(rules: ExpectedRules, episodes: int = 0) -> ReferenceCurve:
    """The curve of the published anchors alone, up to the session they speak of; marked indicative on every page."""
    last = int(rules.unit_session)
    return ReferenceCurve(
        rules, PRIOR, episodes, last, rules.prior_mean, rules.prior_covariance, rules.prior_variance, {}
    )


def fit_curve(rows: pl.DataFrame, rules: ExpectedRules) -> ReferenceCurve:
    """Fit one curve.

    Takes: one row per later measure (expected_rows.later_measures) of one instrument, age group and rater.
    Gives: tier by number of episodes; the anchors weigh n0 episodes in the shrunk tier and nothing in the own tier.
    Rule: where rows cannot carry a curve (all of one session, no spread) the prior stands.
    Source: Bates et al. 2015 (mean), Koenker & Bassett 1978 (lines); tiers are the workbench's.
    """
    episodes = rows["episode"].n_unique()
    last = _last_session(rows, rules)
    model = _model(rows, rules) if episodes >= rules.shrunk_from and last > 1 else None
    if model is None:
        return prior_curve(rules, episodes)
    own = episodes >= rules.own_from
    weight = 1.0 if own else episodes / (episodes + rules.prior_episodes)
    variance = np.array([model.random[0, 0] + model.residual, 2 * model.random[0, 1], model.random[1, 1]])
    return ReferenceCurve(
        rules=rules,
        tier=OWN if own else SHRUNK,
        episodes=episodes,
        last_session=last,
        mean=weight * model.fixed + (1 - weight) * rules.prior_mean,
        mean_covariance=weight**2 * model.fixed_covariance + (1 - weight) ** 2 * rules.prior_covariance,
        variance=weight * variance + (1 - weight) * rules.prior_variance,
        lines=_lines(rows, rules) if own else {},
    )


def _model(rows: pl.DataFrame, rules: ExpectedRules) -> mixed_model.MixedModel | None:
    episode = rows["episode"].rank("dense").to_numpy() - 1
    first = np.zeros(int(episode.max()) + 1)
    first[episode] = rows["intake"].to_numpy() / TENTHS - rules.centre
    known = np.column_stack([np.ones_like(first), first])
    return mixed_model.fit(episode, rules.log_session(rows["session"]), rows["ors"].to_numpy() / TENTHS, known)


def _lines(rows: pl.DataFrame, rules: ExpectedRules) -> dict[float, Floats]:
    design = rules.design(rows["intake"].to_numpy(), rows["session"].to_numpy())
    score = rows["ors"].to_numpy() / TENTHS
    found = {share: conditional_quantile(design, score, share) for share in rules.shares}
    lines = {share: line for share, line in found.items() if line is not None}
    return lines if len(lines) == len(found) else {}


def _last_session(rows: pl.DataFrame, rules: ExpectedRules) -> int:
    """The last session with clients enough; 0 where there is none."""
    clients = rows.group_by("session").agg(pl.col("client").n_unique())
    return clients.filter(pl.col("client") >= rules.clients_at_session)["session"].max() or 0
