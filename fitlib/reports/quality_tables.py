"""The tables of the quality page: a row per form and group, and in words where there is too little to tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope
from fitlib.indicators.psychometrics import quality_cards
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedFact
from fitlib.reports.links import to_register
from fitlib.words import HIDDEN, NOTHING, Words, said

PAGE = "measure_quality"
FORMS = ("ORS", "CORS", "SRS", "CSRS", "GSRS")
AGES = ("adult", "adolescent", "child")
SELF = "self"
CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
ROW = Markup("{}<small>{}</small>")
WORDS = Markup("<small>{}</small>")
ENTRY = Markup("<dt><strong>{}</strong></dt><dd>{}</dd>")
TOO_FEW = "quality_too_few"


@dataclass(frozen=True)
class Seen:
    """What the sections are made of."""

    released: Released
    words: Words
    scope: Scope
    reference: Reference

    def say(self, key: str, **values: object) -> str:
        """A text of the page."""
        return self.words(f"{PAGE}.{key}", **values)

    def names(self, aspect: str, start: str = "quality_") -> tuple[str, ...]:
        """The figures of an aspect whose name begins so, in the order of their cards."""
        return tuple(card.name for card in quality_cards().values() if card.aspect == aspect and _begins(card, start))

    def groups(self, name: str) -> list[str]:
        """The groups that have the figure, the client's own forms before those of others."""
        return sorted((fact.group for fact in self.released.of(name)), key=_place)

    def of(self, name: str) -> list[ReleasedFact]:
        """The facts of one figure, in the order of the groups."""
        found = {fact.group: fact for fact in self.released.of(name)}
        return [found[group] for group in self.groups(name)]

    def least(self, name: str) -> int:
        """The smallest n of a figure."""
        return self.reference[str(quality_cards()[name].least)]


def table(seen: Seen, names: Sequence[str], caption: str) -> Markup:
    """The figures of the groups that have any, the others in a sentence below, and how each figure is computed."""
    groups = seen.groups(names[0])
    told = [group for group in groups if any(seen.released.one(name, group).value is not None for name in names)]
    head = [seen.say("column.group"), *(seen.words(f"indicators.name.{name}") for name in names)]
    one_n = len({quality_cards()[name].denominator for name in names}) == 1
    rows = [
        [_head(seen, names[0], group, one_n), *(_cell(seen, name, group, one_n) for name in names)] for group in told
    ]
    shown = shapes.table(seen.say(f"caption.{caption}"), head, rows, "fit-facts fit-wrapped") if rows else Markup("")
    left = [fact for fact in seen.of(names[0]) if fact.group not in told]
    return shown + shapes.paragraphs(_left_out(seen, names[0], left, bool(told))) + how(seen, names)


def how(seen: Seen, names: Iterable[str]) -> Markup:
    """The fold-out `Miten laskettu?`: of whom, by which method, from how many on, and after whom."""
    entries = Markup("\n").join(ENTRY.format(_link(seen, name), ". ".join(_parts(seen, name)) + ".") for name in names)
    return shapes.fold(seen.say("how"), Markup('<dl class="fit-cards">\n{}\n</dl>').format(entries), "fit-how")


def _link(seen: Seen, name: str) -> Markup:
    return to_register("indicator", name, seen.words(f"indicators.name.{name}"), seen.words.lang)


def _parts(seen: Seen, name: str) -> list[str]:
    card = quality_cards()[name]
    parts = [
        f"{seen.say('card.of_whom')}: {seen.words(f'indicators.denominator.{card.denominator}')}",
        f"{seen.say('card.method')}: {seen.words(f'indicators.method.{card.method}')}",
        f"{seen.say('card.source')}: {card.source}",
    ]
    return [*parts[:2], f"{seen.say('card.least')}: {seen.least(name)}", parts[2]] if card.least else parts


def _left_out(seen: Seen, name: str, facts: Sequence[ReleasedFact], some: bool) -> list[str]:
    if not facts:
        return []
    if not some:
        return [seen.say("text.none")]
    each = ", ".join(f"{said.group(fact.group, seen.words)} ({people(fact, seen)})" for fact in facts)
    if quality_cards()[name].least is None:  # the figure itself asks for no number; the gate did
        return [seen.say("text.left_out", groups=each)]
    return [seen.say("text.too_few", groups=each, least=seen.least(name))]


def people(fact: ReleasedFact, seen: Seen) -> str:
    """`n = 750`, `n noin 750` where the audience sees rounded counts, or the sign for hidden."""
    if fact.n is None:
        return HIDDEN
    rounds = seen.reference[f"audience.{seen.released.audience}.round_to"] > 1
    return seen.say("cell.about" if rounds else "cell.n", n=seen.words.number(fact.n, 0))


def _head(seen: Seen, name: str, group: str, with_n: bool) -> Markup:
    fact = seen.released.one(name, group)
    return ROW.format(said.group(group, seen.words), people(fact, seen) if with_n and fact else "")


def _cell(seen: Seen, name: str, group: str, one_n: bool) -> Markup:
    """A figure with its interval, and its n where the row's head does not say it; else why there is none."""
    fact, words = seen.released.one(name, group), seen.words
    if fact is None:
        return CELL.format(NOTHING, "")
    if fact.hidden:
        return CELL.format(HIDDEN, words(f"release.reason.{fact.hidden}"))
    if fact.value is not None:
        beside = [said.interval(fact, words)] if one_n and fact.k is None else said.rests_on(fact, words)
        return CELL.format(said.value(fact, words), " · ".join(part for part in beside if part))
    if fact.k is not None:
        return CELL.format(said.value(fact, words), "")
    if fact.method == TOO_FEW:
        return WORDS.format(seen.say("cell.needed", least=seen.least(name)))
    return WORDS.format(words(f"indicators.method.{fact.method}"))


def _place(group: str) -> tuple:
    _, form, age, rater = group.split(":")
    return rater != SELF, _rank(form, FORMS), _rank(age, AGES), rater


def _rank(value: str, order: Sequence[str]) -> tuple[int, str]:
    return order.index(value) if value in order else len(order), value


def _begins(card: object, start: str) -> bool:
    return card.name.startswith(start)
