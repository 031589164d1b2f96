"""What a visitor's kernel sees: an extract of the store with the rows of the visitor's scope, and nothing else."""

import asyncio
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from fitlib import reference, store
from fitlib.store import Home, mirror
from fitlib.store.trouble import told
from workbench import settings
from workbench.access.people import EVERY, Person

SHARED = ("reference", "releases")
LOGS = ("audit.jsonl", "audit.lock")


@dataclass
class Extracts:
    """One extract per scope, in a folder that is thrown away; made when first asked for, and anew after an import."""

    home: Path
    folder: Path
    made: dict[tuple, tuple[object, Path]] = field(default_factory=dict)
    count: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def around(self, person: Person | None) -> dict[str, str]:
        """The settings of this visitor's kernel and pictures. Raises: FitError where nothing is there to see."""
        async with self.turn:
            if person is None:
                await asyncio.to_thread(self.follow)
                return settings.around()
            home = await asyncio.to_thread(self.of, person)
        ceiling = person.role.ceiling
        return settings.around() | {
            settings.HOME: str(home), settings.CEILING: ceiling, settings.AUDIENCE: ceiling,
            settings.USER: person.name, settings.ROLE: person.role.name,
        }  # fmt: skip

    def follow(self) -> None:
        """Fetch what others have imported into the home's lake, or erased: kernels and pictures never look there."""
        told(mirror.refresh)(Home(self.home))

    def of(self, person: Person) -> Path:
        """The FIT_HOME of a person's scope."""
        self.follow()
        whole, kept = Home(self.home), self.made.get(person.scope)
        files = [*whole.imports.glob("*"), *([whole.erased] if whole.erased.exists() else [])]
        state = sorted((file.name, file.stat().st_mtime_ns) for file in files)
        if kept is None or kept[0] != state:
            self.count += 1
            place = self.folder / f"scope-{self.count}"
            extract(self.home, place, person)
            self.made[person.scope] = (state, place)
            if kept:
                shutil.rmtree(kept[1], ignore_errors=True)
        return self.made[person.scope][1]


def extract(home: Path, into: Path, person: Person) -> None:
    """Make the extract: the rows of the scope under a key of their own.

    What all scopes share lies in the whole home: constants, what was released to whom (so that two visitors cannot do
    together what one may not), the audit log, and the folders that the role may write.
    """
    with store.open(Home(home), reference.load(home)) as whole:
        everybody = EVERY in person.teams or person.role.data == "worker"
        teams = [] if person.role.data == "none" else whole.teams() if everybody else person.teams
        store.extract(whole, Home(into), teams, person.worker if person.role.data == "worker" else None)
    for name in (*SHARED, *person.role.writes):
        (home / name).mkdir(mode=0o700, exist_ok=True)
        (into / name).symlink_to(home / name, target_is_directory=True)
    for name in LOGS:
        (home / name).touch(mode=0o600)
        (into / name).symlink_to(home / name)
