"""The sheets that a training fills in: on paper, and as a workbook with its definitions beside it.

What a sheet holds is data/workshops/sheets/<name>.toml; a cell that has words is printed, the others are written in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from fitlib import ROOT, shapes
from fitlib.charts import Scope
from fitlib.indicators import Card, cards
from fitlib.reference import Reference
from fitlib.reports.page import Page, Section, Stamp
from fitlib.tables import workbook
from fitlib.words import Words

FOLDER = ROOT / "data" / "workshops" / "sheets"
NOBODY = Scope(None, None, None)
LINES = Markup('<table class="fit-lines{}"><caption>{}</caption><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>')
PLACE = Markup('<div class="{}">{}</div>')
ROW, HEAD = Markup("<tr>{}</tr>\n"), Markup('<th scope="col">{}</th>')
SIDE, CELL = Markup('<th scope="row">{}</th>'), Markup("<td>{}</td>")
Typed = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns, `rows` that have a name, or so many that are `blank`.

    `indicators` says which columns the workbench itself counts. `wide` is landscape; `turned` sheets have so many
    columns that these stand below each other on paper; the first column of `asked` ones is a question.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    wide: bool = False
    turned: bool = False
    asked: bool = False
    indicators: Mapping[str, str] | None = None

    def title(self, words: Words) -> str:
        """What it is called."""
        return words(f"trainings.sheet.{self.name}.title")

    def head(self, column: str, words: Words) -> str:
        """A column's name: the indicator's own where it is one."""
        counted = (self.indicators or {}).get(column)
        return words(f"indicators.name.{counted}" if counted else f"trainings.sheet.{self.name}.column.{column}")

    @property
    def first_printed(self) -> bool:
        """Whether its rows have names, which stand in the first column."""
        return not self.rows[0].isdigit()

    def printed(self, row: str, column: str, words: Words) -> str:
        """What stands in a cell before anybody writes; empty where it is to be written in."""
        key = f"trainings.sheet.{self.name}.row.{row}.{column}"
        return words(key) if key in words else ""


@dataclass(frozen=True)
class Room:
    """What the page's head knows: nobody's team and no period, for a training room."""

    audience: str = "workshop"


class _Nothing:
    """No store: a sheet holds what the room writes."""

    data_date, data_hash, imports = None, "", 0


@cache
def names() -> tuple[str, ...]:
    """The sheets there are."""
    return tuple(file.stem for file in sorted(FOLDER.glob("*.toml")))


@cache
def load(name: str) -> Sheet:
    """One sheet. Raises: KeyError for one that is not there."""
    if name not in names():
        raise KeyError(name)
    table = tomllib.loads(Path(FOLDER, f"{name}.toml").read_text("utf-8"))
    known = table.get("column", [{"key": key} for key in table.get("columns", ())])
    rows = tuple(table.get("rows", ())) or tuple(str(number) for number in range(1, table["blank"] + 1))
    counted = {one["key"]: one["indicator"] for one in known if "indicator" in one}
    keys = tuple(one["key"] for one in known)
    wide, turned, asked = (table.get(one, False) for one in ("wide", "turned", "asked"))
    return Sheet(name, keys, rows, wide, turned, asked, counted)


def grid(sheet: Sheet, typed: Typed, words: Words) -> list[list[str]]:
    """Its texts, the head first: one row per row of the sheet. Takes: what was written, by row and column."""
    body = [
        [sheet.printed(row, column, words) or typed.get((row, column), "") for column in sheet.columns]
        for row in sheet.rows
    ]
    return [[sheet.head(column, words) for column in sheet.columns], *body]


def written(sheet: Sheet, typed: Typed, words: Words) -> list[list[str]]:
    """The rows in which somebody has written something, without the head."""
    rows = zip(sheet.rows, grid(sheet, typed, words)[1:], strict=True)
    return [cells for row, cells in rows if any(typed.get((row, column)) for column in sheet.columns)]


def page(sheet: Sheet, typed: Typed, lang: str, reference: Reference) -> Page:
    """The sheet on paper: what it is for, the lines, and what each column means."""
    words = Words(lang)
    leads = shapes.paragraphs([words(f"trainings.sheet.{sheet.name}.lead")])
    sections = [Section("lines", sheet.title(words), leads + lines(sheet, typed, words))]
    told = meanings(sheet, words, reference)
    sections += [Section("meanings", words("trainings.sheets.meanings"), told, folded=not sheet.turned)]
    stamp = Stamp.of(_Nothing, reference).invented()
    return Page("training_sheet", lang, sheet.title(words), Room(), stamp, None, tuple(sections), NOBODY)


def xlsx(sheet: Sheet, typed: Typed, words: Words, reference: Reference) -> bytes:
    """The same as a workbook: the lines on its first sheet, the definitions on its second. Text stays text."""
    first, second = words("trainings.sheets.lines"), words("trainings.sheets.meanings")
    return workbook.xlsx({first: grid(sheet, typed, words), second: definitions(sheet, words, reference)})


def definitions(sheet: Sheet, words: Words, reference: Reference) -> list[list[str]]:
    """What each column means and who fills it in; the head first."""
    head = [words(f"trainings.sheets.{name}") for name in ("column", "meaning", "filled")]
    return [head, *([sheet.head(one, words), *_meaning(sheet, one, words, reference)] for one in sheet.columns)]


def meanings(sheet: Sheet, words: Words, reference: Reference) -> Markup:
    """The definitions as a table."""
    head, *rows = definitions(sheet, words, reference)
    return shapes.table(sheet.title(words), head, rows, "fit-wrapped fit-meanings")


def _meaning(sheet: Sheet, column: str, words: Words, reference: Reference) -> tuple[str, str]:
    counted = (sheet.indicators or {}).get(column)
    if counted is None:
        return words(f"trainings.sheet.{sheet.name}.define.{column}"), words("trainings.sheets.by_hand")
    return _defined(cards()[counted], words, reference), words("trainings.sheets.counted")


def _defined(card: Card, words: Words, reference: Reference) -> str:
    quoted = {name: words.number(value, 0) for name, value in card.quoted(reference).items()}
    return words(f"indicators.definition.{card.name}", **quoted)


def lines(sheet: Sheet, typed: Typed, words: Words) -> Markup:
    """The table to write in; wide sheets lie down on paper."""
    table = grid(sheet, typed, words)
    if sheet.turned:
        table = [list(row) for row in zip(*table, strict=True)]
    head = Markup("").join(map(HEAD.format, table[0]))
    rows = (ROW.format(SIDE.format(first) + Markup("").join(map(CELL.format, rest))) for first, *rest in table[1:])
    kind = " fit-turned" if sheet.turned else " fit-first-wide" if sheet.asked else ""
    made = LINES.format(kind, sheet.title(words), head, Markup("").join(rows))
    return PLACE.format("fit-lying" if sheet.wide else "fit-standing", made)
