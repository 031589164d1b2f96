"""Parameters as a person reads them: in a form, in the index of a batch, in its progress bar."""

from collections.abc import Mapping
from typing import Any

from fitlib.words import Words


def said(name: str, value: Any, words: Words) -> str:
    """A value of the parameter `name` in words; a team or a case keeps its name."""
    if value is None:
        return ""
    if name == "lang":
        return words(f"serve.languages.{value}")
    key = f"params.choice.{value}" if isinstance(value, bool) else f"params.choice.{name}.{value}"
    return words(key) if key in words else str(value)


def whose(parameters: Mapping[str, Any], words: Words) -> str:
    """Whose page it is: the team, else the unit by name, else the level in words; empty for a page of nobody."""
    for name in ("team", "unit", "level"):
        if parameters.get(name):
            return said(name, parameters[name], words)
    return ""
