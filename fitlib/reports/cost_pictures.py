"""The four figures of a scenario."""

from collections.abc import Iterator

from fitlib import scenario
from fitlib.charts import Figure, break_even, distribution, tornado, waterfall
from fitlib.reports import cost_told
from fitlib.reports.cost_told import Told
from fitlib.scenario.tornado import at_means


def pictures(told: Told) -> Iterator[Figure]:
    """Distribution, waterfall, break-even line and tornado, in the order of the page."""
    outcome, words, step = told.outcome, told.words, told.step
    yield distribution.draw(outcome, words, step)
    yield waterfall.draw(outcome, words, step)
    yield break_even.draw(outcome, cost_told.break_even(told), words, step)
    swings = scenario.tornado(outcome.scenario, told.reference)
    still = scenario.expected(at_means(outcome.scenario))["net"]
    yield tornado.draw(swings, outcome, still, words, step)
