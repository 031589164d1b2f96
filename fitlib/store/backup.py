"""One file that holds everything but the keys and what can be made again, and the way back from it.

A backup is a tar file: the imports as they lie (encrypted), the erasure list, the audit log, what the organisation has
written itself, and a list with the digest of each file and table. Restoring compares them all before anybody reads.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from fitlib.errors import SetUpFailed, StoreMissing
from fitlib.store import build, erase, lake, ledger, migrate, mirror, sealed
from fitlib.store.connection import bare, reading, writing
from fitlib.store.home import Home, private, settle
from fitlib.store.kinds import KINDS
from fitlib.store.lock import held
from fitlib.store.statements import statement_for
from fitlib.store.trouble import told

LISTED = "backup.json"
LEFT_OUT = (
    "key", "store.key", "lock", "audit.lock", "fit.duckdb", "figures.duckdb", "staging", "runs", "imports.old",
    "store.toml", "lake.json",
)  # fmt: skip
"""Keys lie elsewhere, pages and the derived file can be made again."""


@dataclass(frozen=True)
class Table:
    """One table as it was: its columns, how many rows, and a digest of them whatever their order."""

    columns: tuple[str, ...]
    rows: int
    digest: str


@dataclass(frozen=True)
class Backup:
    """What a backup holds: day, layout, check value of the key, digests of files and tables."""

    day: str
    schema: int
    key_check: str
    files: dict[str, str]
    tables: dict[str, Table]

    @classmethod
    def read(cls, archive: Path) -> "Backup":
        """The list inside a backup. Raises: StoreMissing where the file is no backup."""
        try:
            with tarfile.open(archive) as tar:
                found = json.loads(tar.extractfile(LISTED).read())
                tables = {name: Table(tuple(one["columns"]), one["rows"], one["digest"])
                          for name, one in found["tables"].items()}  # fmt: skip
                return cls(**found | {"tables": tables})
        except (tarfile.TarError, KeyError, ValueError, TypeError, AttributeError):
            raise StoreMissing("backup_unreadable", file=archive.name) from None


@told
def backup(home: Home, place: Path, day: date) -> Backup:
    """Write everything into one file; imports queue meanwhile, readers do not notice.

    Rule: whole or not there; opens to its owner only; holds no key. Raises: StoreMissing where nothing was imported.
    """
    mirror.refresh(home)
    if ledger.is_empty(home) and not migrate.needed(home):
        raise StoreMissing("store_empty", home=str(home.path))
    with private(), held(home.make().lock):
        home.sweep()
        keys = migrate.prepare(home)
        mirror.caught_up(home)
        with bare(), writing(home.staging, keys) as connection:
            if erase.is_pending(home):
                erase.finish(home, connection)
            if build.is_stale(home):
                build.build(home, connection)
        files = {name: _digest(file) for name, file in _kept(home)}
        listed = Backup(day.isoformat(), migrate.schema(home), keys.check, files, tables(home))
        _write(home, place, listed)
    return listed


@told
def restore(archive: Path, home: Home, lists: Sequence[erase.List] = ()) -> Backup:
    """The data of a backup into a home that has none; whoever has been erased since is taken out before anybody reads.

    Takes: the home with its keys in place, erasure lists that are newer than the backup.
    Raises: StoreMissing where the home has data, the file is no backup, or a file or table is not as it was;
    SetUpFailed for a missing or another key. Then nothing is changed.
    """
    listed = Backup.read(archive)
    if lake.of(home):
        raise StoreMissing("restore_lake", file=home.settings.name)
    with private(), held(home.make().lock):
        home.sweep()
        if not ledger.is_empty(home):
            raise StoreMissing("restore_not_empty", home=str(home.path))
        if sealed.read(home).check != listed.key_check:
            raise SetUpFailed("store_key_other", file=home.store_key.name)
        made = Home(home.staging / "restored")
        _unpack(archive, listed, made)
        _compare(made, home, listed)
        _apply(made, (*erase.read(home), *lists))
        _move(made, home)
        home.sweep()
    return listed


def tables(home: Home, columns: dict[str, tuple[str, ...]] | None = None) -> dict[str, Table]:
    """The tables of a home that truth lies in, as their digests; of certain columns where asked for."""
    found = {}
    with reading(home.database, sealed.read(home)) as connection:
        for kind in KINDS.values():
            wanted = (columns or {}).get(kind.table) or tuple(kind.content)
            some = replace(kind, columns={name: kind.columns[name] for name in wanted if name in kind.columns})
            rows, digest = connection.execute(statement_for("table_digest", some)).fetchone()
            found[kind.table] = Table(wanted, rows, f"{digest:016x}")
    return found


def _kept(home: Home) -> Iterator[tuple[str, Path]]:
    for top in sorted(home.path.iterdir()):
        if top.name in LEFT_OUT or top.suffix in (".key", ".part"):
            continue
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and not file.is_symlink() and file.name not in LEFT_OUT:
                yield file.relative_to(home.path).as_posix(), file


def _write(home: Home, place: Path, listed: Backup) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = place.with_name(f".{place.name}.part")
    try:
        with tarfile.open(made, "w") as tar:
            text = json.dumps(asdict(listed), indent=1).encode()
            head = tarfile.TarInfo(LISTED)
            head.size, head.mode = len(text), 0o600
            tar.addfile(head, io.BytesIO(text))
            for name in listed.files:
                tar.add(home.path / name, name, recursive=False, filter=_plain)
        settle(made, place)
    finally:
        made.unlink(missing_ok=True)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _unpack(archive: Path, listed: Backup, made: Home) -> None:
    """Each file of the list, whole and with its bytes; nothing else of the archive is looked at."""
    shutil.rmtree(made.path, ignore_errors=True)
    made.staging.mkdir(mode=0o700, parents=True)
    with tarfile.open(archive) as tar:
        for name, digest in listed.files.items():
            place = (made.path / name).resolve()
            if not place.is_relative_to(made.path.resolve()) or Path(name).parts[0] in LEFT_OUT:
                raise StoreMissing("backup_unreadable", file=archive.name)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with tar.extractfile(name) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target)
                    target.flush()
                    os.fsync(target.fileno())
            except (tarfile.TarError, KeyError, AttributeError):
                raise StoreMissing("backup_unreadable", file=archive.name) from None
            if _digest(place) != digest:
                raise StoreMissing("backup_differs", what=name)


def _compare(made: Home, home: Home, listed: Backup) -> None:
    """Build the tables of what was unpacked and compare each with the list."""
    shutil.copyfile(home.store_key, made.store_key)
    made.store_key.chmod(sealed.MODE)
    keys = migrate.prepare(made)
    try:
        with bare(), writing(made.staging, keys) as connection:
            build.build(made, connection)
    except (duckdb.Error, KeyError):
        raise StoreMissing("backup_differs", what="imports") from None
    found = tables(made, {name: one.columns for name, one in listed.tables.items()})
    for name, table in listed.tables.items():
        if found[name] != table:
            raise StoreMissing("backup_differs", what=name)


def _apply(made: Home, lists: Sequence[erase.List]) -> None:
    erase.merge(made, lists)
    if erase.is_pending(made):
        with bare(), writing(made.staging, sealed.read(made)) as connection:
            erase.finish(made, connection)


def _move(made: Home, home: Home) -> None:
    """Everything into its place; the imports come last, and make the data exist."""
    made.store_key.unlink()
    shutil.rmtree(made.staging)
    if home.audit.exists() and made.audit.exists():
        made.audit.rename(home.path / f"audit-{_digest(made.audit)[:8]}.jsonl")
    for one in sorted(made.path.iterdir()):
        if one != made.imports:
            _merge(one, home.path / one.name)
    if made.imports.exists():
        home.imports.rmdir()
        made.imports.rename(home.imports)


def _merge(one: Path, place: Path) -> None:
    if one.is_dir() and place.is_dir():
        for inner in one.iterdir():
            _merge(inner, place / inner.name)
    else:
        os.replace(one, place)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
