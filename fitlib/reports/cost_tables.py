"""The tables of a scenario: results side by side, the years, every assumption with its source, the literature cards."""

from collections.abc import Sequence

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts.tornado import amount
from fitlib.reports.cost_figures import UNITS, figures
from fitlib.reports.cost_told import Told, title
from fitlib.scenario import Assumption, Prior, inputs, priors
from fitlib.words import NOTHING, Words

CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
WORDY = Markup("{}<small>{}</small>")
MARKED = Markup('{} <mark class="fit-open">{}</mark>')
PLAIN = ("zero", "even")
WITHOUT = {"gross": 0, "stops": 0, "freed_visits": 0, "freed_hours": 0, "more_improved": 0, "fewer_dropouts": 0}
SAME = ("costs", "used_hours")


def results(told: Told, beside: Sequence[Told] = ()) -> Markup:
    """A row per output; a column per scenario, and one where nothing changes."""
    every = (told, *beside)
    head = [told.say("column.output"), *(title(one) for one in every), told.say("column.zero")]
    measured = [{one.name: one for one in figures(one.outcome, one.step)} for one in every]
    rows = []
    for name in UNITS:
        if name == "zero":
            continue
        cells = [_cell(found[f"scenario_{name}"], told.words) for found in measured]
        rows.append([told.words(f"indicators.name.scenario_{name}"), *cells, _without(told, name)])
    return shapes.table(told.say("caption.result"), head, rows, "fit-facts")


def _cell(one: object, words: Words) -> Markup:
    value, low, high = (value_of(number, one.unit, words) for number in (one.value, one.low, one.high))
    between = f"{low} … {high}" if one.low is not None and one.low != one.high else ""
    return CELL.format(value, between)


def value_of(number: float | None, unit: str, words: Words) -> str:
    """A result in its unit: euros, a percentage, or a number with one decimal."""
    if number is None:
        return NOTHING
    if unit == "euro":
        return words.euro(number)
    return words.percent(number / 100) if unit == "percent" else words.number(number, 1)


def _without(told: Told, name: str) -> Markup:
    """The same output where nothing changes: costs stay, nothing is freed, and there is nothing to divide by."""
    found, words = told.outcome, told.words
    if name == "net":
        return CELL.format(told.money(found.zero.mean), "")
    if name == "even":
        return CELL.format(words.percent(float(found.zero.high >= 0)), "")
    if name == "period_cost":  # the same as beside it: no draw and no effect is in it
        shown = next(one.value for one in figures(found, told.step) if one.name == "scenario_period_cost")
        return CELL.format(words.euro(shown), "")
    number = found[name].mean if name in SAME else WITHOUT.get(name)
    shown = told.money(number) if UNITS[name] == "euro" else value_of(number, UNITS[name], words)
    return CELL.format(shown if number is not None else NOTHING, "")


def years(told: Told) -> Markup:
    """A row per year: the mean sum so far, and in how many draws the costs have been covered by then."""
    outcome, words = told.outcome, told.words
    rows = [
        (str(number), told.money(total), words.percent(reached / outcome.draws))
        for number, (total, reached) in enumerate(zip(outcome.course, outcome.reached, strict=True), 1)
    ]
    return shapes.table(
        told.say("caption.years"), [told.say(f"column.{name}") for name in ("year", "course", "reached")], rows
    )


def assumptions(told: Told, sourced: bool = True) -> Markup:
    """A row per input: value, range, unit, price year, source and, unless the page is short, the reason."""
    head = [told.say(f"column.{name}") for name in ("input", "value", "ends", "unit", "price_year", "source")]
    rows = (_assumed(name, told, sourced) for name in inputs())
    return shapes.table(told.say("caption.assumptions"), head, rows, "fit-facts fit-wordy")


def _assumed(name: str, told: Told, sourced: bool) -> list[object]:
    one, words = told.outcome.scenario, told.words
    label, unit = told.say(f"input.{name}"), told.say(f"unit.{inputs()[name].unit}")
    if name in one.priors:
        used, external = one.priors[name], words.percent(one.priors[name].external)
        values = {"card": cited(used.prior), "external": external, "reason": told.free(used.reason)}
        return [label, NOTHING, finding(used.prior, told), unit, NOTHING, told.say("text.in_use", **values)]
    a = one[name]
    label = MARKED.format(label, told.say("text.replace")) if a.open else label
    year = NOTHING if a.price_year is None else str(a.price_year)
    source = WORDY.format(told.free(a.source), told.free(a.reason)) if sourced else told.free(a.source)
    return [label, bare(a, a.value, words), ends(a, told), unit, year, source]


def bare(one: Assumption, value: float, words: Words) -> str:
    """A value without its unit, which has a column of its own."""
    return amount(one.name, value, words).rstrip("%€ \u00a0").lstrip("€")


def ends(one: Assumption, told: Told) -> str:
    """`20–80 (kolmio)`; nothing to report where it is fixed."""
    if not one.varies:
        return NOTHING
    low, high = (bare(one, end, told.words) for end in (one.low, one.high))
    return f"{low}–{high} ({told.say(f'shape.{one.distribution}')})"


def literature(told: Told) -> Markup:
    """A row per literature card: what was found, what it could stand for, whether it may be or is used."""
    head = [told.say(f"column.{name}") for name in ("card", "found", "stands_for", "use")]
    used = {chosen.prior.key for chosen in told.outcome.scenario.priors.values()}
    rows = [
        [cited(one), finding(one, told), told.say(f"input.{one.stands_for}") if one.stands_for else NOTHING,
         told.say(f"why_not.{one.why_not or ('used' if one.key in used else 'usable')}")]
        for one in priors().values()
    ]  # fmt: skip
    return shapes.table(told.say("caption.literature"), head, rows, "fit-facts fit-wordy")


def cited(one: Prior) -> str:
    """The study."""
    return one.card.citation


def finding(one: Prior, told: Told) -> str:
    """`Cohenin d 0,15 (0,10–0,20): Oireiden ero`."""
    found, words = one.found, told.words
    value = f"{words(f'evidence.statistic.{found.statistic}')} {_written(found.value, words)}"
    interval = found.interval
    between = f" ({_written(interval[0], words)}–{_written(interval[1], words)})" if interval else ""
    return f"{words(f'evidence.result.{one.evidence}.{found.key}')}: {value}{between}"


def _written(value: float, words: Words) -> str:
    return words.number(value, len(f"{value:g}".partition(".")[2]))
