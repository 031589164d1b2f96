"""The index page of a batch: every page with its team, period, language and files, searchable without a network."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fitlib import ROOT, shapes
from fitlib.words import LANGUAGES, Words
from workbench import choices, registers, writing
from workbench.record import FAILED, MADE, Record

CELLS = ("team", "period", "lang", "audience")
FILTERS = ("page", "team", "period", "lang")
PICTURES = ("svg", "png")
FOLDER = ROOT / "templates" / "batch"


def write(records: Sequence[Record], folder: Path) -> Path:
    """The index pages, one per language; gives the Finnish one."""
    shapes_ = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    frame = shapes_.get_template("index.html.j2")
    for lang in LANGUAGES:
        words = Words(lang)
        rows = [row(found, words) for found in records]
        html = frame.render(
            words=words, languages={one: name(one) for one in LANGUAGES}, rows=rows, style=shapes.style(),
            made=sum(found.outcome == MADE for found in records), total=len(records), heads=heads(words),
            register=registers.name(lang), filters=filters(rows, words), stamp=stamp(records, words),
        )  # fmt: skip
        writing.write_whole(folder / name(lang), html)
    return folder / name(LANGUAGES[0])


def name(lang: str) -> str:
    """`index.html` in Finnish, `index.sv.html`, `index.en.html`."""
    return "index.html" if lang == LANGUAGES[0] else f"index.{lang}.html"


def heads(words: Words) -> list[str]:
    """The column heads of the list."""
    return [words(f"batch.index.{head}") for head in ("page", "team", "period", "language", "audience", "files")]


def row(found: Record, words: Words) -> dict[str, Any]:
    """One line of the list: link, cells as words, files, and the sentences that say why a page is not there."""
    made, title = found.outcome == MADE, words(f"{found.page}.title")
    cells = {cell: choices.said(cell, found.parameters.get(cell), words) for cell in CELLS}
    cells["team"] = choices.whose(found.parameters, words)
    return {
        "file": found.file if made else None, "title": title, "cells": list(cells.values()),
        "files": files(found) if made else {}, "failed": found.outcome == FAILED,
        "why": found.why(words) or (found.again and words("batch.index.again", why=found.why_again(words))) or "",
        "by": {"page": title} | cells, "shown_lang": found.parameters.get("lang", ""),
    }  # fmt: skip


def called(found: Record, words: Words) -> str:
    """`Tiimin katsaus, Toivo-tiimi, 2024Q2, Suomi`."""
    cells = (choices.said(cell, found.parameters.get(cell), words) for cell in ("period", "lang"))
    parts = (words(f"{found.page}.title"), choices.whose(found.parameters, words), *cells)
    return ", ".join(part for part in parts if part)


def files(found: Record) -> dict[str, list[tuple[str, str]]]:
    """The page's other files by format, each with what it is called: the format, or the drawing's own name."""
    stem, kinds = Path(found.file).stem, {}
    for file in sorted(found.files):
        called, _, kind = file.removeprefix(stem).strip(".").rpartition(".")
        kinds.setdefault(kind, []).append((file, called or kind.upper()))
    return dict(sorted(kinds.items(), key=lambda kind: (kind[0] in PICTURES, kind[0])))


def filters(rows: Sequence[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    """What the list can be narrowed by: those with more than one value."""
    found = []
    for one in FILTERS:
        values = list(dict.fromkeys(row["by"][one] for row in rows if row["by"][one]))
        if len(values) > 1:
            said = words(f"batch.index.{'language' if one == 'lang' else one}")
            found.append({"name": one, "said": said, "all": words("batch.index.all"), "values": values})
    return found


def stamp(records: Sequence[Record], words: Words) -> str:
    """Which data, program and definitions the pages were made of."""
    made_of = list(dict.fromkeys(found.versions for found in records))
    return " · ".join(
        words("batch.index.versions", data=one.data_hash[:8], code=one.code, definitions=one.definitions)
        for one in made_of
    )
