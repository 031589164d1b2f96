"""Named events of teams: FIT_HOME/reference/events.csv, one row per event: date, name, and whom it concerns."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fitlib.errors import ReferenceMissing

FILE = "events.csv"
DATE, NAME, TEAM = COLUMNS = ("date", "name", "team")
SEPARATORS = ";,\t"
LONGEST = 60


@dataclass(frozen=True)
class Event:
    """Something with a day and a name; `team` is empty where it concerns every team."""

    day: date
    name: str
    team: str = ""


def read(home: Path | None) -> tuple[Event, ...]:
    """The events of a FIT_HOME, oldest first; none where there is no file.

    Rule: columns date (2024-03-01 or 1.3.2024) and name, and team where an event concerns one team only.
    Raises: ReferenceMissing with the line.
    """
    file = home / "reference" / FILE if home else None
    if file is None or not file.exists():
        return ()
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ReferenceMissing("hierarchy_unreadable", file=FILE) from None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=text.partition("\n")[0].count))
    head = [cell.strip().lower() for cell in next(rows, [])]
    if missing := [name for name in (DATE, NAME) if name not in head]:
        raise ReferenceMissing("hierarchy_column", file=FILE, column=missing[0], columns=", ".join(COLUMNS))
    found = (_event(dict(zip(head, map(str.strip, row), strict=False)), line) for line, row in enumerate(rows, 2))
    return tuple(sorted((event for event in found if event), key=lambda event: (event.day, event.name, event.team)))


def _event(cells: dict[str, str], line: int) -> Event | None:
    if not any(cells.values()):
        return None
    if not cells.get(NAME):
        raise ReferenceMissing("hierarchy_cell", file=FILE, line=line, column=NAME)
    return Event(_day(cells.get(DATE, ""), line), cells[NAME][:LONGEST], cells.get(TEAM, ""))


def _day(text: str, line: int) -> date:
    try:
        if "." in text:
            day, month, year = map(int, text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise ReferenceMissing("events_date", file=FILE, line=line) from None
