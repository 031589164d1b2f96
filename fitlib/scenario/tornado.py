"""The tornado: each input at its low and at its high end, all others at their means. Which assumption matters most."""

from dataclasses import dataclass, replace

from fitlib.reference import Reference
from fitlib.scenario.assumption import Assumption
from fitlib.scenario.expected import expected
from fitlib.scenario.scenario import Scenario, checked


@dataclass(frozen=True)
class Swing:
    """Net euros with one input at `low` and at `high` of its range, everything else at its mean."""

    name: str
    low: float
    high: float
    net_at_low: float
    net_at_high: float

    @property
    def width(self) -> float:
        """How far the net moves."""
        return abs(self.net_at_high - self.net_at_low)


def tornado(one: Scenario, reference: Reference) -> tuple[Swing, ...]:
    """One swing per input that is drawn, the widest first; those that do not move the net are left out."""
    still = at_means(checked(one, reference))
    swings = (_swing(still, assumption, reference) for assumption in one.assumptions.values() if assumption.varies)
    return tuple(sorted((swing for swing in swings if swing.width > 0), key=lambda swing: (-swing.width, swing.name)))


def at_means(one: Scenario) -> Scenario:
    """The scenario with every input fixed at its mean."""
    fixed = {name: assumption.fixed(assumption.mean) for name, assumption in one.assumptions.items()}
    return replace(one, assumptions=fixed, priors={}, correlations=())


def _swing(still: Scenario, assumption: Assumption, reference: Reference) -> Swing:
    ends = (float(assumption.quantile(reference[f"scenario.{end}"] + 0.0)) for end in ("low", "high"))
    low, high = ends
    at = [expected(still.with_assumption(assumption.fixed(end)))["net"] for end in (low, high)]
    return Swing(assumption.name, low, high, *at)
