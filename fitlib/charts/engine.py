"""The drawing engine, vl-convert: with its own font only, and each kind of chart compiled once.

Rule: no font of the machine is read. Otherwise the engine opens the font's file for every letter that it measures (a
third of a drawing's time), and a picture would depend on what is installed. A letter that Liberation Sans lacks is
still drawn by the reader's browser.
"""

import json
import os
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import altair as alt
import vl_convert

FONTS = "FONTCONFIG_FILE"
ELSEWHERE = '<?xml version="1.0"?><fontconfig><dir>{}</dir></fontconfig>'
ONE = Lock()  # the engine keeps Python's own lock while it waits for another thread's drawing: two would wait for ever
KINDS = 256  # compiled kinds that a process remembers, some 6 kB each


def svg(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification with its rows beside it (`datasets`), as Altair writes it."""
    rows = spec.get("datasets", {})
    kind = json.dumps({name: part for name, part in spec.items() if name != "datasets"})
    for place, name in enumerate(rows):
        kind = kind.replace(json.dumps(name), json.dumps(f"rows-{place}"))
    compiled = json.loads(_compiled(kind))
    for entry in compiled["data"]:
        place = entry["name"].removeprefix("rows-")
        if place != entry["name"]:
            entry["values"] = list(rows.values())[int(place)]
    with ONE:
        return vl_convert.vega_to_svg(compiled, allowed_base_urls=[])


def png(svg: str, scale: float) -> bytes:
    """The PNG of a whole SVG file."""
    with ONE:
        return vl_convert.svg_to_png(svg, scale=scale)


@lru_cache(KINDS)
def _compiled(kind: str) -> str:
    """The Vega specification of a Vega-Lite one; the rows have no say in it."""
    with ONE:
        return json.dumps(vl_convert.vegalite_to_vega(json.loads(kind), vl_version=_version()))


@cache
def _version() -> str:
    return "v" + ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def _own_font_only() -> None:
    """Let the engine look for fonts now, in an empty folder: it looks once in a process."""
    before = os.environ.get(FONTS)
    with tempfile.TemporaryDirectory(prefix="fit-") as empty:
        told = Path(empty) / "fonts.conf"
        told.write_text(ELSEWHERE.format(empty), "utf-8")
        os.environ[FONTS] = str(told)
        try:
            vl_convert.register_font_directory(empty)
        finally:
            os.environ.pop(FONTS) if before is None else os.environ.update({FONTS: before})


_own_font_only()
if hasattr(os, "register_at_fork"):  # a copy of the process never begins in the middle of another thread's drawing
    os.register_at_fork(before=ONE.acquire, after_in_parent=ONE.release, after_in_child=ONE.release)
