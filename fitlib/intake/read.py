"""GATE IN: one exported file → measurements without identities, refused rows with their lines, and notices.

file → bytes that are what their name says → rows of text → values → checks → doubles → pseudonyms.
Every row of the file is kept, refused or a duplicate; the sum is checked at the end.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from fitlib import reference
from fitlib.errors import InputRefused
from fitlib.intake import doubles, lines, sheet
from fitlib.intake.check import NOTICE, REFUSE, At, asked, gathered, noticed, refused
from fitlib.intake.chunk import Chunk, Table, ahead
from fitlib.intake.completeness import COMPLETE
from fitlib.intake.conformance import CONFORMING, STRUCTURE
from fitlib.intake.content import Content, opened
from fitlib.intake.convert import Converter
from fitlib.intake.ids import Naming
from fitlib.intake.joining import inner, one_number, own, parted, within
from fitlib.intake.key import check_key
from fitlib.intake.layout import Placed, layouts, place
from fitlib.intake.measurement import measurements
from fitlib.intake.outcome import REFUSED, Intake, Notice
from fitlib.intake.packed import Packed, joined, small
from fitlib.intake.plausibility import PLAUSIBLE
from fitlib.intake.sequence import COLUMNS, SEQUENCE, sorted_rows
from fitlib.intake.text import NotInPieces, Text

ROW_CHECKS = CONFORMING + COMPLETE + PLAUSIBLE
ALL_CHECKS = STRUCTURE + ROW_CHECKS + SEQUENCE
PART = 1_000_000  # rows that are compared at once
Progress = Callable[[str, float], None]


def read(
    path: Path, key: bytes, today: date, progress: Progress | None = None, constants: reference.Reference | None = None
) -> Intake:
    """One exported file after the gate.

    Takes: CSV or XLSX of a layout in templates/import, the organisation's key, today's date; `progress(step, share)`.
    Gives: `Intake.kept` has one row per session and rater, per visit, or per respondent, round and item.
    Raises: InputRefused when the file is refused whole.
    """
    check_key(key)
    limits = (constants or reference.load()).under("intake")
    tell = progress or (lambda step, share: None)
    tell("open", 0.0)
    with opened(Path(path), limits) as content:
        try:
            return _taken(content, key, today, limits, tell, whole=False)
        except NotInPieces:
            content.again()
            return _taken(content, key, today, limits, tell, whole=True)


def _taken(
    content: Content, key: bytes, today: date, limits: Mapping[str, Any], tell: Progress, whole: bool
) -> Intake:  # fmt: skip
    found = lines.tables(Text(content, whole)) if content.form == "csv" else sheet.tables(content, limits)
    table, placed = _recognised(found, content, limits["layout.share"])
    return _Reading(content, table, At(today, limits, placed), tell).intake(key)


def _recognised(tables: Iterable[Table], content: Content, share: float) -> tuple[Table, Placed]:
    """The reading of the header and the layout that agree best."""
    ways = [(layout.known(table.header), table, layout) for table in tables for layout in layouts()]
    known, table, layout = max(ways, key=lambda way: way[0])
    if known < share * sum(not column.optional for column in layout.columns):
        raise InputRefused("intake_layout", file=content.file, known=", ".join(one.name for one in layouts()))
    if missing := layout.missing(table.header):
        raise InputRefused("intake_column_missing", file=content.file, columns=", ".join(missing), layout=layout.name)
    placed = place(layout, table.header)
    if placed.twice:
        raise InputRefused("intake_column_twice", file=content.file, columns=", ".join(placed.twice))
    return table, placed


class _Reading:
    """One file on its way through the gate."""

    def __init__(self, content: Content, table: Table, at: At, tell: Progress) -> None:
        self.content, self.table, self.at, self.tell = content, table, at, tell
        self.layout = at.placed.layout
        self.converter = Converter(at.placed)
        self.refusing, self.noticing = asked(ROW_CHECKS, REFUSE, at), asked(ROW_CHECKS, NOTICE, at)
        self.shown = at.limits["notice.lines"]
        self.refused: list[pl.DataFrame] = []
        self.notices: list[Notice] = []
        self.rows = 0

    def intake(self, key: bytes) -> Intake:
        """The rows piece by piece, then what only the whole file can show, then the pseudonyms."""
        with ThreadPoolExecutor(1) as beside:
            told = self.converter.ids
            naming = {target: Naming(key, ids, beside) for target, ids in told.items()}
            pieces = self._pieces(naming)
            self.tell("compare", 0.9)
            names = {own(self.layout, target): one.result() for target, one in naming.items()}
            for target, ids in told.items():
                name = own(self.layout, target)
                pieces = one_number(pieces, name, ids, names[name].hashes)
            for column in inner(self.layout):
                pieces, ids = within(pieces, self.layout, column, told)
                naming[column.target] = Naming(key, ids, beside)
                naming[column.target].go_on()
            kept, duplicates = self._compared(pieces)
            self.tell("pseudonyms", 0.95)
            names |= {column.target: naming[column.target].result() for column in inner(self.layout)}
        self.tell("done", 1.0)
        return self._outcome(Packed(self.layout, kept, names), duplicates)

    def _pieces(self, naming: Mapping[str, Naming]) -> list[pl.DataFrame]:
        """The measurements piece by piece, the next one being read and ids being hashed meanwhile."""
        found = []
        for chunk in ahead(self.table.chunks(self.at.placed, self.at.limits)):
            found.append(small(self._passed(chunk)))
            for one in naming.values():
                one.go_on()
        if self.rows == 0:
            raise InputRefused("intake_no_rows", file=self.content.file)
        return found

    def _passed(self, chunk: Chunk) -> pl.DataFrame:
        self.rows += chunk.rows.height + chunk.broken.height
        rows, wrong = refused(self.converter.values(chunk.rows), self.refusing)
        self.refused += [chunk.broken, wrong]
        self.notices += noticed(rows, self.noticing, self.shown)
        self._notice("blank line", chunk.blank)
        self.tell("check", 0.9 * chunk.share)
        return measurements(rows, self.layout)

    def _compared(self, pieces: list[pl.DataFrame]) -> tuple[list[pl.DataFrame], int]:
        """The rows that are there once, and how many lines repeat another; in parts, so that memory is bound."""
        self.notices += [Notice("column not read", name, 1) for name in self.at.placed.unknown]
        self.notices += [Notice("sheet not read", "", 1, (), name) for name in self.table.others]
        scores = self.layout.kind == "scores"
        wanted = COLUMNS if scores else pieces[0].columns
        gone, duplicates = [pl.Series([], dtype=pl.Int32)], 0
        for part in parted(pieces, doubles.TOGETHER[self.layout.kind], wanted, PART):
            rows = sorted_rows(part) if scores else part
            conflicts, again = self._doubles(rows, pieces)
            gone += [conflicts["line"].cast(pl.Int32), again.cast(pl.Int32)]
            duplicates += again.len()
            if scores:
                found = doubles.without(rows, gone[-2:])
                self.notices += noticed(found, asked(SEQUENCE, NOTICE, self.at), self.shown)
        return [doubles.without(rows, gone) for rows in pieces], duplicates

    def _doubles(self, rows: pl.DataFrame, pieces: list[pl.DataFrame]) -> tuple[pl.DataFrame, pl.Series]:
        lines = doubles.alike(self.layout.kind, rows)
        whole = [one.filter(pl.col("line").is_in(lines.implode())) for one in pieces] if lines.len() else [rows.clear()]
        conflicts, again = doubles.part(self.layout.kind, joined(whole))
        self.refused.append(conflicts)
        self._notice("duplicate row", tuple(again))
        return conflicts, again

    def _notice(self, rule: str, found: tuple[int, ...]) -> None:
        if found:
            self.notices.append(Notice(rule, "", len(found), found[: self.shown]))

    def _outcome(self, kept: Packed, duplicates: int) -> Intake:
        file = pl.lit(self.content.file).alias("file")
        refused = pl.concat(self.refused, how="vertical_relaxed").sort("line").select(file, *list(REFUSED)[1:])
        intake = Intake(
            file=self.content.file,
            sha256=self.content.sha256,
            kind=self.layout.kind,
            layout=self.layout.name,
            rows=self.rows,
            held=kept,
            refused=refused.match_to_schema(REFUSED),
            duplicates=duplicates,
            notices=gathered(self.notices, self.shown),
        )
        if intake.rows != intake.rows_kept + intake.refused.height + intake.duplicates:
            raise RuntimeError("rows are not kept, refused or duplicates: an error of the gate, not of the file")
        return intake
