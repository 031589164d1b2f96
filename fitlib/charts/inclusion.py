"""Who is counted: from all episodes step by step to those in the figures, with what is left out at each step."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import rows
from fitlib.charts.amounts import round_ticks
from fitlib.charts.composed import Composed
from fitlib.charts.drawing import BLUE, INK, PALE, data, svg
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import HIDDEN, NOTHING, Words, said

KEPT, OUT = "kept", "out"
BAR = 18


@dataclass(frozen=True)
class Step:
    """One step: `facts` of everybody first, then of the groups; told by their n or by their k; kept or left out."""

    label: str
    facts: tuple[ReleasedFact, ...]
    told_by: str
    part: str

    def count(self, fact: ReleasedFact) -> int | None:
        """The number of this step in a figure; None where it is hidden or nobody is there to be counted."""
        return fact.n if self.told_by == "n" else fact.k

    def text(self, fact: ReleasedFact | None, words: Words) -> str:
        """The number in words, `..` where it is hidden."""
        if fact is None:
            return NOTHING
        count = self.count(fact)
        return HIDDEN if count is None and fact.hidden else words.number(count or 0, 0)


def draw(steps: Sequence[Step], words: Words, scope: Scope, key: str = "inclusion", title: str | None = None) -> Figure:
    """Steps in order, the first of them everything; a hidden one is a hatched strip.

    Raises: TypeError for facts that the gate did not make.
    """
    for step in steps:
        released(step.facts, ReleasedFact)
    title = title or words("charts.inclusion.title")
    told = " ".join(f"{step.label}: {step.text(step.facts[0], words)}." for step in steps)
    hatched = words("charts.hatched") if any(_hidden(step) for step in steps) else ""
    rounded = said.rounding((fact for step in steps for fact in step.facts), words)
    parts = (words("charts.inclusion.note"), hatched, *rounded, scope.sentence(words))
    note = " ".join(part for part in parts if part)
    drawing = svg(chart(steps, words), key, title, told)
    guide = words("charts.inclusion.guide")
    return Figure(key, title, drawing, told, note, guide, table(steps, title, words), words.lang, True)


def chart(steps: Sequence[Step], words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    y, names = rows.column([step.label for step in steps])
    whole = next((count for step in steps if (count := step.count(step.facts[0])) is not None), 0)
    ticks = round_ticks(whole)
    x = rows.ticked("x:Q", ticks[-1], {tick: words.number(tick, 0) for tick in ticks})
    bars = alt.Chart(data(_bars(steps))).mark_bar(height=BAR, strokeWidth=1.5)
    looks = {"color": alt.Color("fill:N", scale=None), "stroke": alt.Stroke("ink:N", scale=None)}
    hidden = rows.hatched([_hidden(step) for step in steps], x, ticks[-1], y)
    texts = rows.figures([step.text(step.facts[0], words) for step in steps], y)
    return rows.sized(
        [*hidden, bars.encode(x=x, x2=alt.X2("x2:Q"), y=y, **looks), texts, *names], [s.label for s in steps]
    )


def _bars(steps: Sequence[Step]) -> list[dict[str, object]]:
    """Kept from zero; left out at the end of what was there before."""
    found, left = [], 0
    for place, step in enumerate(steps):
        count = step.count(step.facts[0])
        if count is None:
            continue
        start, end = (0, count) if step.part == KEPT else (max(0, left - count), left)
        left = end if step.part == KEPT else start
        fill, ink = (BLUE, BLUE) if step.part == KEPT else (PALE, INK)
        found.append({"row": str(place), "x": start, "x2": end, "fill": fill, "ink": ink})
    return found


def _hidden(step: Step) -> bool:
    return step.count(step.facts[0]) is None and step.facts[0].hidden is not None


def table(steps: Sequence[Step], caption: str, words: Words) -> Markup:
    """A row per step, a column per group."""
    groups = [fact.group for fact in steps[0].facts]
    head = [words("charts.inclusion.step"), *(said.group(group, words) for group in groups)]
    found = [{fact.group: fact for fact in step.facts} for step in steps]
    cells = (
        [step.label, *(step.text(each.get(group), words) for group in groups)]
        for step, each in zip(steps, found, strict=True)
    )
    return shapes.table(caption, head, cells)
