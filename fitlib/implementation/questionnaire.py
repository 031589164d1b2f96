"""A questionnaire as data/questionnaires/*.toml describes it: item codes, scales and constructs, never a wording."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fitlib import ROOT
from fitlib.errors import ReferenceMissing

FOLDER = ROOT / "data" / "questionnaires"


@dataclass(frozen=True)
class Construct:
    """Items that are averaged: codes, which are reversed, the ends of their scale, and how many must be answered."""

    key: str
    items: tuple[str, ...]
    reversed: frozenset[str]
    lowest: int
    highest: int
    needed: int

    @property
    def width(self) -> int:
        """Range of the scale, for shares of range."""
        return self.highest - self.lowest


@dataclass(frozen=True)
class Questionnaire:
    """One form of a questionnaire. Forms of one questionnaire differ in scale and are never mixed in one trend."""

    key: str
    form: str
    source: str
    status: str
    constructs: tuple[Construct, ...]

    @cached_property
    def of_item(self) -> Mapping[str, Construct]:
        """The construct of each item code."""
        return {item: construct for construct in self.constructs for item in construct.items}

    def construct(self, key: str) -> Construct:
        """One construct by key. Raises: KeyError."""
        return next(construct for construct in self.constructs if construct.key == key)


def files(home: Path | None = None) -> dict[str, Path]:
    """The questionnaires that there are, by name; those of `home/questionnaires` take the place of the bundled ones."""
    own = (home / "questionnaires").glob("*.toml") if home else ()
    return {file.stem: file for file in (*sorted(FOLDER.glob("*.toml")), *sorted(own))}


def read(name: str, form: str | None = None, home: Path | None = None) -> Questionnaire:
    """One form of a questionnaire; the form may be left out where there is only one.

    Takes: name, form, FIT_HOME or None.
    Raises: ReferenceMissing for a questionnaire, a form or a field that is not there, or an item named twice.
    Rule: a construct needs at least `answered_share` of its items, rounded up.
    """
    file = files(home).get(name)
    if file is None:
        raise ReferenceMissing("questionnaire_unknown", name=name)
    table = tomllib.loads(file.read_text("utf-8"))
    forms = _field(table, "form", file.name)
    if form is None and len(forms) == 1:
        form = next(iter(forms))
    if form not in forms:
        raise ReferenceMissing("questionnaire_form", name=name, form=str(form), known=", ".join(forms))
    constructs = tuple(_constructs(table, forms[form], file.name))
    _no_item_twice(constructs, file.name)
    return Questionnaire(name, form, _field(table, "source", file.name), _field(table, "status", file.name), constructs)


def _constructs(table: Mapping[str, Any], scales: Mapping[str, Any], file: str) -> Iterator[Construct]:
    share = _field(table, "answered_share", file)
    for key, group in _field(table, "construct", file).items():
        scale = _field(scales, _field(group, "scale", file), file)
        lowest, highest = _field(scale, "lowest", file), _field(scale, "highest", file)
        items = tuple(_field(group, "items", file))
        turned = frozenset(group.get("reversed", ()))
        if not turned <= set(items) or highest <= lowest:
            raise ReferenceMissing("reference_field", name=key, file=file, field="reversed" if turned else "highest")
        if group.get("each_alone", False):
            yield from (Construct(item, (item,), turned & {item}, lowest, highest, 1) for item in items)
        else:
            yield Construct(key, items, turned, lowest, highest, -int(-share * len(items) // 1))


def _no_item_twice(constructs: tuple[Construct, ...], file: str) -> None:
    codes = [item for construct in constructs for item in construct.items]
    for code in codes:
        if codes.count(code) > 1:
            raise ReferenceMissing("reference_field", name=code, file=file, field="items")


def _field(table: Mapping[str, Any], name: str, file: str) -> Any:
    if name not in table:
        raise ReferenceMissing("reference_field", name=name, file=file, field=name)
    return table[name]
