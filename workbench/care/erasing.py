"""`fit erase`: a person leaves the data, the pages made of them and every later import; a certificate gives counts."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fitlib import intake, reference, store
from fitlib.errors import FitError, ParameterRefused
from fitlib.intake.pseudonym import client_idtype, normal
from fitlib.period import Period
from fitlib.store import Home, erase
from fitlib.store.home import shred
from workbench import releases

PSEUDONYM = re.compile(r"v\d+_[a-z2-7]{26}")
SEEN = """
SELECT client AS person, episode, team, session_date AS day FROM measurement WHERE list_contains($people, client)
UNION ALL SELECT client, episode, team, visit_date FROM visit WHERE list_contains($people, client)
UNION ALL SELECT respondent, NULL, team, round_date FROM nomad_answer WHERE list_contains($people, respondent)
"""
OPEN, TELLING = "public", 8
SEALED = (".parquet", ".duckdb")


@dataclass(frozen=True)
class Person:
    """Who is to be erased, as the data know them: pseudonyms of person and episodes, teams, first day, rows."""

    people: tuple[str, ...]
    ids: tuple[str, ...]
    episodes: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    first: date | None = None
    rows: int = 0

    @property
    def needles(self) -> list[str]:
        """What may be found nowhere afterwards; an id of a few characters stands in any text by chance."""
        return [*self.people, *self.episodes, *(one for one in self.ids if len(one) >= TELLING)]


@dataclass(frozen=True)
class Certificate:
    """What an erasure did, in counts; it names nobody. `outputs`: pages to make again, by file name.

    `log`: how many lines the audit log had with the erasure's own, and the digest of that last line.
    """

    day: str
    people: int
    listed: tuple[str, ...]
    rows: dict[str, int]
    files: int
    outputs: tuple[str, ...]
    searched: int
    hits: int
    log: tuple[int, str] = (0, "")

    @property
    def erased(self) -> int:
        """Rows of the data that went; entries of the ledger of releases are counted apart."""
        return sum(count for name, count in self.rows.items() if name != "told")


def known(home: Path, given: Sequence[str]) -> Person:
    """Who these ids or pseudonyms are in the data; ids become pseudonyms here and go no further.

    Raises: ParameterRefused for an empty or impossible id; the message never holds it.
    """
    place = Home(Path(home))
    people = tuple(dict.fromkeys(_pseudonym(place, one) for one in given))
    ids = tuple(dict.fromkeys(text for one in given if not PSEUDONYM.fullmatch(one) for text in (one, normal(one))))
    if store.is_empty(place):
        return Person(people, ids)
    with store.open(place, reference.load(place.path)) as opened:
        found = opened.ask(SEEN, people=list(people))
    episodes = found["episode"].drop_nulls().unique().sort().to_list()
    teams = found["team"].drop_nulls().unique().sort().to_list()
    return Person(people, ids, tuple(episodes), tuple(teams), found["day"].min(), found.height)


def run(home: Path, person: Person, today: date) -> Certificate:
    """Erase, delete the pages that showed the person, search every byte.

    Gives: the certificate. Raises: FitError where a trace is left; then the person is on the list all the same.
    """
    place = Home(Path(home))
    done = erase.erase(place, person.people, today)
    told = releases.forget(place.path, list(person.people))
    outputs = tuple(sorted({*_outputs(place, person), *_strays(place, person)}))
    searched, hits = search(place, person.needles)
    listed = tuple(sorted({one.digest(who)[:12] for one in erase.read(place) for who in person.people if one.has(who)}))
    made = Certificate(
        today.isoformat(), len(person.people), listed, done.rows | {"told": told}, done.files, outputs, searched,
        len(hits),
    )  # fmt: skip
    if hits:
        raise FitError("erase_traces", files=", ".join(sorted(hits)))
    return made


def search(home: Home, needles: Collection[str]) -> tuple[int, set[str]]:
    """Look for texts in every byte of a home and in the rows that lie encrypted. Gives: files searched, names found."""
    wanted, searched, hits = [one.encode() for one in needles], 0, set()
    for file in _files(home):
        searched += 1
        content = file.read_bytes()
        if any(one in content for one in wanted):
            hits.add(file.relative_to(home.path).as_posix())
    return searched, hits | erase.traces(home, needles)


def _pseudonym(home: Home, given: str) -> str:
    text = given.strip()
    if PSEUDONYM.fullmatch(text):
        return text
    idtype = client_idtype(normal(text)) if normal(text) else None
    if idtype is None:
        raise ParameterRefused("erase_id")
    return intake.pseudonym(intake.read_key(home.key), idtype, text)


def _outputs(home: Home, person: Person) -> Iterator[str]:
    """Delete the pages whose cohort may have held the person; public ones hold sums that stand without anybody."""
    for line in sorted((home.path / "runs").rglob("*.json")):
        found = _record(line)
        if not found or not _showed(found["parameters"], person):
            continue
        names = [found["file"], *found.get("files", {})]
        for file in (line, *(line.parent / Path(name).name for name in names), *line.parent.glob("index*.html")):
            shred(file)
        yield from names


def _record(line: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(line.read_text("utf-8"))
        return found if isinstance(found["parameters"], dict) and isinstance(found["file"], str) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _showed(parameters: dict[str, Any], person: Person) -> bool:
    if parameters.get("audience", OPEN) == OPEN or not person.first:
        return False
    if parameters.get("team") not in (None, "", "all", *person.teams):
        return False
    try:
        return Period.parse(str(parameters.get("period") or "all")).end >= person.first
    except FitError:
        return True


def _strays(home: Home, person: Person) -> Iterator[str]:
    """Delete any other file that names the person by a pseudonym or an id."""
    wanted = [one.encode() for one in person.needles]
    for file in _files(home):
        if file.suffix not in SEALED and file not in (home.audit, home.key):
            content = file.read_bytes()
            if any(one in content for one in wanted):
                shred(file)
                yield file.name


def _files(home: Home) -> Iterator[Path]:
    return (file for file in sorted(home.path.rglob("*")) if file.is_file() and not file.is_symlink())
