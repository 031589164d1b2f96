"""Refused rows and notices as sentences."""

from collections.abc import Mapping
from typing import Any

from fitlib.intake.outcome import Notice
from fitlib.words import Words


def explain(found: Mapping[str, Any] | Notice, words: Words) -> str:
    """One sentence: what is wrong in which line and column, what was expected.

    Takes: a row of Intake.refused as a mapping, or a Notice. Rule: no name, id or score of the row is in it.
    """
    if isinstance(found, Notice):
        values = {"count": found.count, "lines": ", ".join(map(str, found.lines))}
        return _sentence(found.rule, words, column=found.column, detail=found.detail, **values)
    return _sentence(found["rule"], words, **{name: found[name] for name in ("line", "column", "detail")})


def _sentence(rule: str, words: Words, **values: Any) -> str:
    return words(f"intake.rule.{rule.replace(' ', '_')}", **values)
