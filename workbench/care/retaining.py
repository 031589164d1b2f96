"""`fit retain`: what has been kept for as long as the table says, class by class; shown first, deleted when told to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fitlib import reference, store
from fitlib.store import Home, erase
from fitlib.store.home import shred

LAST = """
SELECT person, max(day) AS last FROM (
    SELECT client AS person, greatest(session_date, coalesce(closing_date, session_date)) AS day FROM measurement
    UNION ALL SELECT client, visit_date FROM visit
    UNION ALL SELECT respondent, round_date FROM nomad_answer
) GROUP BY person HAVING max(day) < $before ORDER BY person
"""
FOLDERS = {"refused": "refused", "pages": "runs", "certificates": "certificates"}


@dataclass(frozen=True)
class Due:
    """One class of data: how many days it is kept, what is older (people as pseudonyms, or files)."""

    name: str
    days: int
    before: date
    people: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def count(self) -> int:
        """How many people or files are due."""
        return len(self.people) + len(self.files)


def due(home: Path, today: date) -> list[Due]:
    """What is older than the table says, class by class; nothing is changed."""
    constants = reference.load(home)
    days = {name: int(constants[f"retention.{name}"]) for name in ("people", *FOLDERS)}
    cut = {name: today - timedelta(days=kept) for name, kept in days.items()}
    found = [Due("people", days["people"], cut["people"], people=_people(home, constants, cut["people"]))]
    for name, folder in FOLDERS.items():
        old = tuple(file for file in _files(home / folder) if _day(file) < cut[name])
        found.append(Due(name, days[name], cut[name], files=old))
    return found


def delete(home: Path, found: list[Due]) -> dict[str, int]:
    """Take out what is due. Gives: people or files by class, and the rows that went with the people."""
    people = [person for one in found for person in one.people]
    rows = sum(erase.drop(Home(home), people).rows.values()) if people else 0
    for one in found:
        for file in one.files:
            shred(file)
    return {one.name: one.count for one in found} | {"rows": rows}


def old_backups(folder: Path, today: date, days: int) -> list[Path]:
    """Backups in a folder whose day is more than so many days ago, the newest of all never among them."""
    files = sorted(folder.glob("fit-*.tar"))
    return [file for file in files[:-1] if (day := _named(file)) and today - day > timedelta(days=days)]


def _people(home: Path, constants: reference.Reference, before: date) -> tuple[str, ...]:
    place = Home(home)
    if store.is_empty(place):
        return ()
    with store.open(place, constants) as opened:
        return tuple(opened.ask(LAST, before=before)["person"])


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())


def _day(file: Path) -> date:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()


def _named(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.name[4:14])
    except ValueError:
        return None
