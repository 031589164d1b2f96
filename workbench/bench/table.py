"""The lines of the benchmark as a table: to read on the terminal, and dated, as Markdown, to keep."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version

from fitlib.words import Words
from workbench.bench.line import Line

PACKAGES = ("duckdb", "polars", "pandas", "numpy", "statsmodels", "papermill")
HEADS = ("what", "size", "seconds", "against", "other", "ratio")


def rows(lines: Iterable[Line], words: Words) -> list[list[str]]:
    """One row per line, as texts, after the heads."""
    return [[words(f"bench.head.{name}") for name in HEADS], *(_row(line, words) for line in lines)]


def markdown(lines: Sequence[Line], words: Words, at: datetime) -> str:
    """The table with the day, the machine, its load and the versions, which a ratio cannot be read without."""
    head, *body = rows(lines, words)
    marks = ["---", "--:", "--:", "---", "--:", "--:"]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *body))
    return f"## {at:%Y-%m-%d %H:%M}\n\n{surroundings(words)}\n\n{table}\n"


def surroundings(words: Words) -> str:
    """Cores, load, versions: one sentence."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = platform.python_version()
    return words("bench.surroundings", cores=os.cpu_count(), load=load, python=python, packages=packages)


def _row(line: Line, words: Words) -> list[str]:
    against = words(f"bench.against.{line.against}")
    if line.of is not None:
        against = words("bench.in_proportion", against=against, of=words.number(line.of, 0))
    size = words(f"bench.unit.{line.unit}", n=words.number(line.size, 0))
    ours, other = (_measured(value, line.measure, words) for value in (line.seconds, line.other))
    return [words(f"bench.doing.{line.what}"), size, ours, against, other, _digits(line.ratio, words)]


def _measured(value: float, measure: str | None, words: Words) -> str:
    if measure is None:
        return _digits(value, words)
    return f"{words.number(value, decimals=0 if value >= 10 or not measure else 1)} {measure}".strip()


def _digits(value: float, words: Words) -> str:
    """Three digits that count, however large."""
    return words.number(value, decimals=0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 4)
