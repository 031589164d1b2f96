"""Reference constants: data/reference/*.toml, laid over by reference/*.toml in FIT_HOME.

A constant is a row with value, unit, source, status, reviewed and next_review. Its name is the dotted path of its
table, for instance `cutoff.ors.adult`. No clinical or policy number lives anywhere else.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from fitlib import ROOT
from fitlib.errors import ReferenceMissing

FOLDER = ROOT / "data" / "reference"


@dataclass(frozen=True)
class Constant:
    """One reference row. `status` as in the domain notes: V, C, S, R, D or A."""

    name: str
    value: Any
    unit: str
    source: str
    status: str
    reviewed: date
    next_review: date
    alternatives: tuple[Any, ...] = ()


class Reference(Mapping[str, Any]):
    """All constants by dotted name; indexing gives the value, `row` the whole constant."""

    def __init__(self, constants: Mapping[str, Constant]) -> None:
        self._constants = dict(sorted(constants.items()))

    def __getitem__(self, name: str) -> Any:
        return self.row(name).value

    def __contains__(self, name: object) -> bool:
        return name in self._constants

    def __iter__(self) -> Iterator[str]:
        return iter(self._constants)

    def __len__(self) -> int:
        return len(self._constants)

    def row(self, name: str) -> Constant:
        """The constant with its source and review dates. Raises ReferenceMissing."""
        try:
            return self._constants[name]
        except KeyError:
            raise ReferenceMissing("reference_unknown", name=name) from None

    def under(self, prefix: str) -> dict[str, Any]:
        """Values below a prefix: `under("cutoff.ors")` gives {"adult": 25, …}."""
        below = prefix + "."
        return {name.removeprefix(below): self[name] for name in self if name.startswith(below)}

    @property
    def version(self) -> str:
        """Eight hex digits that change when any value changes."""
        text = repr([(name, row.value) for name, row in self._constants.items()])
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def load(home: Path | None = None) -> Reference:
    """The bundled constants with those of `home/reference` laid over them.

    Takes: FIT_HOME or None. Raises: ReferenceMissing where a row lacks a field or has an unknown one.
    """
    files = sorted(FOLDER.glob("*.toml")) + (sorted((home / "reference").glob("*.toml")) if home else [])
    found: dict[str, Constant] = {}
    for file in files:
        seen = file.stat()
        found |= _of(file, seen.st_mtime_ns, seen.st_size)
    return Reference(found)


@lru_cache(64)
def _of(file: Path, changed: int, size: int) -> dict[str, Constant]:
    """The rows of a file as it is; it is read again when it has changed."""
    return {row.name: row for row in _rows(tomllib.loads(file.read_text("utf-8")), file)}


def _rows(table: dict[str, Any], file: Path, name: str = "") -> Iterator[Constant]:
    if "value" in table:
        yield _constant(name, table, file)
        return
    for key, inner in table.items():
        if not isinstance(inner, dict):
            raise ReferenceMissing("reference_field", name=f"{name}.{key}".lstrip("."), file=file.name, field="value")
        yield from _rows(inner, file, f"{name}.{key}".lstrip("."))


def _constant(name: str, table: dict[str, Any], file: Path) -> Constant:
    needed = {field.name for field in fields(Constant)} - {"name", "alternatives"}
    wrong = sorted(needed - table.keys()) + sorted(table.keys() - needed - {"alternatives"})
    if wrong:
        raise ReferenceMissing("reference_field", name=name, file=file.name, field=wrong[0])
    return Constant(name, **table | {"alternatives": tuple(table.get("alternatives", ()))})
