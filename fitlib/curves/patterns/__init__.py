"""The patterns of the table, one file each: a pure rule. To add one, add its file, its words and its reference rows."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from fitlib.curves.pattern import Pattern
from fitlib.reference import Reference


@cache
def known() -> dict[str, Pattern]:
    """Every pattern of this room by its key."""
    found = [import_module(f"{__name__}.{module.name}").PATTERN for module in iter_modules(__path__)]
    return {pattern.key: pattern for pattern in found}


def every(reference: Reference) -> tuple[Pattern, ...]:
    """Every pattern, in order of rank: the first ones are the ones to talk about first."""
    return tuple(sorted(known().values(), key=lambda pattern: reference[f"pattern.{pattern.key}.rank"]))
