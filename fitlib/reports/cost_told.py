"""The sentences of a scenario, all from templates: they say what follows from assumptions, never what caused what."""

from collections.abc import Iterator
from dataclasses import dataclass

from fitlib.charts.euros import Money
from fitlib.charts.tornado import amount
from fitlib.reference import Reference
from fitlib.scenario import Outcome
from fitlib.words import Words


@dataclass(frozen=True)
class Told:
    """What the sentences are made of. `step`: the step in which euros are written."""

    outcome: Outcome
    words: Words
    reference: Reference

    @property
    def step(self) -> int:
        """Whole hundreds where anything is drawn; to the euro where nothing is, since then nothing is uncertain."""
        return self.reference["scenario.round_euro"] if self.outcome.scenario.varies else 1

    @property
    def money(self) -> Money:
        """How euros are written."""
        return Money(self.words, self.step)

    def say(self, key: str, **values: object) -> str:
        """A text of the scenario's words."""
        return self.words(f"cost_scenario.{key}", **values)

    def free(self, text: str) -> str:
        """A title, source or reason: `@key` of the words, else what somebody wrote."""
        key = f"cost_scenario.said.{text[1:]}"
        return self.words(key) if text.startswith("@") and key in self.words else text


def title(told: Told) -> str:
    """The scenario's title."""
    return told.free(told.outcome.scenario.title)


def scenario(told: Told) -> str:
    """Which scenario, which version, how drawn, which price years."""
    one, words = told.outcome.scenario, told.words
    counted = {"draws": words.number(one.draws, 0), "seed": str(one.seed), "version": str(one.version)}
    years = ", ".join(str(year) for year in one.priced)
    return told.say("text.scenario", title=title(told), day=words.date(one.written), years=years, **counted)


def result(told: Told) -> Iterator[str]:
    """Net, the same with no effect, how often even, and the rate at which it would be."""
    net, outcome, words = told.outcome["net"], told.outcome, told.words
    if net.low == net.high:
        yield told.say("text.net_fixed", mean=told.money(net.mean))
    else:
        yield told.say("text.net", mean=told.money(net.mean), low=told.money(net.low), high=told.money(net.high))
        share = words.percent(outcome.even / outcome.draws)
        yield told.say(
            "text.even", even=words.number(outcome.even, 0), draws=words.number(outcome.draws, 0), share=share
        )
    yield told.say("text.zero", mean=told.money(outcome.zero.mean))
    yield break_even(told)


def break_even(told: Told) -> str:
    """The share to notice for the costs to be covered on average."""
    rate, seen = told.outcome["break_even"].mean, told.outcome.scenario["seen"]
    if rate is None:
        return told.say("text.break_even_none")
    shown = {"seen": amount(seen.name, seen.mean, told.words)}
    if rate <= 0:
        return told.say("text.break_even_always", **shown)
    return told.say(
        "text.break_even" if rate <= 1 else "text.break_even_beyond", rate=told.words.percent(rate), **shown
    )


def capacity(told: Told) -> Iterator[str]:
    """Visits and hours apart from euros, then people: if x of n had otherwise run full length."""
    found, words = told.outcome, told.words
    count = {name: words.number(found[name].mean, 0) for name in ("freed_visits", "freed_hours", "used_hours")}
    yield told.say(
        "text.stops", n=words.number(found["stops"].mean, 1), visits=count["freed_visits"], hours=count["freed_hours"],
        planned=words.number(found.scenario["visits_planned"].mean, 0), used=count["used_hours"],
    )  # fmt: skip
    if found["cost_per_one"].mean is None:
        yield told.say("text.improved_none")
    else:
        more, cost = words.number(found["more_improved"].mean, 1), told.money(found["cost_per_one"].mean)
        yield told.say("text.improved", more=more, cost=cost)
    if found["fewer_dropouts"].mean:
        yield told.say("text.dropouts", fewer=words.number(found["fewer_dropouts"].mean, 1))


def years(told: Told) -> str:
    """The first year by whose end the mean sum is not below nothing."""
    first = next((number for number, total in enumerate(told.outcome.course, 1) if total >= 0), None)
    if first is None:
        return told.say("text.no_year", horizon=len(told.outcome.course))
    return told.say("text.first_year", year=first)
