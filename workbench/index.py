"""The index page of a batch: every page with its team, period and language, searchable without a network."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fitlib import ROOT, shapes
from fitlib.words import LANGUAGES, Words
from workbench import choices, registers, writing
from workbench.record import MADE, Record

CELLS = ("team", "period", "lang", "audience")
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
            register=registers.name(lang),
        )  # fmt: skip
        writing.write_whole(folder / name(lang), html)
    return folder / name(LANGUAGES[0])


def name(lang: str) -> str:
    """`index.html` in Finnish, `index.sv.html`, `index.en.html`."""
    return "index.html" if lang == LANGUAGES[0] else f"index.{lang}.html"


def heads(words: Words) -> list[str]:
    """The column heads of the list."""
    return [words(f"batch.index.{head}") for head in ("page", "team", "period", "language", "audience", "outcome")]


def row(found: Record, words: Words) -> dict[str, Any]:
    """One line of the list: link, cells as words, and the sentences that say why a page is not there."""
    return {
        "file": found.file if found.outcome == MADE else None,
        "title": words(f"{found.page}.title"),
        "cells": [choices.said(name, found.parameters.get(name), words) for name in CELLS],
        "outcome": found.why(words) or words("batch.index.made"),
    }
