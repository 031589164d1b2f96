"""Where the latest scores lie against the expected change: parts of one bar, told apart by place, colour and sign."""

from collections.abc import Iterable
from typing import Any

import altair as alt

from fitlib.charts import rows, told
from fitlib.charts.composed import Composed, below, layer
from fitlib.charts.drawing import BLUE, HATCH, INK, LINE, ORANGE, SIZE, WIDTH, data
from fitlib.charts.figure import Figure, released
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedFact
from fitlib.words import HIDDEN, Words, said

LOOKS = ((BLUE, "circle", "white"), (LINE, "square", INK), (ORANGE, "triangle-down", "white"))
NARROW = 0.14
INSET = 0.045
BAR = 30
KEY = 28
INDENT = 30


def draw(
    facts: Iterable[ReleasedFact], words: Words, scope: Scope, key: str = "positions", title: str | None = None
) -> Figure:
    """Facts whose names are the parts of a whole, in order (three at most); a bar per group, hidden parts hatched.

    Raises: TypeError for facts that the gate did not make.
    """
    facts = released(facts, ReleasedFact)
    return told.figure("positions", facts, chart(facts, words), words, scope, key, title)


def chart(facts: tuple[ReleasedFact, ...], words: Words) -> Composed:
    """The drawing alone, as an Altair chart."""
    names = list(dict.fromkeys(fact.name for fact in facts))
    groups = list(dict.fromkeys(fact.group for fact in facts))
    parts = [
        part
        for i, group in enumerate(groups)
        for part in _parts(i, names, [f for f in facts if f.group == group], words)
    ]
    return below(_bars(parts, groups, facts, words), _key(names, facts, words), spacing=SIZE)


def _parts(row: int, names: list[str], facts: list[ReleasedFact], words: Words) -> list[dict[str, Any]]:
    """The bar of one group from left to right; what is hidden shares the rest and is drawn at the end."""
    found, left = [], 0.0
    for place, name in enumerate(names):
        fact = next((fact for fact in facts if fact.name == name), None)
        if fact is None or fact.value is None or fact.hidden:
            continue
        text = said.value(fact, words) if fact.value >= NARROW else ""
        fill, shape, ink = LOOKS[place]
        found.append(
            {
                "row": str(row),
                "x": left,
                "x2": left + fact.value,
                "fill": fill,
                "ink": ink,
                "shape": shape,
                "text": text,
            }
        )
        left += fact.value
    if any(fact.hidden for fact in facts):
        found.append({"row": str(row), "x": left, "x2": 1.0, "fill": HATCH, "ink": INK, "shape": "", "text": HIDDEN})
    return found


def _bars(parts: list[dict[str, Any]], groups: list[str], facts: tuple[ReleasedFact, ...], words: Words) -> Composed:
    labels = [said.group(group, words) for group in groups]
    y, names = rows.column(labels)
    x = rows.ticked("x:Q", 1, {share: words.percent(share) for share in (0, 0.5, 1)})
    filled = [{name: part[name] for name in ("row", "x", "x2", "fill")} for part in parts]
    bars = alt.Chart(data(filled)).mark_bar(height=BAR, stroke="white", strokeWidth=1.5)
    bars = bars.encode(x=x, x2=alt.X2("x2:Q"), y=y, color=alt.Color("fill:N", scale=None))
    signs = alt.Chart(data([_sign(part) for part in parts if part["shape"]])).mark_point(
        filled=True, size=4 * SIZE, opacity=1
    )
    signs = signs.encode(x=x, y=y, color=alt.Color("ink:N", scale=None), shape=alt.Shape("shape:N", scale=None))
    said_in = [
        {"row": p["row"], "x": (p["x"] + p["x2"]) / 2, "text": p["text"], "ink": p["ink"]} for p in parts if p["text"]
    ]
    middle = alt.Chart(data(said_in)).mark_text(baseline="middle", fontWeight="bold").encode(x=x, y=y)
    texts = middle.encode(text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None))
    whole = [next((fact.n for fact in facts if fact.group == group and fact.n is not None), None) for group in groups]
    counts = rows.figures([words("charts.n", n=words.number(n, 0)) for n in whole], y)
    return rows.sized([bars, signs, texts, counts, *names], labels)


def _sign(part: dict[str, Any]) -> dict[str, Any]:
    """The part's sign at its left end, so that grey print tells the parts apart as well."""
    inset = min((part["x2"] - part["x"]) / 2, INSET)
    return {"row": part["row"], "x": part["x"] + inset, "ink": part["ink"], "shape": part["shape"]}


def _key(names: list[str], facts: tuple[ReleasedFact, ...], words: Words) -> Composed:
    """The parts' names with their signs, and the whole figure where there is one bar only."""
    alone = len({fact.group for fact in facts}) == 1
    first = [next(fact for fact in facts if fact.name == name) for name in names]
    named = [said.name(fact, words) + (f": {told.full(fact, words)}" if alone else "") for fact in first]
    y, x = alt.Y("row:N", axis=None, sort=None), alt.value(INDENT)
    looks = {"color": alt.Color("fill:N", scale=None), "shape": alt.Shape("shape:N", scale=None)}
    signs = [{"row": str(place), "fill": LOOKS[place][0], "shape": LOOKS[place][1]} for place in range(len(names))]
    texts = [{"row": str(place), "text": text} for place, text in enumerate(named)]
    sign = alt.Chart(data(signs)).mark_point(filled=True, size=9 * SIZE, opacity=1).encode(x=x, y=y, **looks)
    text = (
        alt.Chart(data(texts))
        .mark_text(align="left", baseline="middle", dx=14)
        .encode(x=x, y=y, text=alt.Text("text:N"))
    )
    return layer(sign, text).properties(width=WIDTH - rows.NAME - rows.FIGURE, height=max(1, len(names)) * KEY)
