"""What the team page raises for the talk: readable rules over released figures, three sentences each.

What do we see, what may it tell, what should we be curious about. A hidden figure raises nothing: not even its being
there is told. The rules are talk.toml, the sentences words/*/talk.toml.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact
from fitlib.words import Words, said

RULES = Path(__file__).with_suffix(".toml")
BLOCKS = ("seen", "tell", "ask")
EXPORT, EVERYBODY = "export:", "all"
Facts = list[ReleasedFact]
Test = Callable[[Facts, Any], Facts]


@dataclass(frozen=True)
class Rule:
    """Looks at one figure; `limit` names the reference constant that the test compares with."""

    name: str
    fact: str
    test: str
    limit: str | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which the page tells them."""
    return tuple(Rule(name, **row) for name, row in tomllib.loads(RULES.read_text("utf-8")).items())


def talk(released: Released, words: Words, reference: Reference) -> tuple[tuple[str, str, str], ...]:
    """Sentences for the talk: one row per rule that fires, (seen, tell, ask).

    Takes: released figures. Rule: talk.toml; a figure that is hidden or not there fires none.
    """
    fired = ((rule, _fires(rule, released, reference)) for rule in rules())
    return tuple(
        tuple(words(f"talk.{rule.name}.{block}", **_said(rule, facts, words, reference)) for block in BLOCKS)
        for rule, facts in fired
        if facts
    )


def _fires(rule: Rule, released: Released, reference: Reference) -> Facts:
    """The figures that the rule speaks of; none where it does not fire."""
    facts = [fact for fact in released.of(rule.fact) if not fact.hidden and not fact.group.startswith(EXPORT)]
    return TESTS[rule.test](facts, _limit(rule, reference))


def _limit(rule: Rule, reference: Reference) -> Any:
    """The constant, or the constants of each age group."""
    if rule.limit is None:
        return None
    return reference.under(rule.limit) or reference[rule.limit]


def _of_everybody(holds: Callable[[ReleasedFact, Any], bool]) -> Test:
    def test(facts: Facts, limit: Any) -> Facts:
        return [fact for fact in facts if fact.group == EVERYBODY and holds(fact, limit)]

    return test


def _with_interval(holds: Callable[[float, float], bool]) -> Callable[[ReleasedFact, Any], bool]:
    return lambda fact, _: fact.low is not None and fact.high is not None and holds(fact.low, fact.high)


def _gap(facts: Facts, limit: float) -> Facts:
    """The highest and the lowest age group, where they lie apart."""
    ages = [fact for fact in facts if fact.group != EVERYBODY and fact.value is not None]
    ages.sort(key=lambda fact: -fact.value)
    return [ages[0], ages[-1]] if len(ages) > 1 and ages[0].value - ages[-1].value >= limit else []


def _above_line(facts: Facts, lines: Mapping[str, float]) -> Facts:
    ages = (fact for fact in facts if fact.group in lines and fact.value is not None)
    return [fact for fact in ages if fact.value >= lines[fact.group]]


TESTS: dict[str, Test] = {
    "shown": _of_everybody(lambda fact, _: bool(fact.n) and fact.k is not None),
    "nobody": _of_everybody(lambda fact, _: fact.n == 0),
    "some": _of_everybody(lambda fact, _: bool(fact.k)),
    "below": _of_everybody(lambda fact, limit: fact.value is not None and fact.value < limit),
    "at_least": _of_everybody(lambda fact, limit: fact.value is not None and fact.value >= limit),
    "few": _of_everybody(lambda fact, limit: bool(fact.n) and fact.n < limit),
    "up": _of_everybody(_with_interval(lambda low, high: low > 0)),
    "unclear": _of_everybody(_with_interval(lambda low, high: low <= 0 <= high)),
    "down": _of_everybody(_with_interval(lambda low, high: high < 0)),
    "gap": _gap,
    "above_line": _above_line,
}


def _said(rule: Rule, facts: Facts, words: Words, reference: Reference) -> dict[str, str]:
    """What the sentences may name: the first figure, the list of all, the limit."""
    first, limit = facts[0], _limit(rule, reference)
    share = isinstance(limit, float) and first.unit == "share"
    return {
        "value": said.value(first, words),
        "count": said.count(first, words),
        "interval": said.interval(first, words),
        "n": words.number(first.n, 0),
        "k": words.number(first.k, 0),
        "list": ", ".join(f"{said.group(fact.group, words)} {said.value(fact, words)}" for fact in facts),
        "limit": words.percent(limit) if share else words.number(limit, 0) if isinstance(limit, int | float) else "",
    }
