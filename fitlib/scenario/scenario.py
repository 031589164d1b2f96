"""A scenario: every input with its assumption, correlations, literature priors in use, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from fitlib.errors import ParameterRefused
from fitlib.reference import Reference
from fitlib.scenario.assumption import Assumption, check
from fitlib.scenario.declared import inputs, named
from fitlib.scenario.prior import BEFORE, Chosen

NO_EFFECT = ("seen", "no_show_fewer", "improved_more", "dropout_fewer")
CEILINGS = (("no_show_fewer", "no_show_now"), ("visits_at_end", "visits_planned"))


@dataclass(frozen=True)
class Scenario:
    """One named scenario. Its title, sources and reasons are texts, or `@key` of the words (cost_scenario.said.key).

    `correlations`: (input, input, rho) of the normal scale; `priors`: the input each stands for → the card in use.
    """

    name: str
    version: int
    title: str
    written: date
    assumptions: Mapping[str, Assumption]
    draws: int
    seed: int
    correlations: tuple[tuple[str, str, float], ...] = ()
    priors: Mapping[str, Chosen] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Assumption:
        return self.assumptions[name]

    def with_assumption(self, one: Assumption) -> "Scenario":
        """The same with one assumption changed; a prior that stood for it is dropped."""
        kept = {name: chosen for name, chosen in self.priors.items() if name != one.name}
        return replace(self, assumptions={**self.assumptions, one.name: one}, priors=kept)

    def with_prior(self, chosen: Chosen) -> "Scenario":
        """The same with a literature prior in place of the input that it stands for."""
        return replace(self, priors={**self.priors, chosen.prior.stands_for: chosen})

    def without_effect(self) -> "Scenario":
        """The same costs where nobody is seen and nothing differs: the scenario that always stands beside."""
        flat = {name: self.assumptions[name].fixed(0) for name in NO_EFFECT}
        return replace(self, assumptions={**self.assumptions, **flat}, priors={})

    @property
    def varies(self) -> bool:
        """True where anything is drawn."""
        return bool(self.priors) or any(one.varies for one in self.assumptions.values())

    @property
    def priced(self) -> tuple[int, ...]:
        """The price years of its euros, the oldest first."""
        return tuple(sorted({one.price_year for one in self.assumptions.values() if one.price_year}))


def checked(one: Scenario, reference: Reference) -> Scenario:
    """The scenario itself. Raises: ParameterRefused where an input is missing, unknown, or does not fit the others."""
    _check_inputs(one)
    for assumption in one.assumptions.values():
        check(assumption, reference)
    if not 1 <= one.draws <= reference["scenario.draws_most"]:
        raise ParameterRefused("scenario_draws", draws=one.draws, most=reference["scenario.draws_most"])
    for less, more in CEILINGS:
        if one[less].high > one[more].low:
            raise ParameterRefused("scenario_order", less=named(less), more=named(more))
    for more, now in BEFORE.items():
        _check_sum(one, more, now)
    correlation(one)
    return one


def _check_inputs(one: Scenario) -> None:
    for name in inputs():
        if name not in one.assumptions:
            raise ParameterRefused("scenario_missing", input=named(name))
    for name in one.assumptions:
        if name not in inputs():
            raise ParameterRefused("scenario_input", input=name, known=", ".join(inputs()))


def _check_sum(one: Scenario, more: str, now: str) -> None:
    """A share and its difference stay between nobody and everybody."""
    if more in one.priors:
        if one[now].low <= 0 or one[now].high >= 1:
            raise ParameterRefused("prior_before", input=named(now))
        return
    sign = 1 if more == "improved_more" else -1
    ends = [one[now].low + sign * one[more].low, one[now].high + sign * one[more].high]
    ends += [one[now].low + sign * one[more].high, one[now].high + sign * one[more].low]
    if min(ends) < 0 or max(ends) > 1:
        raise ParameterRefused("scenario_sum", input=named(now), more=named(more))


def correlation(one: Scenario) -> tuple[tuple[str, ...], np.ndarray | None]:
    """The inputs that are drawn together, and the factor that ties their normal draws.

    Raises: ParameterRefused for an unknown or undrawn input, rho not inside (−1, 1), or ties that cannot all hold.
    """
    drawn = [name for name in inputs() if one[name].varies and name not in one.priors]
    found = {name for pair in one.correlations for name in pair[:2]}
    names = tuple(name for name in drawn if name in found)
    if found - set(names) or any(not -1 < rho < 1 or a == b for a, b, rho in one.correlations):
        raise ParameterRefused("scenario_correlation", input=", ".join(sorted(found)))
    if not names:
        return (), None
    matrix = np.eye(len(names))
    for a, b, rho in one.correlations:
        i, j = names.index(a), names.index(b)
        matrix[i, j] = matrix[j, i] = rho
    try:
        return names, np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise ParameterRefused("scenario_correlations", input=", ".join(names)) from None
