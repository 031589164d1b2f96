"""Scenarios for tests: the hand-worked one, with every number chosen so that a reader can redo the sums in the head."""

from dataclasses import replace

from fitlib import reference
from fitlib.scenario import Assumption, Scenario, inputs, read

KNOWN = reference.load()
BY_HAND = {
    "clients": 100, "workers": 8, "visits_planned": 10, "visit_cost": 345, "visit_hours": 2, "nonresponse": 0.3,
    "seen": 0.5, "ended_early": 0.4, "visits_at_end": 5, "no_show_now": 0.08, "no_show_fewer": 0.02, "refill": 0.5,
    "licence": 200, "training_hours": 14, "training_years": 4, "supervision_hours": 10, "measuring_minutes": 6,
    "hour_cost": 45, "improved_now": 0.5, "improved_more": 0.05, "dropout_now": 0.2, "dropout_fewer": 0.02,
    "uptake_years": 3, "discount_rate": 0,
}  # fmt: skip


def by_hand(**other: float) -> Scenario:
    """Every input fixed, at the hand-worked value unless another is given."""
    one = replace(read("default", KNOWN), name="by-hand", correlations=())
    for name, value in {**BY_HAND, **other}.items():
        one = one.with_assumption(one[name].fixed(float(value)))
    return one


def ranged(one: Scenario, name: str, low: float, high: float, distribution: str = "triangular") -> Scenario:
    """The scenario with one input drawn within a range."""
    return one.with_assumption(replace(one[name], low=float(low), high=float(high), distribution=distribution))


def assumption(name: str = "seen", **other: object) -> Assumption:
    """One good assumption, with some of its fields changed."""
    good = Assumption(name, 0.5, "triangular", 0.2, 0.8, inputs()[name].unit, "own records", "the team's own guess")
    return replace(good, **other)
