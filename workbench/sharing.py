"""One opened store for the languages of a page: what has been asked once is not asked again.

The languages of a page are made one after another by one process that makes nothing else. They ask the same questions,
and the store is a snapshot: the same question has the same answer.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl


class Shared:
    """A store that remembers its answers and stays open until `end`."""

    def __init__(self, store: Any) -> None:
        self._store, self._answers, self._kept = store, {}, {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def __enter__(self) -> "Shared":
        return self

    def __exit__(self, *error: object) -> None:
        """Another language may come."""

    def close(self) -> None:
        """Another language may come."""

    def end(self) -> None:
        """No other language comes: let go of the file."""
        self._store.close()

    def remember(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gave the first time it was asked for under this key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def forget(self) -> None:
        """Drop what was remembered: it passed the gate, and was not told in the end."""
        self._kept.clear()

    def ask(self, sql: str, **values: Any) -> pl.DataFrame:
        """As the store's own; a question that cannot be remembered by its values is asked."""
        try:
            key = (sql, *sorted((name, _fixed(value)) for name, value in values.items()))
            known = key in self._answers
        except TypeError:
            return self._store.ask(sql, **values)
        if not known:
            self._answers[key] = self._store.ask(sql, **values)
        return self._answers[key].clone()


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Opening:
    """How stores are opened: each time anew, or once while `together` lasts."""

    kept: dict[str, tuple[Shared, Any]] | None = None

    @classmethod
    @contextmanager
    def together(cls) -> Iterator[None]:
        """Stores opened meanwhile are opened once and closed at the end."""
        cls.kept = {}
        try:
            yield
        finally:
            for shared, _ in cls.kept.values():
                shared.end()
            cls.kept = None
