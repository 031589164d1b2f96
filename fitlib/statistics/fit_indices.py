"""How well a factor model fits: chi-square, CFI, TLI, RMSEA with its interval, SRMR, AIC and BIC."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from fitlib.statistics.answer import Numbers

UPPER_TAIL = 0.05  # RMSEA's interval is a 90 % interval by convention


@dataclass(frozen=True)
class Fit:
    """Fit of one model. `few_degrees`: so few degrees of freedom that RMSEA is not to be trusted, whatever it is."""

    chi2: float
    degrees: int
    p: float
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float
    aic: float
    bic: float
    n: int
    few_degrees: bool


def fit(observed: Numbers, implied: Numbers, n: int, parameters: int, few: int) -> Fit:
    """Fit indices of a covariance model estimated by maximum likelihood (divisor n, as lavaan's default).

    Takes: observed and implied covariances, n, number of free parameters, degrees at which RMSEA is not to be trusted.
    Source: Bentler 1990 (CFI), Tucker & Lewis 1973 (TLI), Steiger & Lind 1980 (RMSEA), Bentler 1995 (SRMR).
    """
    columns = len(observed)
    moments = columns * (columns + 1) // 2
    degrees = moments - parameters
    chi2 = max(0.0, n * discrepancy(observed, implied))
    null = n * discrepancy(observed, np.diag(np.diag(observed)))
    cfi, tli = _against_independence(chi2, degrees, null, moments - columns)
    rmsea = float(np.sqrt(max(chi2 - degrees, 0) / (degrees * n))) if degrees else 0.0
    low, high = rmsea_interval(chi2, degrees, n)
    minus2 = n * (columns * np.log(2 * np.pi) + _log_det(implied) + np.trace(np.linalg.solve(implied, observed)))
    return Fit(
        chi2, degrees, float(stats.chi2.sf(chi2, degrees)), cfi, tli, rmsea, low, high, srmr(observed, implied),
        float(minus2 + 2 * parameters), float(minus2 + parameters * np.log(n)), n, degrees <= few,
    )  # fmt: skip


def discrepancy(observed: Numbers, implied: Numbers) -> float:
    """The maximum-likelihood distance of two covariance matrices; 0 when they are the same."""
    fitted = np.trace(np.linalg.solve(implied, observed))
    return float(_log_det(implied) - _log_det(observed) + fitted - len(observed))


def srmr(observed: Numbers, implied: Numbers) -> float:
    """Root mean square of the standardised residuals, diagonal counted in."""
    spread = np.sqrt(np.diag(observed))
    residual = ((observed - implied) / np.outer(spread, spread))[np.tril_indices(len(observed))]
    return float(np.sqrt((residual**2).mean()))


def rmsea_interval(chi2: float, degrees: int, n: int) -> tuple[float, float]:
    """The 90 % interval of RMSEA from the non-central chi-square distribution."""
    if not degrees:
        return 0.0, 0.0
    least, most = (_noncentrality(chi2, degrees, share) for share in (1 - UPPER_TAIL, UPPER_TAIL))
    return float(np.sqrt(least / (degrees * n))), float(np.sqrt(most / (degrees * n)))


def _noncentrality(chi2: float, degrees: int, share: float) -> float:
    if stats.chi2.cdf(chi2, degrees) <= share:
        return 0.0
    top = chi2 + 10 * np.sqrt(chi2 + degrees) + 10
    return float(optimize.brentq(lambda shift: stats.ncx2.cdf(chi2, degrees, shift) - share, 1e-12, top))


def _against_independence(chi2: float, degrees: int, null: float, null_degrees: int) -> tuple[float, float]:
    excess, null_excess = max(chi2 - degrees, 0.0), max(null - null_degrees, chi2 - degrees, 0.0)
    cfi = 1 - excess / null_excess if null_excess else 1.0
    if not degrees or null / null_degrees == 1:
        return cfi, 1.0
    return cfi, (null / null_degrees - chi2 / degrees) / (null / null_degrees - 1)


def _log_det(matrix: Numbers) -> float:
    return float(np.linalg.slogdet(matrix)[1])
