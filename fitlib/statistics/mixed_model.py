"""A mixed model with random intercept and slope: profile REML on sufficient statistics.

y = (1, time) ⊗ w · β + u0 + u1·time + e, where w is what is known of a group (for an episode: 1 and its intake).
The rows are read once; a step of the search costs a few small matrices per pattern of times, however many the groups.
Source: Bates, Mächler, Bolker & Walker 2015 (profiled REML criterion of lme4).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize

from fitlib.statistics.mixed_statistics import Floats, GroupSums, PatternSums, group_sums, pattern_sums

TOLERANCE = 1e-10
START, BOUNDS = (1.0, 0.0, 1.0), ((0, None), (None, None), (0, None))


@dataclass(frozen=True)
class MixedModel:
    """A fitted model. `fixed` in the order (1 ⊗ w, time ⊗ w); `criterion` is −2 log (restricted) likelihood.

    `random` is the covariance of intercept and slope, `residual` the variance of a row; `singular` where one of them
    is nil. `codes` order of groups is that of the rows' codes.
    """

    fixed: Floats
    fixed_covariance: Floats
    random: Floats
    residual: float
    criterion: float
    rows: int
    groups: int
    singular: bool
    sums: GroupSums

    @property
    def fixed_errors(self) -> Floats:
        """Standard errors of `fixed`."""
        return np.sqrt(np.diag(self.fixed_covariance))

    @property
    def effects(self) -> Floats:
        """One row per group: its deviation in intercept and in slope, drawn towards 0 (best linear predictor)."""
        relative, zz = self.random / self.residual, self.sums.zz
        expected = np.einsum("aj,gj->ga", self.fixed.reshape(2, -1), self.sums.w)
        gap = self.sums.zy - np.einsum("gab,gb->ga", zz, expected)
        return np.einsum("ab,gbc,gc->ga", relative, _inverse(np.eye(2) + zz @ relative), gap)

    def effect_errors(self) -> Floats:
        """One row per group: conditional standard errors of `effects`, given the variances."""
        relative, zz = self.random / self.residual, self.sums.zz
        left = relative - relative @ _inverse(np.eye(2) + zz @ relative) @ zz @ relative
        return np.sqrt(self.residual * np.maximum(left[:, [0, 1], [0, 1]], 0))

    def spread(self, time: ArrayLike) -> Floats:
        """SD of a group's single score around the expected score at each time."""
        t = np.asarray(time, dtype=float)
        slope = self.random[0, 0] + 2 * t * self.random[0, 1] + t * t * self.random[1, 1]
        return np.sqrt(np.maximum(slope, 0) + self.residual)


def fit(
    codes: ArrayLike, time: ArrayLike, score: ArrayLike, known: ArrayLike | None = None, restricted: bool = True
) -> MixedModel | None:
    """Fit by REML (or ML).

    Takes: per row the group's code 0 … G−1, time and score; per group what is known (G × q, a constant among it).
    Gives: the model, or None where rows are too few, the fixed part cannot be told apart, or scores do not vary.
    Source: Bates et al. 2015; results agree with lme4 and statsmodels.
    """
    t, y = np.asarray(time, dtype=float), np.asarray(score, dtype=float)
    if y.size < 2:
        return None
    scale, centre = float(np.sqrt(np.mean(t * t))) or 1.0, float(y.mean())
    sums = group_sums(codes, t / scale, y - centre, known)
    problem = _Problem(sums, pattern_sums(sums), restricted)
    if not problem.solvable:
        return None
    options = {"ftol": 1e-15, "gtol": 1e-7 * problem.rows**0.5, "maxiter": 500}
    found = minimize(problem.criterion, START, jac=True, bounds=BOUNDS, method="L-BFGS-B", options=options)
    return _model(problem, found.x, scale, centre, (np.asarray(codes), t, y, known))


class _Problem:
    """The criterion of one data set as a function of the relative Cholesky factor (a, b, c) of the random part."""

    def __init__(self, sums: GroupSums, patterns: PatternSums, restricted: bool) -> None:
        self.p, self.rows, self.restricted, self.patterns = 2 * sums.w.shape[1], sums.rows, restricted, patterns
        self.yy, self.free = sums.yy, sums.rows - (2 * sums.w.shape[1] if restricted else 0)
        self.xx = self._crossed(patterns.zz)
        self.solvable = self.rows > self.p and np.linalg.matrix_rank(self.xx) == self.p and self._varies()

    def _crossed(self, kernel: Floats) -> Floats:
        return np.einsum("kab,kij->aibj", kernel, self.patterns.ww).reshape(self.p, self.p)

    def _varies(self) -> bool:
        xy = self.patterns.zyw.sum(axis=0).ravel()
        return self.yy - xy @ np.linalg.solve(self.xx, xy) > TOLERANCE * self.yy

    def solve(self, factor: ArrayLike) -> tuple[Floats, Floats, Floats, Floats, float]:
        """Relative covariance, (I + Z'Z·D)⁻¹, X'V⁻¹X, β and the residual sum of squares at one factor."""
        a, b, c = factor
        lower = np.array([[a, 0.0], [b, c]])
        relative, known = lower @ lower.T, self.patterns
        shrink = _inverse(np.eye(2) + known.zz @ relative)
        weighted = self._crossed(shrink @ known.zz)
        right = np.einsum("kab,kbj->aj", shrink, known.zyw).ravel()
        beta = np.linalg.solve(weighted, right)
        squares = self.yy - np.einsum("ab,kbc,kca->", relative, shrink, known.zyzy) - beta @ right
        return relative, shrink, weighted, beta, float(squares)

    def criterion(self, factor: ArrayLike) -> tuple[float, Floats]:
        """−2 log (restricted) likelihood and its gradient."""
        _, shrink, weighted, beta, squares = self.solve(factor)
        known, a, b, c = self.patterns, *factor
        determinants = -known.groups @ np.log(shrink[:, 0, 0] * shrink[:, 1, 1] - shrink[:, 0, 1] * shrink[:, 1, 0])
        value = determinants + self.free * (1 + np.log(2 * np.pi * squares / self.free))
        kernel = shrink @ known.zz
        by_d = np.einsum("k,kab->ab", known.groups, kernel) - self.free / squares * self._gaps(shrink, kernel, beta)
        if self.restricted:
            value += np.linalg.slogdet(weighted)[1]
            inner = np.einsum("aibj,kij->kab", np.linalg.inv(weighted).reshape(2, self.p // 2, 2, -1), known.ww)
            by_d -= (kernel @ inner @ kernel).sum(axis=0)
        gradient = (by_d + by_d.T) @ np.array([[a, 0.0], [b, c]])
        return float(value), gradient[[0, 1, 1], [0, 0, 1]]

    def _gaps(self, shrink: Floats, kernel: Floats, beta: Floats) -> Floats:
        """Σ g·g' with g = Z'V⁻¹(y − Xβ) of each group."""
        known, b = self.patterns, beta.reshape(2, -1)
        across = shrink @ known.zyw @ b.T @ kernel
        own = shrink @ known.zyzy @ shrink.transpose(0, 2, 1)
        return (own - across - across.transpose(0, 2, 1) + kernel @ b @ known.ww @ b.T @ kernel).sum(axis=0)


def _model(problem: _Problem, factor: Floats, scale: float, centre: float, rows: tuple) -> MixedModel:
    """The model in the units of the rows: time scaled back, the mean of the scores put back into the intercept."""
    relative, _, weighted, beta, squares = problem.solve(factor)
    residual, q = squares / problem.free, problem.p // 2
    back = np.repeat([1.0, 1 / scale], q)
    sums = group_sums(*rows)
    fixed = beta * back
    fixed[:q] += centre * np.linalg.lstsq(sums.w, np.ones(len(sums.w)), rcond=None)[0]
    random = residual * relative / np.outer([1, scale], [1, scale])
    value = problem.criterion(factor)[0] + (2 * q * np.log(scale) if problem.restricted else 0.0)
    covariance = residual * np.linalg.inv(weighted) * np.outer(back, back)
    singular = bool(min(abs(factor[0]), abs(factor[2])) < np.sqrt(TOLERANCE))
    groups = int((sums.zz[:, 0, 0] > 0).sum())
    return MixedModel(fixed, covariance, random, residual, value, problem.rows, groups, singular, sums)


def _inverse(matrices: Floats) -> Floats:
    """Inverses of many 2 × 2 matrices."""
    a, b, c, d = (matrices[:, i, j] for i in (0, 1) for j in (0, 1))
    turned = np.stack([d, -b, -c, a], axis=1).reshape(-1, 2, 2)
    return turned / (a * d - b * c)[:, None, None]
