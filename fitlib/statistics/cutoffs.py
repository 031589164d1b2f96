"""The cutoffs a, b and c of Jacobson and Truax, and their true-score form."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Population:
    """Mean and SD of one population, in points; higher is better."""

    mean: float
    sd: float


def cutoff_a(clinical: Population) -> float:
    """Two SD above the clinical mean: a = M1 + 2·SD1. Source: Jacobson & Truax 1991."""
    return clinical.mean + 2 * clinical.sd


def cutoff_b(functional: Population) -> float:
    """Two SD below the functional mean: b = M0 − 2·SD0.

    Rule: the functional SD, as published; the R package clinicalsignificance takes the clinical SD here.
    Source: Jacobson & Truax 1991.
    """
    return functional.mean - 2 * functional.sd


def cutoff_c(clinical: Population, functional: Population) -> float:
    """Where a score is equally far from both means: c = (SD0·M1 + SD1·M0) / (SD0 + SD1).

    Rule: lies between the two means. Source: Jacobson & Truax 1991.
    """
    weighted = functional.sd * clinical.mean + clinical.sd * functional.mean
    return weighted / (functional.sd + clinical.sd)


def true_scores(observed: Population, sem: float) -> Population:
    """The population without measurement error: SD·√(1 − SEM²/SD²), for the cutoffs a, b and c "true".

    Rule: SEM above SD leaves no true spread, and the SD is 0. Source: Hageman & Arrindell 1999.
    """
    return Population(observed.mean, math.sqrt(max(observed.sd**2 - sem**2, 0.0)))
