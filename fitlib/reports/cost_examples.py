"""Worked examples as figures for the gate: two from unit costs alone, one "if x of n" with the team's own lengths."""

from collections.abc import Iterable

from fitlib.indicators import ALL, Measured
from fitlib.reference import Reference
from fitlib.statistics.unit_costs import cost_of, unspent

PLANNED, UNSPENT, STOPPED = "cost_example_planned", "cost_example_unspent", "cost_example_stopped"
SHORT, SHORT_VISITS = "cost_short", "cost_short_visits"
PRINTED = 1


def examples(measured: Iterable[Measured], stopped: int, decimals: int, reference: Reference) -> tuple[Measured, ...]:
    """The three examples, in euros.

    Takes: the page's figures, x, decimals that the audience sees of a mean.
    Rule: the mean number of visits enters as it is printed, so that a reader can redo it; where there are fewer than x
    such episodes there is no amount.
    """
    price, visits = reference["cost.unit.home_visit"], reference["cost.planned.visits"]
    months = (reference["cost.example.months_planned"], reference["cost.example.months_held"])
    short = next(one for one in measured if one.name == SHORT_VISITS and one.group == ALL)
    left = None if short.value is None else missing_visits(round(short.value, decimals), visits)
    amount = None if left is None or stopped > short.n else cost_of(stopped * left, price)
    return (
        _example(PLANNED, cost_of(visits, price)),
        _example(UNSPENT, unspent(reference["cost.unit.hehku_period"], *months)),
        _example(STOPPED, amount, short.n, SHORT),
    )


def missing_visits(mean: float, planned: float) -> float:
    """Visits between the planned number and the mean, as both are printed."""
    return round(planned - round(mean, PRINTED), PRINTED)


def _example(name: str, amount: float | None, n: int = 0, denominator: str = "cost_example") -> Measured:
    return Measured(name, ALL, "euro", amount, None, n, None, None, denominator, "arithmetic")
