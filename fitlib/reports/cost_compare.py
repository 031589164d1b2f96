"""Scenarios compared: in which assumptions they differ, and how their results lie beside each other."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import scenarios
from fitlib.errors import ParameterRefused
from fitlib.reference import Reference
from fitlib.reports.cost_tables import CELL, bare, cited, ends
from fitlib.reports.cost_told import Told, title
from fitlib.scenario import Scenario, inputs
from fitlib.words import NOTHING

NONE, BETWEEN = "none", ","


def names(beside: str, reference: Reference) -> tuple[str, ...]:
    """The scenarios to compare with: `literature`, or several as `literature,own-plan@2`; none for "none".

    Raises: ParameterRefused for more than scenario.beside_most.
    """
    found = tuple(one.strip() for one in beside.split(BETWEEN) if one.strip() and one.strip() != NONE)
    if len(found) > reference["scenario.beside_most"]:
        raise ParameterRefused("scenario_beside", n=len(found), most=reference["scenario.beside_most"])
    return found


def differing(every: Sequence[Scenario]) -> list[str]:
    """The inputs that are not the same in all of them, in the order of the inputs."""
    return [name for name in inputs() if len({_said(one, name) for one in every}) > 1]


def _said(one: Scenario, name: str) -> tuple[object, ...]:
    if name in one.priors:
        chosen = one.priors[name]
        return chosen.prior.key, chosen.external
    a = one[name]
    return a.value, a.low, a.high, a.distribution, a.price_year


def section(told: Told, beside: Sequence[Told]) -> Iterator[Markup]:
    """How many assumptions differ, a row for each of them, and the net results in one picture."""
    every = (told, *beside)
    differ = differing([one.outcome.scenario for one in every])
    counted = {"n": len(differ), "all": len(inputs())}
    yield shapes.paragraphs([told.say("text.compared" if differ else "text.compared_same", **counted)])
    if differ:
        head = [told.say("column.input"), *(title(one) for one in every)]
        rows = ([told.say(f"input.{name}"), *(_cell(name, one) for one in every)] for name in differ)
        yield shapes.table(told.say("caption.compared"), head, rows, "fit-facts fit-wordy")
    yield scenarios.draw([(title(one), one.outcome) for one in every], told.words, told.step).html()


def _cell(name: str, told: Told) -> Markup:
    """The value with its range; a literature card with how much of it is used."""
    one = told.outcome.scenario
    if name in one.priors:
        used = one.priors[name]
        share = told.say("text.of_result", external=told.words.percent(used.external))
        return CELL.format(told.say("column.card"), f"{cited(used.prior)}, {share}")
    a = one[name]
    unit = told.say(f"unit.{inputs()[name].unit}")
    between = ends(a, told)
    return CELL.format(f"{bare(a, a.value, told.words)} {unit}", "" if between == NOTHING else between)
