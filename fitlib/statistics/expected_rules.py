"""What the service reference curve starts from: published anchors, tiers, shares; all of them reference rows."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from fitlib.reference import Reference
from fitlib.statistics.mixed_statistics import Floats
from fitlib.statistics.reliable_change import difference_error

TENTHS = 10


@dataclass(frozen=True)
class Preset:
    """Shares of the two lines: green at or above `green`, red below `red`."""

    green: float
    red: float


@dataclass(frozen=True)
class ExpectedRules:
    """The reference rows `expected_change.*` for one age group; scores in points."""

    centre: float
    unit_session: float
    gain: float
    gain_sd: float
    slope: float
    slope_sd: float
    sd: float
    sem: float
    prior_episodes: float
    shrunk_from: int
    own_from: int
    clients_at_session: int
    folds: int
    shares: tuple[float, ...]

    @property
    def prior_mean(self) -> Floats:
        """Coefficients (1, x−20, L, (x−20)L): the intake at L = 0, the anchors at L = 1."""
        return np.array([self.centre, 1.0, self.gain, self.slope - 1])

    @property
    def prior_covariance(self) -> Floats:
        """How sure the anchors are: nothing to doubt at intake, their SDs at L = 1."""
        return np.diag([0.0, 0.0, self.gain_sd**2, self.slope_sd**2])

    @property
    def prior_variance(self) -> Floats:
        """Variance of a score around the prior curve, polynomial in L: noise at L = 0, SD·√(1 − slope²) at L = 1."""
        near, far = difference_error(self.sem) ** 2, (self.sd * sqrt(1 - self.slope**2)) ** 2
        return np.array([near, far - near, 0.0])

    def log_session(self, session: ArrayLike) -> Floats:
        """L = ln t / ln 8; the intake is session 1, where L is 0."""
        return np.log(np.asarray(session, dtype=float)) / np.log(self.unit_session)

    def design(self, intake: ArrayLike, session: ArrayLike) -> Floats:
        """One row (1, x−20, L, (x−20)L) per score. Takes: intake in tenths, session from the intake on."""
        x, log_t = np.broadcast_arrays(np.asarray(intake) / TENTHS - self.centre, self.log_session(session))
        return np.stack([np.ones_like(x), x, log_t, x * log_t], axis=-1)


def rules(reference: Reference, age_group: str) -> ExpectedRules:
    """Rules of one age group. Raises: ReferenceMissing where the age group has no anchor."""
    row = {
        name: reference[f"expected_change.{name}"] for name in ("centre", "unit_session", "clients_at_session", "folds")
    }
    anchor = reference.under("expected_change.anchor")
    lines = [preset for name in presets(reference) for preset in (name.green, name.red)]
    shares = sorted({*lines, *reference["expected_change.corridor"]})
    return ExpectedRules(
        **row,
        gain=anchor["gain"],
        gain_sd=anchor["gain_sd"],
        slope=reference[f"expected_change.anchor.slope.{age_group}"],
        slope_sd=anchor["slope_sd"],
        sd=anchor["sd"],
        sem=reference["noise.sem"],
        prior_episodes=anchor["episodes"],
        shrunk_from=reference["expected_change.tier.shrunk_from"],
        own_from=reference["expected_change.tier.own_from"],
        shares=tuple(shares),
    )


def preset(reference: Reference, name: str) -> Preset:
    """The preset `percentile` or `openfit_like`, as shares. Raises: ReferenceMissing for another name."""
    return Preset(reference[f"preset.{name}.green"], reference[f"preset.{name}.red"])


def presets(reference: Reference) -> tuple[Preset, ...]:
    """All presets of the reference rows."""
    names = sorted({name.split(".")[0] for name in reference.under("preset")})
    return tuple(preset(reference, name) for name in names)
