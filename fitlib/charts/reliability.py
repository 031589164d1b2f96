"""Reliability: a dot and its interval per form on an axis from 0 to 1, with the published values as open diamonds."""

from collections.abc import Iterable, Mapping, Sequence

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import rows, told
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, ORANGE, SIZE, data, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import NOTHING, Words, said

TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)
Published = Mapping[str, Sequence[tuple[str, float]]]


def draw(
    facts: Iterable[ReleasedFact], published: Published, words: Words, scope: Scope, key: str, title: str
) -> Figure:
    """Facts of one coefficient, one row per group, in the order given.

    Takes: facts with unit coefficient; published values by group as (who, value).
    Raises: TypeError for facts that the gate did not make.
    """
    facts = released(facts, ReleasedFact)
    sentence = told.sentence(facts, words)
    drawing = svg(chart(facts, published, words), key, title, sentence) if facts else Markup("")
    note = told.note(facts, "reliability", scope, words)
    guide, table = words("charts.reliability.guide"), _table(facts, published, title, words)
    return Figure(key, title, drawing, sentence, note, guide, table, words.lang, True)


def chart(facts: tuple[ReleasedFact, ...], published: Published, words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    labels = [said.group(fact.group, words) for fact in facts]
    y, names = rows.column(labels)
    x = rows.ticked("x:Q", 1, {tick: words.number(tick, 1) for tick in TICKS})
    own = [{"row": str(i), "x": fact.value} for i, fact in enumerate(facts) if fact.value is not None]
    others = [{"row": str(i), "x": value} for i, fact in enumerate(facts) for _, value in published.get(fact.group, ())]
    dots = alt.Chart(data(own)).mark_point(filled=True, color=BLUE, opacity=1, size=9 * SIZE).encode(x=x, y=y)
    diamonds = alt.Chart(data(others)).mark_point(
        filled=False, color=ORANGE, opacity=1, size=14 * SIZE, shape="diamond", strokeWidth=2
    )
    texts = rows.figures([told.full(fact, words) for fact in facts], y)
    above = [diamonds.encode(x=x, y=y)] if others else []
    layers = [*rows.hidden(facts, x, 1, y), *rows.rules(facts, x, y, BLUE), dots, *above, texts, *names]
    return rows.sized(layers, labels)


def _table(facts: Sequence[ReleasedFact], published: Published, caption: str, words: Words) -> Markup:
    head = [words(f"charts.{name}") for name in ("column.figure", "column.value", "column.interval", "column.count")]
    lines = []
    for fact in facts:
        label = said.group(fact.group, words)
        interval = said.interval(fact, words) or NOTHING
        lines.append((label, said.value(fact, words), interval, said.count(fact, words)))
        for who, value in published.get(fact.group, ()):
            lines.append((f"{label}: {who}", words.number(value, 2), NOTHING, NOTHING))
    return shapes.table(caption, head, lines)
