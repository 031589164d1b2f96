"""From an Altair chart to inline SVG: offline, the same bytes every time, no host named, one look for all charts.

Colours are told apart by the colour-blind and in grey print (blue, orange, grey, each of its own lightness), and shape
says it again.
The font ships with vl-convert and has the widths of Arial, so that text is measured alike on every machine.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from xml.etree import ElementTree as ET

import altair as alt
from altair.utils import schemapi
from markupsafe import Markup

from fitlib import reference
from fitlib.charts import engine

INK, BLUE, ORANGE, GREY, PALE, LINE = "#1f2933", "#1261a6", "#c2510c", "#56636f", "#dfe5ea", "#84909c"
RIM = "#fefefe"
HATCH = "#abcdef"  # stands for the hatching of hidden parts until the SVG is written
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE = 14
WIDTH = 720
SVG = "{http://www.w3.org/2000/svg}"
Made = TypeVar("Made")
schemapi.disable_debug_mode()  # the tests check every whole chart; checking each part of it takes as long as drawing
PLAIN = frozenset({str, int, float, bool, type(None)})
_AS_DICT = schemapi._todict


def _as_dict(value: Any, *more: Any, **named: Any) -> Any:
    """As Altair does it; it asks of every text and number whether it behaves like a schema: half the time it takes."""
    return value if type(value) in PLAIN else _AS_DICT(value, *more, **named)


schemapi._todict = _as_dict


@dataclass(frozen=True)
class View:
    """Where a drawing is seen: text size, width and height of the whole in px."""

    size: int
    width: int
    height: int


PAGE = View(SIZE, WIDTH, 350)
PROJECTOR = View(22, 1240, 290)


def config(size: int = SIZE) -> dict[str, Any]:
    """The one look: size is the text size in px."""
    text = {
        "labelFontSize": size,
        "titleFontSize": size,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
    }
    return {
        "aria": False, "font": FONT, "background": "transparent",
        "padding": {"left": 4, "right": 4, "top": 6, "bottom": 4},
        "axis": text | {"grid": False, "domainColor": LINE, "tickColor": LINE, "labelPadding": 6, "labelLimit": 320},
        "text": {"fontSize": size, "color": INK}, "view": {"stroke": None},
        "title": {"fontSize": size + 1, "color": INK, "anchor": "start", "fontWeight": "bold", "offset": 10},
        "header": {"labelFontSize": size, "labelColor": INK, "labelAnchor": "start", "labelFontWeight": "bold"},
    }  # fmt: skip


@cache
def scale_axis() -> tuple[alt.Scale, list[int]]:
    """The axis of ORS and SRS totals: always the whole range of the instrument, with its ticks."""
    known = reference.load()
    low, high, tick = (known[f"presentation.axis_{name}"] for name in ("low", "high", "tick"))
    return alt.Scale(domain=[low, high], nice=False, zero=True), list(range(low, high + 1, tick))


def data(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows that are drawn, and nothing else: what is not drawn must not reach the page."""
    return alt.InlineData(values=rows)


def halo(chart: alt.Chart, **mark: Any) -> alt.Chart:
    """A text mark with a white rim, readable where it crosses a line; its columns are `text` and `color`."""
    marked = chart.mark_text(**mark, stroke=RIM, strokeWidth=4, strokeJoin="round")
    return marked.encode(text=alt.Text("text:N"), color=alt.Color("color:N", scale=None))


def spread(values: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels that stay at least `gap` apart and within low–high, near their values and in their order."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    places = [0.0] * len(values)
    floor = low
    for i in order:
        places[i] = floor = max(values[i], floor)
        floor += gap
    ceiling = high
    for i in reversed(order):
        places[i] = ceiling = min(places[i], ceiling)
        ceiling -= gap
    return places


def svg(chart: Any, key: str, title: str, description: str, size: int = SIZE) -> Markup:
    """Inline SVG with <title> and <desc>; ids begin with `key`, so that several drawings stand on one page.

    Altair's check against the schema is made by the tests, not by the page.
    """
    spec = chart.to_dict(validate=False)
    spec["config"] = config(size)
    root = ET.fromstring(_drawer[0](spec))
    _tidy(root, key)
    width = float(root.attrib.pop("width"))
    root.attrib.pop("height", None)
    names = f"{key}-title {key}-desc"
    root.attrib |= {"class": "fit-svg", "role": "img", "aria-labelledby": names, "style": f"max-width:{width:g}px"}
    _insert(root, 0, "title", {"id": f"{key}-title"}, title)
    _insert(root, 1, "desc", {"id": f"{key}-desc"}, description)
    return Markup(ET.tostring(root, encoding="unicode"))


def vega(spec: dict[str, Any]) -> str:
    """The drawing of a specification as vl-convert makes it."""
    return engine.svg(spec)


def warm_up() -> None:
    """Do now what the first drawing would wait for: half a second."""
    vega({"data": {"values": []}, "mark": "point"})


def together(*makers: Callable[[], Made]) -> list[Made]:
    """What each of these makes, in their order; where other processes draw, they draw several at the same time."""
    if _drawer[0] is vega:
        return [make() for make in makers]
    with ThreadPoolExecutor(len(makers)) as threads:
        return list(threads.map(lambda make: make(), makers))


def draw_by(drawer: Callable[[dict[str, Any]], str] | None) -> None:
    """Let another process draw what `vega` would, or None for this one again."""
    _drawer[0] = drawer or vega


_drawer: list[Callable[[dict[str, Any]], str]] = [vega]


def _tidy(root: ET.Element, key: str) -> None:
    """Plain names instead of namespaced ones, own ids, no roles inside the picture, hatching where it belongs."""
    hatched = False
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        for name in ("class", "role", "aria-roledescription", "aria-label", "aria-hidden"):
            element.attrib.pop(name, None)
        for name, value in element.attrib.items():
            element.attrib[name] = re.sub(r"url\(#", f"url(#{key}-", f"{key}-{value}" if name == "id" else value)
        if element.get("stroke") == RIM:
            element.set("paint-order", "stroke")
        if element.get("fill") == HATCH:
            element.set("fill", f"url(#{key}-hatch)")
            hatched = True
    if hatched:
        _hatching(root, key)


def _hatching(root: ET.Element, key: str) -> None:
    defs = _insert(root, 0, "defs", {})
    box = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = _insert(defs, 0, "pattern", {"id": f"{key}-hatch", **box})
    _insert(pattern, 0, "rect", {"width": "8", "height": "8", "fill": "#ffffff"})
    _insert(pattern, 1, "rect", {"width": "2", "height": "8", "fill": GREY})


def _insert(parent: ET.Element, place: int, tag: str, attrib: dict[str, str], text: str | None = None) -> Any:
    element = ET.Element(tag, attrib)
    element.text = text
    parent.insert(place, element)
    return element
