"""What a chart of facts says without the picture: the sentence, the note and the table. The same figures, in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts.drawing import svg
from fitlib.charts.figure import Figure
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import NOTHING, Words, said


def figure(
    kind: str, facts: Sequence[ReleasedFact], chart: Any, words: Words, scope: Scope, key: str, title: str | None
) -> Figure:
    """The chart of these facts with everything that stands beside it; without facts there is no drawing."""
    title = title or words(f"charts.{kind}.title")
    said_so = sentence(facts, words)
    drawing = svg(chart, key, title, said_so) if facts else Markup("")
    guide, data = words(f"charts.{kind}.guide"), table(facts, title, words)
    return Figure(key, title, drawing, said_so, note(facts, kind, scope, words), guide, data, words.lang, True)


def sentence(facts: Sequence[ReleasedFact], words: Words) -> str:
    """`Alkumittaus, ORS: Kaikki 28,8 (n = 62; 27,1–30,6), Lapset …` One after the other, in the order drawn."""
    if not facts:
        return words("charts.nothing")
    grouped = len({fact.group for fact in facts}) > 1
    return " ".join(_of_name(list(same), grouped, words) for _, same in groupby(facts, key=lambda fact: fact.name))


def _of_name(facts: Sequence[ReleasedFact], grouped: bool, words: Words) -> str:
    each = (f"{said.group(fact.group, words)} {full(fact, words)}" if grouped else full(fact, words) for fact in facts)
    return f"{said.name(facts[0], words)}: {', '.join(each)}."


def full(fact: ReleasedFact, words: Words) -> str:
    """Value with what it rests on: `71 % (35/49; 58–82 %)`, `28,8 (n = 49; 27,1–30,6)`, `..`."""
    if fact.hidden:
        return words("charts.hidden")
    value, beside = said.value(fact, words), said.rests_on(fact, words)
    return f"{value} ({'; '.join(beside)})" if beside and fact.value is not None else value


def note(facts: Sequence[ReleasedFact], key: str, scope: Scope, words: Words) -> str:
    """What is drawn, of whom it is told, and the scope."""
    whom = sorted({words(f"indicators.denominator.{fact.denominator}") for fact in facts})
    signs = words("charts.hatched") if any(fact.hidden for fact in facts) else ""
    parts = (
        words(f"charts.{key}.note"),
        words("charts.of_whom", whom="; ".join(whom)) if whom else "",
        signs,
        *said.rounding(facts, words),
        scope.sentence(words),
    )
    return " ".join(part for part in parts if part)


def table(facts: Sequence[ReleasedFact], caption: str, words: Words) -> Markup:
    """One row per figure: what, value, interval, k/n and whose n it is."""
    head = [words(f"charts.column.{name}") for name in ("figure", "value", "interval", "count", "denominator")]
    labels = said.labels(facts, words)
    rows = [
        (label, said.value(fact, words), said.interval(fact, words) or NOTHING, said.count(fact, words),
         words(f"indicators.denominator.{fact.denominator}"))
        for label, fact in zip(labels, facts, strict=True)
    ]  # fmt: skip
    return shapes.table(caption, head, rows)
