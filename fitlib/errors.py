"""The error family: what is wrong, where, and what to do about it.

An error carries a key and its values; the sentence comes from the words room (words/*/errors.toml: `what`, `remedy`).
The class decides the exit code of the program, so that a script can tell a bad file from a missing store.
"""

from typing import Any


class Said(str):
    """A value that a program sees as itself, and a reader as the words of its key."""

    key: str

    def __new__(cls, value: str, key: str) -> "Said":
        found = super().__new__(cls, value)
        found.key = key
        return found

    def __getnewargs__(self) -> tuple[str, str]:
        return str(self), self.key

    def in_words(self, words: Any) -> str:
        """The words of the key, else the value itself."""
        return words(self.key) if self.key in words else str(self)


class FitError(Exception):
    """Something a user can understand and mend.

    Takes: key of errors.toml, the values its sentence names (never a client's id, name or score).
    Source: shared conventions, house rule "what, where, remedy".
    """

    exit_code = 1

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.key, self.values)

    def __str__(self) -> str:
        return ", ".join([self.key, *(f"{name}={value}" for name, value in self.values.items())])

    def in_words(self, words: Any) -> str:
        """The two sentences, what and remedy, in the language of `words`."""
        told = {name: one.in_words(words) if isinstance(one, Said) else one for name, one in self.values.items()}
        return f"{words(f'errors.{self.key}.what', **told)} {words(f'errors.{self.key}.remedy', **told)}"


def _again(kind: type[FitError], key: str, values: dict[str, Any]) -> FitError:
    return kind(key, **values)  # an error travels between processes whole


class ParameterRefused(FitError):
    """A parameter that is not declared, not of its type, or not among the possible values."""

    exit_code = 2


class InputRefused(FitError):
    """A file that is refused whole; the store stays as it was."""

    exit_code = 3


class StoreMissing(FitError):
    """No store, or one that this version cannot read."""

    exit_code = 4


class StoreTrouble(FitError):
    """The disk refuses: full, read-only, not permitted or broken. What was stored before is as it was."""


class NotReleased(FitError):
    """The audience may not see what was asked for."""

    exit_code = 5


class ReferenceMissing(FitError):
    """A reference constant that is not in data/reference, or a row that lacks a field."""

    exit_code = 6


class BatchFailed(FitError):
    """One or more pages of a batch failed; the others are there."""

    exit_code = 7


class SetUpFailed(FitError):
    """The environment or a tool that it needs is not there."""

    exit_code = 8
