"""The four figures of a scenario."""

from fitlib import scenario
from fitlib.charts import Figure, break_even, distribution, tornado, waterfall
from fitlib.charts.drawing import together
from fitlib.reports import cost_told
from fitlib.reports.cost_told import Told
from fitlib.scenario.tornado import at_means


def pictures(told: Told) -> list[Figure]:
    """Distribution, waterfall, break-even line and tornado, in the order of the page."""
    outcome, words, step = told.outcome, told.words, told.step
    return together(
        lambda: distribution.draw(outcome, words, step),
        lambda: waterfall.draw(outcome, words, step),
        lambda: break_even.draw(outcome, cost_told.break_even(told), words, step),
        lambda: _tornado(told),
    )


def _tornado(told: Told) -> Figure:
    outcome = told.outcome
    swings = scenario.tornado(outcome.scenario, told.reference)
    still = scenario.expected(at_means(outcome.scenario))["net"]
    return tornado.draw(swings, outcome, still, told.words, told.step)
