"""The drawing engine, vl-convert: with its own font only, and each kind of chart compiled once.

Rule: no font of the machine is read. Otherwise the engine opens the font's file for every letter that it measures (a
third of a drawing's time), and a picture would depend on what is installed. A letter that Liberation Sans lacks is
still drawn by the reader's browser.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import altair as alt
import vl_convert

FONTS = "FONTCONFIG_FILE"
ELSEWHERE = '<?xml version="1.0"?><fontconfig><dir>{}</dir></fontconfig>'
ONE = Lock()  # the engine keeps Python's own lock while it waits for another thread's drawing: two would wait for ever
SIGN = 0.987654321
KINDS = 256  # compiled kinds that a process remembers, some 6 kB each


def svg(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification with its rows beside it (`datasets`), as Altair writes it."""
    rows, apart = spec.get("datasets", {}), Apart()
    kind = json.dumps(apart.take({name: part for name, part in spec.items() if name != "datasets"}))
    for place, name in enumerate(rows):
        kind = kind.replace(json.dumps(name), json.dumps(f"rows-{place}"))
    compiled = json.loads(apart.put_back(_compiled(kind)))
    for entry in compiled["data"]:
        place = entry["name"].removeprefix("rows-")
        if place != entry["name"]:
            entry["values"] = list(rows.values())[int(place)]
    with ONE:
        return vl_convert.vega_to_svg(compiled, allowed_base_urls=[])


class Apart:
    """What follows the rows from step to step of a slider: the ends of axes and the texts under them.

    They are taken out of a specification, signs stand in their places while it is compiled, and they are put back: so
    that a chart whose axis grows is no other kind. A sign of an end has its end's place among the ends, and its sign.
    """

    def __init__(self) -> None:
        self.ends: dict[float, float] = {}
        self.texts: dict[str, str] = {}

    def take(self, spec: dict[str, Any]) -> dict[str, Any]:
        """The specification with signs."""
        found = sorted(set(_ends(spec)))
        below = sum(end < 0 for end in found)
        self.ends = {end: place - below + (SIGN if end > 0 else -SIGN) for place, end in enumerate(found) if end}
        return self._signed(spec)

    def put_back(self, compiled: str) -> str:
        """What was compiled, without signs."""
        for text, sign in self.texts.items():
            compiled = compiled.replace(json.dumps(sign)[1:-1], json.dumps(text)[1:-1])
        signs = {json.dumps(sign): json.dumps(end) for end, sign in self.ends.items()}
        for sign in sorted(signs, key=len, reverse=True):  # the longest first: -1.9 holds 1.9
            compiled = compiled.replace(sign, signs[sign])
        return compiled

    def _signed(self, part: Any, name: str = "") -> Any:
        if isinstance(part, dict):
            return {key: self._signed(value, key) for key, value in part.items()}
        if name == "domain" and _is_range(part):
            return [self.ends.get(end, end) for end in part]
        if isinstance(part, list):
            return [self._signed(value) for value in part]
        return self._texts(part) if name == "labelExpr" and part.startswith("({") else part

    def _texts(self, expression: str) -> str:
        _, end = json.JSONDecoder().raw_decode(expression, 1)
        text = expression[1:end]
        return f"({self.texts.setdefault(text, json.dumps({f'texts-{len(self.texts)}': 0}))}{expression[end:]}"


def _ends(part: Any, name: str = "") -> Iterator[float]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _ends(value, key)
    elif name == "domain" and _is_range(part):
        yield from part
    elif isinstance(part, list):
        for value in part:
            yield from _ends(value)


def _is_range(part: Any) -> bool:
    return isinstance(part, list) and len(part) == 2 and all(type(end) in (int, float) for end in part)


def png(svg: str, scale: float) -> bytes:
    """The PNG of a whole SVG file."""
    with ONE:
        return vl_convert.svg_to_png(svg, scale=scale)


@lru_cache(KINDS)
def _compiled(kind: str) -> str:
    """The Vega specification of a Vega-Lite one; the rows have no say in it."""
    return _compiler[0](kind)


def compiled(kind: str) -> str:
    """A kind of chart as this process compiles it."""
    with ONE:
        return json.dumps(vl_convert.vegalite_to_vega(json.loads(kind), vl_version=_version()))


def compile_by(compiler: Callable[[str], str]) -> None:
    """Let another way come before `compiled`, where several processes tell each other what they have compiled."""
    _compiler[0] = compiler


_compiler: list[Callable[[str], str]] = [compiled]


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
