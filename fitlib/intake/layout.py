"""Export layouts: templates/import/*.toml says which column is what; the header of a file says which layout it has."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fitlib import ROOT

FOLDER = ROOT / "templates" / "import"


@dataclass(frozen=True)
class Column:
    """One column of a layout: `target` is our name, `header` the file's. `words` maps the file's words to ours."""

    target: str
    header: str
    type: str
    optional: bool = False
    idtype: str = ""
    within: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class Layout:
    """One export layout. `kind` is scores, visits or nomad."""

    name: str
    kind: str
    columns: tuple[Column, ...]
    dates: tuple[str, ...]
    blank: tuple[str, ...]
    summary: Mapping[str, str]
    dropped: tuple[str, ...]
    forms: Mapping[str, Sequence[str]]

    def of_type(self, *types: str) -> tuple[str, ...]:
        """The targets of these types in the layout's order."""
        return tuple(column.target for column in self.columns if column.type in types)

    def known(self, header: Iterable[str]) -> int:
        """How many of the file's columns this layout knows."""
        return len({fold(name) for name in header} & {fold(column.header) for column in self.columns})

    def missing(self, header: Iterable[str]) -> tuple[str, ...]:
        """The columns that the layout needs and the file does not have."""
        there = {fold(name) for name in header}
        return tuple(c.header for c in self.columns if not c.optional and fold(c.header) not in there)


def fold(text: str) -> str:
    """A name or word as it is compared: outer spaces and capital letters do not count."""
    return " ".join(text.split()).casefold()


@cache
def layouts(folder: Path = FOLDER) -> tuple[Layout, ...]:
    """All layouts of a folder, one per file, by name."""
    return tuple(_layout(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in sorted(folder.glob("*.toml")))


def _layout(name: str, table: Mapping[str, Any]) -> Layout:
    words = {key: _words(group) for key, group in table.get("words", {}).items()}
    columns = [
        Column(target, **row | {"words": words.get(row.get("words", ""), {}), "within": tuple(row.get("within", ()))})
        for target, row in table["columns"].items()
    ]
    answers = [
        Column(item, item, "answer", low=group["low"], high=group["high"])
        for group in table.get("answers", ())
        for item in group["items"]
    ]
    return Layout(
        name=name,
        kind=table["kind"],
        columns=(*columns, *answers),
        dates=tuple(table["dates"]),
        blank=tuple(fold(word) for word in table["blank"]),
        summary={fold(word): word for word in table["summary"]},
        dropped=tuple(table["dropped"]),
        forms=table.get("forms", {}),
    )


def _words(group: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(one): ours for ours, theirs in group.items() for one in theirs}


@dataclass(frozen=True)
class Placed:
    """A layout laid over a header: where each target stands, what it is called there, and what is left over."""

    layout: Layout
    positions: Mapping[str, int]
    names: Mapping[str, str]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    width: int


def place(layout: Layout, header: Sequence[str]) -> Placed:
    """The columns of the layout in a file's header, in whatever order they stand there.

    Gives: `unknown`, columns that the layout neither reads nor drops; `twice`, those it reads and finds more than once.
    """
    folded = [fold(name) for name in header]
    there = {column.target: fold(column.header) for column in layout.columns if fold(column.header) in folded}
    expected = set(there.values()) | {fold(name) for name in layout.dropped} | {""}
    return Placed(
        layout=layout,
        positions={target: folded.index(name) for target, name in there.items()},
        names={target: header[folded.index(name)].strip() for target, name in there.items()},
        unknown=tuple(name.strip() for name, one in zip(header, folded, strict=True) if one not in expected),
        twice=tuple(header[folded.index(name)].strip() for name in there.values() if folded.count(name) > 1),
        width=len(header),
    )
