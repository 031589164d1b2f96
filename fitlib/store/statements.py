"""The statements in sql/*.sql. Values are always bound; only names of columns from `kinds` are put into the text."""

from functools import cache
from pathlib import Path

from fitlib.store.kinds import Kind

FOLDER = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of one statement."""
    return (FOLDER / f"{name}.sql").read_text("utf-8")


def statement_for(name: str, kind: Kind) -> str:
    """The text of a statement that serves every kind: {key}, {same_key}, {said} and the like become columns."""
    slots = {
        "{table}": kind.table,
        "{kind}": kind.name,
        "{person}": kind.person,
        "{key}": ", ".join(kind.key),
        "{same_key}": " AND ".join(f"one.{name} IS NOT DISTINCT FROM other.{name}" for name in kind.key),
        "{said}": ", ".join(kind.content),
        "{alike}": " AND ".join(f"one.{name} IS NOT DISTINCT FROM other.{name}" for name in kind.content),
        "{content}": ", ".join(f"coalesce({name}::VARCHAR, '')" for name in kind.content),
        "{differences}": ", ".join(
            f"CASE WHEN one.{name} IS DISTINCT FROM other.{name} THEN '{name}' END"
            for name in kind.content
            if name not in kind.key
        ),
    }
    text = statement(name)
    for slot, columns in slots.items():
        text = text.replace(slot, columns)
    return text
