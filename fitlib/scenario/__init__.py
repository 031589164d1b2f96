"""Cost scenarios: assumptions in, a distribution of outcomes out. Pure arithmetic of assumptions: no client is in it.

read(name, folder) -> Scenario · run(scenario, reference) -> Outcome · tornado(scenario, reference) -> tuple[Swing, ...]
"""

from fitlib.scenario.assumption import Assumption
from fitlib.scenario.changes import changed, changes
from fitlib.scenario.declared import Declared, inputs
from fitlib.scenario.expected import expected
from fitlib.scenario.files import names, read, save, text
from fitlib.scenario.outcome import Outcome, Summary, run
from fitlib.scenario.prior import Prior, choose, priors
from fitlib.scenario.scenario import Scenario
from fitlib.scenario.tornado import Swing, tornado

__all__ = [
    "Assumption", "Declared", "Outcome", "Prior", "Scenario", "Summary", "Swing", "changed", "changes", "choose",
    "expected", "inputs", "names", "priors", "read", "run", "save", "text", "tornado",
]  # fmt: skip
