"""Figures as a CSV file that a spreadsheet opens without running anything in it."""

import unicodedata
from collections.abc import Iterable, Sequence
from csv import writer
from dataclasses import asdict
from io import StringIO
from typing import Any

from fitlib.release import ReleasedFact
from fitlib.words import HIDDEN, Words, said

STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
COLUMNS = ("name", "group", "value", "k", "n", "low", "high", "unit", "denominator", "method", "hidden")


def csv(facts: Iterable[ReleasedFact], words: Words) -> bytes:
    """One line per figure: UTF-8 with BOM, semicolons, the language's decimal mark; `..` where hidden.

    Raises: TypeError for facts that the gate did not make.
    """
    return lines(table(facts, words), words)


def lines(rows: Iterable[Sequence[Any]], words: Words) -> bytes:
    """Rows of texts, numbers and None as a CSV file in which no text is taken for a formula."""
    text = StringIO()
    writer(text, delimiter=";", lineterminator="\r\n").writerows([_cell(cell, words) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def table(facts: Iterable[ReleasedFact], words: Words) -> list[list[Any]]:
    """A row per figure under a head of names: texts, numbers, `..` where hidden. Raises: TypeError as `csv`."""
    rows = [[words(f"tables.column.{column}") for column in COLUMNS]]
    for fact in facts:
        if not isinstance(fact, ReleasedFact):
            raise TypeError(f"{type(fact).__name__} has not passed the release gate")
        rows.append(_row(fact, words))
    return rows


def _row(fact: ReleasedFact, words: Words) -> list[Any]:
    row = asdict(fact) | {
        "name": said.name(fact, words),
        "group": said.group(fact.group, words),
        "denominator": words(f"indicators.denominator.{fact.denominator}"),
        "method": words(f"indicators.method.{fact.method}"),
        "unit": words(f"indicators.unit.{fact.unit}") if f"indicators.unit.{fact.unit}" in words else fact.unit,
    }
    if fact.hidden:
        row["value"] = said.value(fact, words)
        row["k"] = HIDDEN if row["k"] is None else row["k"]
        row["hidden"] = words(f"release.reason.{fact.hidden}")
    return [row[column] for column in COLUMNS]


def _cell(value: Any, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).replace(".", "," if words.lang != "en" else ".")
    return str(value) if isinstance(value, int) else safe(value)


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    Rule: after leading spaces and line breaks, and with full-width signs read as plain ones.
    """
    plain = unicodedata.normalize("NFKC", text)
    begins = plain.startswith(STARTS) or plain.lstrip().startswith(STARTS)
    return f"'{text}" if begins else text
