"""What an import did, for a person and for a program."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from fitlib.intake import Intake, explain
from fitlib.store import FileCommitted
from fitlib.words import Words

SHOWN, LINES = 5, 10


@dataclass(frozen=True)
class FileReport:
    """One file: what intake made of it, what the store made of that, and where the list of refused rows lies."""

    intake: Intake
    committed: FileCommitted
    refused_list: Path | None

    def as_json(self) -> dict[str, Any]:
        """Counts by name. `rows`, `kept`, `refused`, `duplicates` are rows of the file; the rest rows of the store."""
        intake, done = self.intake, self.committed
        return {
            "file": intake.file, "kind": intake.kind, "layout": intake.layout, "rows": intake.rows,
            "kept": intake.rows_kept, "refused": intake.refused.height, "duplicates": intake.duplicates,
            "new": done.new, "already": done.duplicate, "corrected": done.corrected, "absent": done.absent,
            "removed": done.removed, "erased": done.erased,
            "refused_list": self.refused_list and self.refused_list.name,
        }  # fmt: skip


@dataclass(frozen=True)
class ImportReport:
    """What a call did with its files. `corrections`: one row per corrected row: file, line, columns that differ."""

    files: tuple[FileReport, ...]
    corrections: pl.DataFrame
    dry_run: bool

    def as_json(self, words: Words) -> dict[str, Any]:
        """Totals, reasons, corrections and files, for other programs. A reason stands for all rows it holds for."""
        files = [file.as_json() for file in self.files]
        totals = ("kept", "refused", "duplicates", "new", "already", "absent", "removed", "erased")
        return {
            **{name: sum(file[name] for file in files) for name in totals},
            "reasons": [reason for file in self.files for reason in reasons(file.intake, words)],
            "corrected": _grouped(self.corrections).rename({"len": "count"}).to_dicts(),
            "files": files, "dry_run": self.dry_run,
        }  # fmt: skip

    def in_words(self, words: Words) -> str:
        """The report as plain text."""
        changed = any(file.committed.new + file.committed.corrected + file.committed.removed for file in self.files)
        end = "dry_run" if self.dry_run else "done" if changed else "nothing"
        parts = ["\n".join(_file_in_words(file, self.corrections, words)) for file in self.files]
        return "\n\n".join([*parts, words(f"store.report.{end}")])


def reasons(intake: Intake, words: Words) -> list[dict[str, Any]]:
    """Why rows were refused, one reason per rule and column, and which rows were there twice."""
    groups = intake.refused.group_by("rule", "column", maintain_order=True)
    found = [_reason(intake.file, rule, column, rows, words) for (rule, column), rows in groups]
    return found + [
        {"file": intake.file, "rule": one.rule, "column": one.column, "count": one.count, "lines": list(one.lines),
         "detail": [], "text": explain(one, words)}
        for one in intake.notices if one.rule == "duplicate row"
    ]  # fmt: skip


def _reason(file: str, rule: str, column: str, rows: pl.DataFrame, words: Words) -> dict[str, Any]:
    lines, details = rows["line"].head(LINES).to_list(), rows["detail"].unique(maintain_order=True).head(SHOWN)
    text = explain(rows.row(0, named=True), words)
    return {"file": file, "rule": rule, "column": column, "count": rows.height, "lines": lines,
            "detail": [detail for detail in details if detail], "text": text}  # fmt: skip


def _grouped(corrections: pl.DataFrame) -> pl.DataFrame:
    """One row per file and set of columns: how many rows, and the first lines."""
    return corrections.group_by("file", "columns", maintain_order=True).agg(
        pl.len(), pl.col("line").head(LINES).alias("lines")
    )


def _file_in_words(file: FileReport, corrections: pl.DataFrame, words: Words) -> list[str]:
    facts, intake = file.as_json(), file.intake
    numbers = {name: words.number(value, 0) for name, value in facts.items() if type(value) is int}
    kind = words(f"store.kind.{facts['kind']}")
    refused = [explain(row, words) for row in intake.refused.head(SHOWN).iter_rows(named=True)]
    notices = [explain(notice, words) for notice in intake.notices]
    grouped = _grouped(corrections.filter(pl.col("file") == facts["file"]))
    corrected = [_correction(row, words) for row in grouped.iter_rows(named=True)]
    place, absent = file.refused_list, "removed" if facts["removed"] else "absent"
    return [
        words("store.report.file", file=facts["file"], kind=kind, layout=facts["layout"]),
        "  " + words("store.report.rows", **numbers),
        "  " + words("store.report.stored", **numbers),
        *_listed("refused", refused, intake.refused.height, words),
        *([f"  {words('store.report.refused_list', place=place)}"] if place else []),
        *_listed("notices", notices, len(notices), words),
        *_listed("corrections", corrected, len(corrected), words),
        *([f"  {words(f'store.report.{absent}', count=numbers['absent'])}"] if facts["absent"] else []),
        *([f"  {words('store.report.erased', count=numbers['erased'])}"] if facts["erased"] else []),
    ]


def _correction(row: dict[str, Any], words: Words) -> str:
    lines = ", ".join(map(str, row["lines"])) + (" …" if row["len"] > len(row["lines"]) else "")
    return words("store.report.correction", columns=", ".join(row["columns"]), count=row["len"], lines=lines)


def _listed(head: str, sentences: list[str], count: int, words: Words) -> list[str]:
    if not sentences:
        return []
    rest = [f"    {words('store.report.more', count=count - len(sentences))}"] if count > len(sentences) else []
    return [f"  {words(f'store.report.{head}')}", *(f"    - {sentence}" for sentence in sentences), *rest]
