"""The files of a scenario: workbook, scenario file, pictures, and the memo."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from fitlib import scenario
from fitlib.charts.picture import png
from fitlib.reference import Reference
from fitlib.reports import cost_choices, cost_memo, cost_tables
from fitlib.reports.cost_choices import Choice
from fitlib.reports.cost_figures import figures
from fitlib.reports.cost_pictures import pictures
from fitlib.reports.cost_told import Told
from fitlib.scenario import inputs, priors
from fitlib.store import Store
from fitlib.tables.workbook import xlsx
from fitlib.words import Words

RESULT = ("output", "mean", "low", "high", "unit")
ASSUMED = ("input", "value", "low", "high", "shape", "unit", "price_year", "source", "reason")


def files(store: Store, params: Choice, reference: Reference) -> dict[str, bytes]:
    """Name → content: XLSX, TOML, a PNG per figure, and the memo as HTML, all of the scenario as it is shown."""
    one = cost_choices.chosen(store, params, reference)
    told = Told(scenario.run(one, reference), Words(params.lang), reference)
    common = {field.name: getattr(params, field.name) for field in fields(Choice)}
    memo = cost_memo.build(store, cost_memo.Params(**common), reference)
    drawn = {f"{one.name}-{figure.key}.png": png(figure) for figure in pictures(told)}
    return {
        f"{one.name}.xlsx": xlsx(sheets(told)), f"{one.name}.toml": scenario.text(one).encode(),
        **{name: picture for name, picture in drawn.items() if picture}, f"{one.name}.html": memo.document().encode(),
    }  # fmt: skip


def sheets(told: Told) -> dict[str, list[list[Any]]]:
    """The workbook's sheets: results, years, assumptions, literature. Shares are numbers between 0 and 1."""
    return {
        told.say("section.figures"): [_head(told, RESULT), *_results(told)],
        told.say("caption.years"): [_head(told, ("year", "course", "reached")), *_years(told)],
        told.say("section.assumptions"): [_head(told, ASSUMED), *_assumed(told)],
        told.say("section.literature"): [_head(told, ("card", "found", "use")), *_literature(told)],
    }


def _head(told: Told, columns: tuple[str, ...]) -> list[str]:
    return [told.say(f"column.{column}") for column in columns]


def _results(told: Told) -> Iterator[list[Any]]:
    for one in figures(told.outcome, told.step):
        name, unit = (told.words(f"indicators.{kind}") for kind in (f"name.{one.name}", f"unit.{one.unit}"))
        yield [name, one.value, one.low, one.high, unit]


def _years(told: Told) -> Iterator[list[Any]]:
    for number, (total, reached) in enumerate(zip(told.outcome.course, told.outcome.reached, strict=True), 1):
        yield [number, round(total), reached / told.outcome.draws]


def _assumed(told: Told) -> Iterator[list[Any]]:
    one = told.outcome.scenario
    for name in inputs():
        a, label = one[name], told.say(f"input.{name}")
        if name in one.priors:
            used = one.priors[name]
            found, card = cost_tables.finding(used.prior, told), cost_tables.cited(used.prior)
            yield [label, None, None, None, found, a.unit, None, card, told.free(used.reason)]
        else:
            source, reason, kind = told.free(a.source), told.free(a.reason), told.say(f"shape.{a.distribution}")
            yield [label, a.value, a.low, a.high, kind, a.unit, a.price_year, source, reason]


def _literature(told: Told) -> Iterator[list[Any]]:
    for one in priors().values():
        yield [cost_tables.cited(one), cost_tables.finding(one, told), told.say(f"why_not.{one.why_not or 'usable'}")]
