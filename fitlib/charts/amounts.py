"""Amounts: visits, sessions, days or euros as bars from zero, with the interval where there is one."""

from collections.abc import Iterable
from math import ceil, floor, log10

import altair as alt

from fitlib.charts import rows, told
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, INK, data
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

BAR = 20


def draw(
    facts: Iterable[ReleasedFact], words: Words, scope: Scope, key: str = "amounts", title: str | None = None
) -> Figure:
    """Facts of one unit, one bar each, in the order given; a hidden one is a hatched strip.

    Raises: TypeError for facts that the gate did not make.
    """
    facts = released(facts, ReleasedFact)
    return told.figure("amounts", facts, chart(facts, words), words, scope, key, title)


def chart(facts: tuple[ReleasedFact, ...], words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    labels = said.labels(facts, words)
    y, names = rows.column(labels)
    ends = [end for fact in facts for end in (fact.value, fact.high) if end is not None]
    ticks = round_ticks(max(ends, default=1))
    unit = facts[0].unit if facts else "visits"
    x = rows.ticked(
        "x:Q", ticks[-1], {tick: said.amount(tick, "visits" if unit != "euro" else unit, words) for tick in ticks}
    )
    shown = [{"row": str(i), "x": 0, "x2": fact.value} for i, fact in enumerate(facts) if fact.value is not None]
    bars = alt.Chart(data(shown)).mark_bar(color=BLUE, height=BAR).encode(x=x, x2=alt.X2("x2:Q"), y=y)
    texts = rows.figures([told.full(fact, words) for fact in facts], y)
    return rows.sized(
        [*rows.hidden(facts, x, ticks[-1], y), bars, *rows.rules(facts, x, y, INK), texts, *names], labels
    )


def round_ticks(top: float, most: int = 4) -> list[float]:
    """Ticks from zero to the first round number at or above `top`, in steps of 1, 2 or 5 times a power of ten."""
    if top <= 0:
        return [0, 1]
    raw = top / most
    power = 10 ** floor(log10(raw))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= raw * (1 - 1e-9))
    return [tick * step for tick in range(ceil(top / step - 1e-9) + 1)]
