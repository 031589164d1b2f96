"""Which team belongs where: FIT_HOME/reference/hierarchy.csv, one row per team with its work area and organisation."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fitlib.errors import ReferenceMissing

FILE = "hierarchy.csv"
TEAM, AREA, ORGANISATION = COLUMNS = ("team", "area", "organisation")
SEPARATORS = ";,\t"
LONGEST = 120


@dataclass(frozen=True)
class Place:
    """One row of the file: a team, its work area, and its organisation (empty where there is only one)."""

    team: str
    area: str
    organisation: str


@dataclass(frozen=True)
class Hierarchy:
    """All rows of the file; empty where an organisation has none."""

    places: tuple[Place, ...] = ()

    def units(self, level: str) -> list[str]:
        """The names of a level (area or organisation), by name."""
        return sorted({getattr(place, level) for place in self.places} - {""})

    def teams(self, level: str, unit: str) -> list[str]:
        """The teams of a unit, by name; none for a unit that the file does not name."""
        return sorted(place.team for place in self.places if getattr(place, level) == unit)

    def unplaced(self, teams: Iterable[str]) -> list[str]:
        """Teams of the data that the file leaves out."""
        named = {place.team for place in self.places}
        return [team for team in teams if team not in named]

    def unknown(self, teams: Iterable[str]) -> list[str]:
        """Teams of the file that the data do not hold."""
        held = set(teams)
        return sorted(place.team for place in self.places if place.team not in held)


def read(home: Path | None) -> Hierarchy:
    """The hierarchy of a FIT_HOME.

    Gives: an empty one where there is no file. Rule: columns team and area, and organisation if there are several;
    a team stands once, and an area belongs to one organisation. Raises: ReferenceMissing with the line.
    """
    file = home / "reference" / FILE if home else None
    if file is None or not file.exists():
        return Hierarchy()
    places: dict[str, Place] = {}
    organisations: dict[str, str] = {}
    for line, place in _places(file):
        if place.team in places:
            raise ReferenceMissing("hierarchy_twice", file=FILE, line=line, team=place.team[:LONGEST])
        if organisations.setdefault(place.area, place.organisation) != place.organisation:
            raise ReferenceMissing("hierarchy_area", file=FILE, line=line, area=place.area[:LONGEST])
        places[place.team] = place
    return Hierarchy(tuple(places.values()))


def _places(file: Path) -> Iterator[tuple[int, Place]]:
    rows = csv.reader(io.StringIO(_text(file), newline=""), delimiter=_separator(file))
    head = [cell.strip().lower() for cell in next(rows, [])]
    if missing := [name for name in (TEAM, AREA) if name not in head]:
        raise ReferenceMissing("hierarchy_column", file=FILE, column=missing[0], columns=", ".join(COLUMNS))
    for line, row in enumerate(rows, 2):
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        for name in (TEAM, AREA):
            if not cells.get(name):
                raise ReferenceMissing("hierarchy_cell", file=FILE, line=line, column=name)
        yield line, Place(cells[TEAM], cells[AREA], cells.get(ORGANISATION, ""))


def _text(file: Path) -> str:
    """UTF-8, with or without a mark, as Excel saves it. Raises: ReferenceMissing for any other encoding."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ReferenceMissing("hierarchy_unreadable", file=FILE) from None


def _separator(file: Path) -> str:
    head = _text(file).partition("\n")[0]
    return max(SEPARATORS, key=head.count)
