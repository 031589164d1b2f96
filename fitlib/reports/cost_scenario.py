"""The cost scenario: what follows from assumptions, how uncertain it is, and every assumption with its source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from fitlib import scenario, shapes
from fitlib.charts import Scope
from fitlib.reference import Reference
from fitlib.release import release
from fitlib.reports import cost_choices, cost_compare, cost_files, cost_tables, cost_told
from fitlib.reports.cost_choices import FILE, NONE, Choice, Number, offered
from fitlib.reports.cost_figures import figures
from fitlib.reports.cost_pictures import pictures
from fitlib.reports.cost_told import Told
from fitlib.reports.page import Page, Section, Stamp
from fitlib.store import Store
from fitlib.words import Words

NAME = "cost_scenario"
STAGES = ("result", "figures", "years"), ("pictures",)
"""What a slider moves and takes no drawing, then the drawings; the rest comes last."""


@dataclass(frozen=True)
class Params(Choice):
    """As `Choice` says, and `beside`: scenarios to compare with (`literature,own-plan@2`), or "none"."""

    beside: str = NONE


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one scenario. Rule: no client's data is in it, and no sentence says that anything was caused.

    Raises: ParameterRefused, InputRefused where the scenario, a change or a card is not one.
    """
    *_, whole = stages(store, params, reference)
    return whole


def stages(store: Store, params: Params, reference: Reference) -> Iterator[Page]:
    """The page as it gets ready: with the sections of the first stage, of the first two, and whole.

    Raises: as `build`.
    """
    words = Words(params.lang)
    told = Told(scenario.run(cost_choices.chosen(store, params, reference), reference), words, reference)
    beside = [_beside(store, name, reference, words) for name in cost_compare.names(params.beside, reference)]
    released = release(figures(told.outcome, told.step), params.audience, reference)
    made = {
        "result": _result(told), "pictures": _pictures(told), **_compared(told, beside),
        "figures": _figures(told, beside), "years": _years(told), "assumptions": _assumptions(told),
        "literature": _literature(told), "about": _about(told, params),
    }  # fmt: skip
    ready: dict[str, Section] = {}
    title, stamp = words("cost_scenario.title"), Stamp.of(store.stamp, reference)
    for keys in (*STAGES, made.keys() - set().union(*STAGES)):
        ready |= {key: Section(key, told.say(f"section.{key}"), Markup("\n").join(made[key])) for key in keys}
        sections = tuple(ready[key] for key in made if key in ready)
        yield Page(NAME, params.lang, title, params, stamp, released, sections, Scope(None, None, None))


def choices(store: Store, params: Params, reference: Reference) -> dict[str, list[Any]]:
    """What a form can offer: scenarios, one to compare with, literature cards."""
    found = offered(store)
    return found | {"beside": [NONE, *found["scenario"]]}


def numbers(store: Store, params: Params, reference: Reference) -> tuple[Number, ...]:
    """The inputs as a form asks for them."""
    return cost_choices.numbers(store, params, reference)


def changes(store: Store, params: Params, reference: Reference, wished: Mapping[str, Any]) -> tuple[str, ...]:
    """The `change` that says what a form now says."""
    return cost_choices.changes(store, params, reference, wished)


def files(store: Store, params: Params, reference: Reference) -> dict[str, bytes]:
    """The files to download, by name."""
    return cost_files.files(store, params, reference)


def saved(store: Store, params: Params, reference: Reference, name: str, day: date) -> Params:
    """The scenario as shown, saved as the next version of a name; gives the parameters that open it.

    Raises: ParameterRefused for a name that is not one.
    """
    one = cost_choices.chosen(store, params, reference)
    kept = scenario.save(one, name, name, day, store.home)
    return replace(params, scenario=f"{kept.name}@{kept.version}", change=(), prior=FILE, reason="", external=None)


def _beside(store: Store, name: str, reference: Reference, words: Words) -> Told:
    other = scenario.read(name, reference, store.home)
    return Told(scenario.run(other, reference), words, reference)


def _compared(told: Told, beside: list[Told]) -> dict[str, Iterable[Markup]]:
    return {"compare": cost_compare.section(told, beside)} if beside else {}


def _about(told: Told, params: Params) -> Iterator[Markup]:
    texts = [cost_told.scenario(told)]
    if params.change:
        changed = dict.fromkeys(change.partition(":")[0].partition(".")[0] for change in params.change)
        texts.append(told.say("text.changed", names=", ".join(told.say(f"input.{name}") for name in changed)))
    yield shapes.paragraphs(texts)


def _result(told: Told) -> Iterator[Markup]:
    yield Markup('<div class="fit-box">{}</div>').format(shapes.paragraphs([told.say("text.about")]))
    yield shapes.points(cost_told.result(told))


def _figures(told: Told, beside: list[Told]) -> Iterator[Markup]:
    yield shapes.points(cost_told.capacity(told))
    yield cost_tables.results(told, beside)


def _pictures(told: Told) -> Iterator[Markup]:
    drawn = Markup("\n").join(figure.html() for figure in pictures(told))
    yield Markup('<div class="fit-bench">{}</div>').format(drawn)


def _years(told: Told) -> Iterator[Markup]:
    yield shapes.paragraphs([cost_told.years(told), told.say("text.years")])
    yield cost_tables.years(told)


def _assumptions(told: Told) -> Iterator[Markup]:
    every = told.outcome.scenario.assumptions.values()
    counted = {"open": sum(one.open for one in every), "all": len(every)}
    yield shapes.paragraphs([told.say("text.assumptions"), told.say("text.open", **counted)])
    yield cost_tables.assumptions(told)
    if pairs := told.outcome.scenario.correlations:
        said = [
            told.say("text.pair", a=told.say(f"input.{a}"), b=told.say(f"input.{b}"), rho=told.words.number(rho, 2))
            for a, b, rho in pairs
        ]
        yield shapes.paragraphs([told.say("text.correlations", pairs="; ".join(said))])


def _literature(told: Told) -> Iterator[Markup]:
    yield shapes.paragraphs([told.say("text.literature")])
    yield cost_tables.literature(told)
