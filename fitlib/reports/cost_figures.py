"""A scenario's results as figures for the gate: they rest on assumptions, no client is counted in them."""

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from fitlib.indicators import ALL, Measured
from fitlib.scenario import Outcome, Summary

SCENARIO, ZERO, EVEN, PERIOD = "scenario", "zero", "even", "period_cost"
UNITS = {
    "gross": "euro", "costs": "euro", "net": "euro", ZERO: "euro", EVEN: "percent", "break_even": "percent",
    "stops": "episodes", "freed_visits": "visits", "freed_hours": "hours", "used_hours": "hours",
    "more_improved": "clients", "cost_per_one": "euro", "fewer_dropouts": "clients", PERIOD: "euro",
}  # fmt: skip
RATIOS = ("break_even", "cost_per_one")
PER_CENT = 100


def figures(outcome: Outcome, step: int) -> tuple[Measured, ...]:
    """One figure per output, in the order of the page. Takes: the step in which euros are written."""
    return tuple(_figure(name, one, step) for name, one in _all(outcome))


def _all(outcome: Outcome) -> Iterator[tuple[str, Summary]]:
    for name in UNITS:
        if name == EVEN:
            yield name, Summary(outcome.even / outcome.draws, None, None, None)
        elif name == PERIOD:  # the price list's own sum, not the mean of draws around it
            priced = outcome.scenario["visits_planned"].value * outcome.scenario["visit_cost"].value
            yield name, replace(outcome[name], mean=priced)
        else:
            yield name, outcome.zero if name == ZERO else outcome[name]


def _figure(name: str, one: Summary, step: int) -> Measured:
    unit = UNITS[name]
    value, low, high = (_shown(number, unit, 1 if name == PERIOD else step) for number in (one.mean, one.low, one.high))
    low, high = (None, None) if low is None or high is None or low == high else (low, high)
    method = "simulated_ratio" if name in RATIOS else "simulated"
    return Measured(f"{SCENARIO}_{name}", ALL, unit, value, None, 0, low, high, SCENARIO, method)


def _shown(number: float | None, unit: str, step: int) -> float | None:
    if number is None:
        return None
    if unit == "euro":
        return float(step * floor(number / step + 0.5))
    return PER_CENT * number if unit == "percent" else number
