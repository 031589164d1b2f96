"""Parameters as a person reads them: in a form, in the index of a batch, in its progress bar."""

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
