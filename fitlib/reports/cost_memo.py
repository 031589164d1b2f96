"""The memo: one cost scenario on two pages of A4, for somebody who decides and has five minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from fitlib import scenario, shapes
from fitlib.charts import Scope, distribution, waterfall
from fitlib.charts.tornado import amount, label
from fitlib.reference import Reference
from fitlib.release import release
from fitlib.reports import cost_choices, cost_tables, cost_told
from fitlib.reports.cost_choices import Choice, offered
from fitlib.reports.cost_figures import figures
from fitlib.reports.cost_told import Told
from fitlib.reports.page import Page, Section, Stamp
from fitlib.store import Store
from fitlib.words import Words

NAME = "cost_memo"
CHECKED = 3
LIMITS = ("cause", "money", "clients", "studies")


@dataclass(frozen=True)
class Params(Choice):
    """As `Choice` says."""


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The memo of one scenario. Raises: ParameterRefused, InputRefused as the scenario's own page."""
    words = Words(params.lang)
    told = Told(scenario.run(cost_choices.chosen(store, params, reference), reference), words, reference)
    released = release(figures(told.outcome, told.step), params.audience, reference)
    made = {
        "answer": _answer(told), "picture": _picture(told), "check": _check(told), "limits": _limits(words),
        "assumptions": iter([cost_tables.assumptions(told, sourced=False)]),
    }  # fmt: skip
    frame = Markup('<div class="fit-memo">{}</div>')
    sections = tuple(
        Section(key, words(f"cost_memo.section.{key}"), frame.format(Markup("\n").join(parts)))
        for key, parts in made.items()
    )
    stamp = Stamp.of(store.stamp, reference)
    return Page(NAME, params.lang, words("cost_memo.title"), params, stamp, released, sections, Scope(None, None, None))


def choices(store: Store, params: Params, reference: Reference) -> dict[str, list[Any]]:
    """What a form can offer; a literature card is chosen with its reason on the scenario's own page."""
    return {"scenario": offered(store)["scenario"]}


def _answer(told: Told) -> Iterator[Markup]:
    yield shapes.paragraphs([told.words("cost_memo.text.matter", scenario=cost_told.scenario(told))])
    yield shapes.points([*cost_told.result(told), *cost_told.capacity(told), cost_told.years(told)])


def _picture(told: Told) -> Iterator[Markup]:
    drawn = (draw.draw(told.outcome, told.words, told.step).html() for draw in (distribution, waterfall))
    yield Markup('<div class="fit-bench">{}</div>').format(Markup("\n").join(drawn))


def _check(told: Told) -> Iterator[Markup]:
    swings = scenario.tornado(told.outcome.scenario, told.reference)[:CHECKED]
    yield shapes.paragraphs([told.words("cost_memo.text.check" if swings else "cost_memo.text.check_none")])
    yield shapes.points(_swing(one, told) for one in swings)


def _swing(one: scenario.Swing, told: Told) -> str:
    low, high = (amount(one.name, value, told.words) for value in (one.low, one.high))
    nets = {"net_low": told.money(one.net_at_low), "net_high": told.money(one.net_at_high)}
    return told.words("cost_memo.text.swing", name=label(one, told.words), low=low, high=high, **nets)


def _limits(words: Words) -> Iterator[Markup]:
    yield shapes.points(words(f"cost_memo.limits.{key}") for key in LIMITS)
