"""A form that people fill in on a served page: its fields in words, and the one check of what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fitlib.errors import ParameterRefused
from fitlib.implementation.kept import clean
from fitlib.words import Words

WRITERS = ("own", "internal")
SHOWN = 60


@dataclass(frozen=True)
class Field:
    """One thing to fill in. With `options` (value, label) a choice; else a text of so many lines.

    `ends`: the least and the largest whole number, where the text must be one (empty stands for none).
    """

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 1
    longest: int = 0
    ends: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sheet:
    """Fields in order under headings, what to heed first, and the edition that they were read from."""

    title: str
    heed: str
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    edition: str = ""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by name."""
        return {one.name: one for _, several in self.groups for one in several}


def may_write(params: Any) -> bool:
    """Whether the audience of these parameters may save anything."""
    return getattr(params, "audience", "public") in WRITERS


def filled(sheet: Sheet | None, wished: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, field by field, cleaned.

    Raises: ParameterRefused for a page where nothing can be saved, a field or choice that the sheet does not have, a
    text that is too long, a number that is none.
    """
    if sheet is None:
        raise ParameterRefused("sheet_closed")
    for name in wished:
        if name not in sheet.fields:
            raise ParameterRefused("sheet_field", name=str(name)[:SHOWN])
    return {name: _value(one, wished.get(name, one.value)) for name, one in sheet.fields.items()}


def _value(field: Field, value: Any) -> str:
    if not isinstance(value, str) or (field.options and value not in dict(field.options)):
        raise ParameterRefused("sheet_field", name=field.label)
    text = clean(value)
    if field.options:
        return text
    if field.ends:
        return _whole(field, text)
    if len(text) > field.longest:
        raise ParameterRefused("sheet_long", name=field.label, length=len(text), most=field.longest)
    return text if field.lines > 1 else " ".join(text.split())


def _whole(field: Field, text: str) -> str:
    low, high = field.ends or (0, 0)
    if text and not (text.isascii() and text.isdigit() and len(text) < SHOWN and low <= int(text) <= high):
        raise ParameterRefused("sheet_number", name=field.label, value=text[:SHOWN], low=low, high=high)
    return str(int(text)) if text else ""


def choices(words: Words, prefix: str, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Options of a field: each value with its label."""
    return tuple((value, words(f"{prefix}.{value}")) for value in values)
