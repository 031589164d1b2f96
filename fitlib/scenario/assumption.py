"""One assumption: a value with its range, unit, price year, source and reason, and what makes it one at all."""

import math
from dataclasses import dataclass, replace

import numpy as np

from fitlib.errors import ParameterRefused
from fitlib.reference import Reference
from fitlib.scenario import shape
from fitlib.scenario.declared import EURO, inputs, named

OPEN = ("@assumption", "@discounting")  # no source of one's own yet, or one from memory: to be replaced


@dataclass(frozen=True)
class Assumption:
    """One input of a scenario. `low` and `high` are the ends of its range, or the 95 % interval of a normal.

    `price_year` where the unit is euro. `source`: where it comes from; `reason`: why this value was taken.
    """

    name: str
    value: float
    distribution: str
    low: float
    high: float
    unit: str
    source: str
    reason: str
    price_year: int | None = None

    @property
    def varies(self) -> bool:
        """True where it is drawn."""
        return self.distribution != shape.FIXED

    @property
    def open(self) -> bool:
        """True where nothing of one's own stands behind it: whoever uses the scenario is asked to replace it."""
        return self.source in OPEN

    @property
    def mean(self) -> float:
        """The mean of its distribution, in closed form."""
        if self.distribution == shape.NORMAL:
            known = inputs()[self.name]
            return shape.clipped_mean(self.value, self.low, self.high, known.minimum, known.maximum)
        return shape.mean(self.distribution, self.value, self.low, self.high)

    def quantile(self, u: shape.Array) -> shape.Array:
        """Its quantiles; a normal's are held to the input's limits."""
        known, found = inputs()[self.name], shape.quantile(self.distribution, self.value, self.low, self.high, u)
        return found if self.distribution != shape.NORMAL else np.clip(found, known.minimum, known.maximum)

    def fixed(self, value: float) -> "Assumption":
        """The same at one value, with no range."""
        return replace(self, value=value, low=value, high=value, distribution=shape.FIXED)

    def moved(self, value: float) -> "Assumption":
        """The same around another value: the range keeps its proportions and stays within the input's limits."""
        if not self.varies:
            return self.fixed(value)
        known = inputs()[self.name]
        if value == 0 or self.value == 0:
            ends = (value + end - self.value for end in (self.low, self.high))
        else:
            ends = (value * end / self.value for end in (self.low, self.high))
        low, high = (min(max(end, known.minimum), known.maximum) for end in ends)
        shape_kept = self.distribution if low < high else shape.FIXED
        return replace(self, value=value, low=min(low, value), high=max(high, value), distribution=shape_kept)


def check(one: Assumption, reference: Reference) -> Assumption:
    """The assumption itself.

    Raises: ParameterRefused where a number is not one, is negative, lies outside the input's limits, or its range is
    turned round, empty or so wide that it says nothing; where unit, price year, source or reason are missing.
    """
    known = inputs()[one.name]
    numbers = (one.value, one.low, one.high)
    if not all(math.isfinite(number) for number in numbers):
        raise ParameterRefused("scenario_number", input=named(one.name))
    if known.minimum >= 0 and min(numbers) < 0:
        raise ParameterRefused("scenario_negative", input=named(one.name), value=f"{min(numbers):g}")
    if one.name == "clients" and min(numbers) <= 0:
        raise ParameterRefused("scenario_no_clients")
    if one.name == "seen" and max(numbers) > known.maximum:
        raise ParameterRefused("scenario_all_seen", most=f"{known.maximum:g}", value=f"{max(numbers):g}")
    for number in numbers:
        if not known.holds(number):
            ends = {"low": f"{known.minimum:g}", "high": f"{known.maximum:g}"}
            raise ParameterRefused("scenario_outside", input=named(one.name), value=f"{number:g}", **ends)
    _check_range(one, reference)
    return _check_account(one, reference)


def _check_range(one: Assumption, reference: Reference) -> None:
    told = {"input": named(one.name), "low": f"{one.low:g}", "high": f"{one.high:g}", "value": f"{one.value:g}"}
    if one.distribution not in shape.SHAPES:
        raise ParameterRefused("scenario_shape", input=named(one.name), known=", ".join(shape.SHAPES))
    if not one.low <= one.value <= one.high:
        raise ParameterRefused("scenario_range", **told)
    if one.varies and one.low == one.high:
        raise ParameterRefused("scenario_range_empty", **told)
    if one.low > 0 and one.high / one.low > reference["scenario.widest"]:
        raise ParameterRefused("scenario_range_wide", **told)


def _check_account(one: Assumption, reference: Reference) -> Assumption:
    known = inputs()[one.name]
    if one.unit != known.unit:
        raise ParameterRefused("scenario_unit", input=named(one.name), unit=one.unit, wanted=known.unit)
    if (one.unit == EURO) != (one.price_year is not None):
        raise ParameterRefused("scenario_price_year", input=named(one.name))
    if not one.source.strip() or not one.reason.strip():
        raise ParameterRefused("scenario_account", input=named(one.name))
    return one
