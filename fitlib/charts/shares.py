"""Shares: a dot for each share, a line for its interval, and k of n in words beside it."""

from collections.abc import Iterable

import altair as alt

from fitlib.charts import rows, told
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, SIZE, data
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def draw(
    facts: Iterable[ReleasedFact], words: Words, scope: Scope, key: str = "shares", title: str | None = None
) -> Figure:
    """Facts with unit share, one row each, in the order given; a hidden one is a hatched strip.

    Raises: TypeError for facts that the gate did not make.
    """
    facts = released(facts, ReleasedFact)
    return told.figure("shares", facts, chart(facts, words), words, scope, key, title)


def chart(facts: tuple[ReleasedFact, ...], words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    labels = said.labels(facts, words)
    y, names = rows.column(labels)
    x = rows.ticked("x:Q", 1, {quarter: words.percent(quarter) for quarter in QUARTERS})
    shown = [{"row": str(i), "x": fact.value} for i, fact in enumerate(facts) if fact.value is not None]
    dots = (
        alt.Chart(data(shown))
        .mark_point(filled=True, color=BLUE, opacity=1, size=9 * SIZE, shape="circle")
        .encode(x=x, y=y)
    )
    texts = rows.figures([told.full(fact, words) for fact in facts], y)
    return rows.sized([*rows.hidden(facts, x, 1, y), *rows.rules(facts, x, y, BLUE), dots, texts, *names], labels)
