"""The model of one year in full use, and of the first years. The same formulas for one number and for a million draws.

Gross = clients · [not progressing · seen · ended early · (visits planned − visits at the end)
                   + visits planned · fewer no-shows · (1 − filled anyway)] · price of a visit
Source: domain notes of the project §12.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

MINUTES = 60
PARTS = ("from_stops", "from_no_shows", "licences", "training", "supervision", "measuring")
OUTPUTS = (
    "gross", "costs", "net", "break_even", "stops", "freed_visits", "freed_hours", "used_hours", "more_improved",
    "cost_per_one", "fewer_dropouts", "period_cost", "per_seen",
)  # fmt: skip
COSTS = PARTS[2:]

Values = Mapping[str, Any]


def year(of: Values) -> dict[str, Any]:
    """One year in full use: euros by part, gross, costs and net; visits and hours; the rate at which net is nothing.

    Takes: every input as a number or an array. Rule: measuring time is counted for every planned visit; the break-even
    rate is infinite where nothing that is seen would change anything, and so is the cost per one where there are none.
    """
    agreed = of["clients"] * of["nonresponse"] * of["ended_early"]
    spared = agreed * (of["visits_planned"] - of["visits_at_end"])
    by_stops = spared * of["seen"]
    by_no_shows = of["clients"] * of["visits_planned"] * of["no_show_fewer"] * (1 - of["refill"])
    visits = by_stops + by_no_shows
    parts = {"from_stops": by_stops * of["visit_cost"], "from_no_shows": by_no_shows * of["visit_cost"], **_costs(of)}
    costs = sum(parts[name] for name in COSTS)
    gross = visits * of["visit_cost"]
    per_seen = spared * of["visit_cost"]
    improved = of["clients"] * of["improved_more"]
    return parts | {
        "gross": gross, "costs": costs, "net": gross - costs, "per_seen": per_seen,
        "break_even": _ratio(costs - parts["from_no_shows"], per_seen),
        "stops": agreed * of["seen"], "freed_visits": visits, "freed_hours": visits * of["visit_hours"],
        "used_hours": _hours(of), "more_improved": improved, "cost_per_one": _ratio(costs, improved),
        "fewer_dropouts": of["clients"] * of["dropout_fewer"], "period_cost": of["visits_planned"] * of["visit_cost"],
    }  # fmt: skip


def _costs(of: Values) -> dict[str, Any]:
    per_worker = of["workers"] * of["hour_cost"]
    return {
        "licences": of["workers"] * of["licence"],
        "training": per_worker * of["training_hours"] / of["training_years"],
        "supervision": per_worker * of["supervision_hours"],
        "measuring": _measuring_hours(of) * of["hour_cost"],
    }


def _measuring_hours(of: Values) -> Any:
    return of["clients"] * of["visits_planned"] * of["measuring_minutes"] / MINUTES


def _hours(of: Values) -> Any:
    per_worker = of["training_hours"] / of["training_years"] + of["supervision_hours"]
    return of["workers"] * per_worker + _measuring_hours(of)


def _ratio(above: Any, below: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, np.divide(above, below), np.inf)


def course(of: Values, full: Values, horizon: int) -> Iterator[Any]:
    """Net euros from the start to the end of each year, discounted to the first.

    Takes: the inputs, one year in full use, years. Rule: the benefit grows evenly until `uptake_years`; licences,
    supervision and measuring cost in full from the first year; training is paid when it is given, and again when its
    years are over.
    """
    running = full["costs"] - full["training"]
    training = full["training"] * of["training_years"]
    total = 0.0
    for number in range(1, horizon + 1):
        uptake = np.minimum(1, number / of["uptake_years"])
        paid = training * _times(number, of["training_years"])
        total = total + (full["gross"] * uptake - running - paid) / (1 + of["discount_rate"]) ** (number - 1)
        yield total


def _times(number: int, years: Any) -> Any:
    """How often training begins in this year: at the start, and whenever the years of the last one are over."""
    if number == 1:
        return 1
    return np.floor((number - 1) / years) - np.floor((number - 2) / years)
