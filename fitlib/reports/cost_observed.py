"""Periods that ended early by agreement while the curve had not risen: their unspent visits, "if x of n …".

How long they would have been is not known: it is an assumption with a range, and so are the amounts.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from markupsafe import Markup

from fitlib import shapes
from fitlib.errors import ParameterRefused
from fitlib.indicators import ALL, Measured
from fitlib.reference import Reference
from fitlib.reports.cost_seen import Seen
from fitlib.reports.how import how
from fitlib.scenario import shape
from fitlib.statistics.unit_costs import cost_of
from fitlib.tables import facts

ENDED, VISITS_OF_ENDED = "cost_no_benefit", "cost_no_benefit_visits"
AMOUNTS = {"visits": "visits", "hours": "hours", "euro": "euro"}
PRINTED = 1
Three = tuple[float, float, float]


def ends(low: int, high: int, reference: Reference) -> tuple[int, int]:
    """Between how many visits the periods might have run; 0 stands for the reference row.

    Raises: ParameterRefused where the planned number does not lie between them.
    """
    found = low or reference["cost.counterfactual.low"], high or reference["cost.counterfactual.high"]
    planned = reference["cost.planned.visits"]
    if not 0 < found[0] <= planned <= found[1]:
        raise ParameterRefused("cost_ends", low=found[0], high=found[1], planned=planned)
    return found


def left(mean: float, among: tuple[int, int], reference: Reference) -> Three:
    """Visits that one such period would have had more: planned, and low and high of a triangular assumption.

    Takes: held visits on average, as printed. Rule: never below nothing.
    """
    planned = reference["cost.planned.visits"]
    shares = np.array([reference["scenario.low"], reference["scenario.high"]])
    drawn = (planned, planned)
    if among[0] < among[1]:
        drawn = shape.quantile(shape.TRIANGULAR, planned, *among, shares)
    return tuple(round(max(float(length) - mean, 0.0), PRINTED) for length in (planned, *drawn))


def observed(
    measured: Iterable[Measured], stopped: int, among: tuple[int, int], decimals: int, reference: Reference
) -> tuple[Measured, ...]:
    """Unspent visits, hours and euros of x such periods, as figures for the gate.

    Rule: the mean enters as it is printed; where there are fewer than x such periods there is no amount.
    """
    ended = next(one for one in measured if one.name == VISITS_OF_ENDED and one.group == ALL)
    there = ended.value is not None and stopped <= ended.n
    each = left(round(round(ended.value, decimals), PRINTED), among, reference) if there else None
    price = {"visits": 1, "hours": reference["cost.visit_hours"], "euro": reference["cost.unit.home_visit"]}
    return tuple(_amount(name, each, stopped, price[name], ended.n) for name in AMOUNTS)


def _amount(name: str, each: Three | None, stopped: int, price: float, n: int) -> Measured:
    value, low, high = (cost_of(stopped * one, price) for one in each) if each else (None, None, None)
    name, unit = f"cost_example_no_benefit_{name}", AMOUNTS[name]
    return Measured(name, ALL, unit, value, None, n, low, high, ENDED, "arithmetic")


def section(seen: Seen) -> Iterator[Markup]:
    """How many there were, what they would leave unspent under the assumption, and what that does not show."""
    shown = seen.of("observed")
    if all(fact.n == 0 for fact in shown):
        yield shapes.paragraphs([seen.say("text.no_visits")])
        return
    yield shapes.paragraphs([seen.say("text.observed")])
    yield facts(shown, seen.words, seen.say("caption.observed"))
    yield shapes.paragraphs(_told(seen))
    yield how(seen.cards("observed"), seen.words, seen.reference)


def _told(seen: Seen) -> Iterator[str]:
    words = seen.words
    amounts = {name: seen.released.one(f"cost_example_no_benefit_{name}") for name in AMOUNTS}
    one, mean = amounts["visits"], seen.released.one(VISITS_OF_ENDED)
    told = {"n": words.number(one.n, 0) if one.n is not None else "", "x": words.number(seen.stopped, 0)}
    if one.hidden:
        yield seen.say("observed.hidden", reason=words(f"release.reason.{one.hidden}"))
    elif one.n == 0:
        yield seen.say("observed.none")
    elif one.value is None:
        yield seen.say("observed.few", **told)
    else:
        yield seen.say("observed.amount", **told, **_assumed(seen), mean=words.number(mean.value, PRINTED),
                       **{name: _between(fact, name, seen) for name, fact in amounts.items()})  # fmt: skip
        yield seen.say("observed.no_proof")


def _assumed(seen: Seen) -> dict[str, str]:
    planned, hours = (seen.reference[name] for name in ("cost.planned.visits", "cost.visit_hours"))
    low, high = (str(end) for end in seen.ends)
    price = seen.words.euro(seen.reference["cost.unit.home_visit"])
    return {"planned": str(planned), "from_visits": low, "to_visits": high, "unit": price, "each": str(hours)}


def _between(fact: object, name: str, seen: Seen) -> str:
    """`12 (6–16)`."""
    write = seen.words.euro if name == "euro" else lambda number: seen.words.number(number, PRINTED)
    return f"{write(fact.value)} ({write(fact.low)}–{write(fact.high)})"
