"""The table of constants: value, unit, source, status, version, next review; own values of the service are marked."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.reference import Constant, Reference
from fitlib.reports import register_versions
from fitlib.words import Words

COLUMNS = ("name", "value", "source", "status")
NAME = Markup('<span id="constant-{0}">{0}</span><small>{1} {2}</small>')
VALUE = Markup("{}<small>{}</small>")
FOREIGN = Markup('<span lang="en">{}</span>')
STATUS = Markup("{}<small>{}: {}</small><small>{}: {}</small>")
OWN = Markup("{} <strong>{}</strong>")
PLAIN = ("seed", "year")
DECIMALS = 4


def topics(reference: Reference) -> dict[str, list[Constant]]:
    """The constants by the first part of their name."""
    found: dict[str, list[Constant]] = {}
    for name in reference:
        found.setdefault(name.split(".")[0], []).append(reference.row(name))
    return found


def constants_table(rows: Iterable[Constant], bundled: Reference, seen: Any) -> Markup:
    """One row per constant of a topic."""
    head = [seen.say(f"column.{column}") for column in COLUMNS]
    return shapes.table(
        seen.say("caption.constants"), head, [_row(row, bundled, seen) for row in rows], "fit-facts fit-wrapped"
    )


def _row(row: Constant, bundled: Reference, seen: Any) -> list[str | Markup]:
    version = register_versions.of_constant(row.name, seen.reference)
    value: str | Markup = VALUE.format(written(row.value, row.unit, seen.words), unit(row.unit, seen.words))
    own = bundled.get(row.name) if row.name in bundled else None
    if own != row.value:
        value = OWN.format(value, seen.say("own", bundled=written(own, row.unit, seen.words)))
    status = STATUS.format(
        row.status, seen.say("field.reviewed"), seen.words.date(row.reviewed), seen.say("field.next_review"),
        seen.due(row.next_review),
    )  # fmt: skip
    return [NAME.format(row.name, seen.say("field.version"), version), value, FOREIGN.format(row.source), status]


def written(value: Any, unit: str, words: Words) -> str:
    """A constant as a page shows it: numbers with as many decimals as they have."""
    if isinstance(value, bool):
        return words(f"params.choice.{value}")
    if isinstance(value, list | tuple):
        return "; ".join(written(one, unit, words) for one in value)
    if isinstance(value, date):
        return words.date(value)
    if value is None or isinstance(value, str) or unit in PLAIN:
        return str(value or "–")
    if unit == "share":
        return words.percent(value, min(DECIMALS, max(0, _decimals(value) - 2)))
    return words.number(value, min(DECIMALS, _decimals(value)))


def unit(name: str, words: Words) -> str:
    """A unit in words; as it is written in the row where the words do not know it."""
    key = f"register.unit.{slug(name)}"
    return words(key) if key in words else name


def slug(text: str) -> str:
    """A key of words for a unit: lower-case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _decimals(value: float) -> int:
    return len(f"{value:.{DECIMALS + 2}f}".rstrip("0").partition(".")[2])
