"""Which subjects there are, and the one loop over them."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path

from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench.bench import table
from workbench.bench.line import Line

SUBJECTS = {
    "patterns": "patterns", "review": "review", "import": "importing", "curve": "curve", "scenario": "scenario",
    "papermill": "notebooks", "batch": "batches",
    "workshop": "room", "served": "served",
}  # fmt: skip


def main(names: Iterable[str], rows: int, out: Path | None, words: Words) -> int:
    """Measure, print the table, and add it to a file where one is named. Gives the exit code."""
    found = list(lines(list(names) or list(SUBJECTS), rows, words))
    shown = table.rows(found, words)
    widths = [max(len(row[column]) for row in shown) for column in range(len(shown[0]))]
    for row in shown:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(table.surroundings(words))
    if out is not None:
        before = out.read_text("utf-8").rstrip("\n") + "\n\n" if out.exists() else ""
        out.write_text(before + table.markdown(found, words, datetime.now()), "utf-8", newline="\n")
    return 0


def lines(names: Iterable[str], rows: int, words: Words | None = None) -> Iterator[Line]:
    """The lines of these subjects, in their order. Raises: ParameterRefused for a subject that there is not."""
    for name in names:
        if name not in SUBJECTS:
            raise ParameterRefused("bench_unknown", name=name, known=", ".join(SUBJECTS))
    for name in names:
        if words is not None and sys.stderr.isatty():
            print(words(f"bench.subject.{name}"), file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="fit-bench-") as folder:
            yield from import_module(f"workbench.bench.{SUBJECTS[name]}").lines(rows, Path(folder))
