"""A scenario with some numbers changed, as an address or a command line writes it: `seen:0.4`, `seen.low:0.2`."""

import re
from collections.abc import Iterable
from dataclasses import replace

from fitlib.errors import ParameterRefused
from fitlib.scenario import shape
from fitlib.scenario.assumption import Assumption
from fitlib.scenario.declared import inputs
from fitlib.scenario.scenario import Scenario

FORM = re.compile(r"([a-z_]+)(?:\.(low|high))?:(-?[0-9]{1,12}(?:[.,][0-9]{1,12})?)")
SHOWN = 40


def changed(one: Scenario, wished: Iterable[str]) -> Scenario:
    """The scenario with these changes, in their order.

    Rule: a new value takes its range along in proportion; a new end makes a fixed value a triangular one; a changed
    input is no literature prior any more. Raises: ParameterRefused for a form or an input that is not known.
    """
    for change in wished:
        found = FORM.fullmatch(change)
        if not found:
            raise ParameterRefused("scenario_change", change=change[:SHOWN])
        name, end, number = found[1], found[2], float(found[3].replace(",", "."))
        if name not in inputs():
            raise ParameterRefused("scenario_input", input=name[:SHOWN], known=", ".join(inputs()))
        one = one.with_assumption(_ended(one[name], end, number) if end else one[name].moved(number))
    return one


def changes(base: Scenario, now: Scenario) -> tuple[str, ...]:
    """What `changed` makes `now` of `base` with, in the order of the inputs."""
    found: list[str] = []
    for name in inputs():
        before, after = base[name], now[name]
        if after.value != before.value:
            found.append(f"{name}:{written(after.value)}")
            before = before.moved(after.value)
        for end in ("low", "high"):
            if abs(getattr(after, end) - getattr(before, end)) > 2e-9 * max(1, abs(after.value)):
                found.append(f"{name}.{end}:{written(getattr(after, end))}")
    return tuple(found)


def written(number: float) -> str:
    """A number as a change holds it: nine decimals at most, never an exponent."""
    return f"{number:.9f}".rstrip("0").rstrip(".")


def _ended(one: Assumption, end: str, number: float) -> Assumption:
    ends = {"low": one.low, "high": one.high} | {end: number}
    kind = one.distribution if one.varies else shape.TRIANGULAR
    return replace(one, **ends, distribution=shape.FIXED if ends["low"] == ends["high"] else kind)
