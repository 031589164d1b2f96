"""What the scenario pages can be asked for, and the scenario that they then show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from fitlib import scenario
from fitlib.reference import Reference
from fitlib.scenario import Scenario
from fitlib.scenario.changes import written
from fitlib.store import Store

FILE, NONE = "file", "none"


@dataclass(frozen=True)
class Choice:
    """`change`: numbers changed on the page (`seen:0.4`, `seen.low:0.2`).

    `prior`: a literature card with the written `reason` and how much of it is believed (`external`); "file": those of
    the scenario's file.
    """

    scenario: str = "default"
    change: tuple[str, ...] = ()
    prior: str = FILE
    reason: str = ""
    external: float | None = None
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


@dataclass(frozen=True)
class Number:
    """One number of a form: its present value, limits and step, the group and unit it is shown under.

    `low` and `high` are its range now; `base` is the value of the scenario's file.
    """

    name: str
    group: str
    unit: str
    value: float
    low: float
    high: float
    base: float
    minimum: float
    maximum: float
    step: float


def chosen(store: Store, params: Choice, reference: Reference) -> Scenario:
    """The scenario as asked for. Raises: ParameterRefused as `scenario.read`, `choose` and `changed`."""
    one = as_filed(store, params, reference)
    if params.prior == NONE:
        one = replace(one, priors={})
    elif params.prior != FILE:
        external = reference["scenario.external"] if params.external is None else params.external
        one = one.with_prior(scenario.choose(params.prior, params.reason, external, reference))
    return scenario.changed(one, params.change)


def as_filed(store: Store, params: Choice, reference: Reference) -> Scenario:
    """The scenario of the file, with nothing changed."""
    return scenario.read(params.scenario, reference, store.home)


def offered(store: Store) -> dict[str, list[Any]]:
    """What a form can offer: scenarios, and literature cards that may be chosen."""
    usable = [key for key, card in scenario.priors().items() if card.why_not is None]
    return {"scenario": list(scenario.names(store.home)), "prior": [FILE, NONE, *usable]}


def numbers(store: Store, params: Choice, reference: Reference) -> tuple[Number, ...]:
    """Every input as a form asks for it, in the order of the inputs."""
    filed = as_filed(store, params, reference)
    now = scenario.changed(filed, params.change)
    return tuple(_number(name, filed, now) for name in scenario.inputs())


def changes(store: Store, params: Choice, reference: Reference, wished: Mapping[str, Any]) -> tuple[str, ...]:
    """The `change` that says what a form now says: value by name, or (value, low, high) where the range was changed."""
    filed = as_filed(store, params, reference)
    now = scenario.changed(filed, params.change)
    for name, value in wished.items():
        value, *ends = value if isinstance(value, tuple) else (value,)
        if value != now[name].value:
            now = now.with_assumption(now[name].moved(value))
        if ends:
            now = scenario.changed(
                now, [f"{name}.{end}:{written(one)}" for end, one in zip(("low", "high"), ends, strict=True)]
            )
    return scenario.changes(filed, now)


def _number(name: str, filed: Scenario, now: Scenario) -> Number:
    known, one = scenario.inputs()[name], now[name]
    return Number(
        name, known.group, known.unit, one.value, one.low, one.high, filed[name].value, known.minimum, known.maximum,
        known.step,
    )  # fmt: skip
