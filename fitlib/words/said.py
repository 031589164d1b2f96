"""How one figure is written: value, interval, k/n, name and group. For charts, tables and sentences alike."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from fitlib.words import HIDDEN, NOTHING, Words

DECIMALS = {"points": 1, "g": 2, "coefficient": 2, "sessions": 1} | dict.fromkeys(
    ("days", "clients", "visits", "minutes", "respondents"), 0
)


def value(fact: Any, words: Words) -> str:
    """`71 %`, `28,8`, `8 664 €`; `..` where hidden, `–` where there is nothing.

    Rule: `alle 10 %` where only that may be told; k/n where the base is too small for a share.
    """
    if fact.hidden:
        edge = f"release.edge.{fact.hidden}"
        return words(edge) if edge in words else HIDDEN
    return count(fact, words) if fact.value is None and fact.k is not None else amount(fact.value, fact.unit, words)


def interval(fact: Any, words: Words) -> str:
    """`58–82 %`, `26,1–31,5`; empty where the figure has none."""
    if fact.hidden or fact.low is None or fact.high is None:
        return ""
    if fact.unit == "share":
        sign = "%" if words.lang == "en" else "\u00a0%"
        return words.interval(100 * fact.low, 100 * fact.high, 0) + sign
    if fact.unit == "euro":
        return f"{words.number(fact.low, 0)}–{words.euro(fact.high)}"
    return words.interval(fact.low, fact.high, DECIMALS.get(fact.unit, 1))


def amount(number: float | None, unit: str, words: Words) -> str:
    """A number in its unit's form, without the unit's name except for shares and euros."""
    if number is None:
        return NOTHING
    if unit == "share":
        return words.percent(number)
    return words.euro(number) if unit == "euro" else words.number(number, DECIMALS.get(unit, 1))


def count(fact: Any, words: Words) -> str:
    """`35/49`, or `n = 49` where the figure is not k of n."""
    if fact.hidden:
        return HIDDEN
    n = words.number(fact.n, 0)
    return words("charts.n", n=n) if fact.k is None else f"{words.number(fact.k, 0)}/{n}"


def rests_on(fact: Any, words: Words) -> list[str]:
    """What stands beside a value: k/n or n, and the interval; a plain count of everybody needs neither."""
    if fact.hidden:
        return []
    plain = fact.unit != "share" and fact.k is not None and fact.k == fact.n
    return [part for part in ("" if plain else count(fact, words), interval(fact, words)) if part]


def name(fact: Any, words: Words) -> str:
    """The indicator's name; of a round of answers (`nomad_coherence@2025-05-14`) with its day."""
    label, _, day = fact.name.partition("@")
    key = f"indicators.name.{label}"
    if not day:
        return words(key)
    told = words(key) if key in words else label  # a questionnaire of one's own has codes for names
    return words("charts.of_round", name=told, day=words.date(date.fromisoformat(day)))


def group(key: str, words: Words) -> str:
    """The group's name: everybody, an age group, a rater, a team, an export, or a form (`form:CORS:child:mother`)."""
    kind, _, rest = key.partition(":")
    if kind == "team":
        return rest
    if kind == "form":
        form, age, rater = rest.split(":")
        return f"{form}, {group(age, words)}: {group(f'rater:{rater}', words)}"
    if kind == "export":
        return words("charts.group.export", file=rest)
    return words(f"charts.rater.{rest}" if kind == "rater" else f"charts.group.{kind}")


def labels(facts: Iterable[Any], words: Words) -> list[str]:
    """A label per fact that tells them apart: by group where the name is the same, by name where the group is."""
    facts = list(facts)
    if len({fact.name for fact in facts}) == 1 and len(facts) > 1:
        return [group(fact.group, words) for fact in facts]
    if len({fact.group for fact in facts}) == 1:
        return [name(fact, words) for fact in facts]
    return [f"{name(fact, words)}: {group(fact.group, words)}" for fact in facts]


def rounding(facts: Iterable[Any], words: Words) -> list[str]:
    """That counts are rounded, and how far: nothing where none is.

    Rule: outside the house every count is; of a whole only those that would give a hidden count of a part away.
    """
    steps = {fact.step for fact in facts if fact.n is not None}
    told = [words.number(step, 0) for step in sorted(steps - {1})]
    if not told:
        return []
    partly = words("tables.partly", steps=", ".join(told))
    return [partly if 1 in steps else words("tables.rounded", step=told[0], base=told[-1])]
