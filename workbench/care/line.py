"""The commands that take care of the data, as the command line knows them; what they do is imported when they run."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from fitlib.errors import FitError, ParameterRefused, StoreMissing
from fitlib.words import Words
from workbench import settings

SHOWN = ("line", "time", "user", "role", "action", "page", "profile", "rows")


def _erase(one: Any) -> None:
    one.option("--file", "ids", dest="ids", metavar="FILE")
    one.option("--yes", action="store_true")


def _retain(one: Any) -> None:
    one.option("--delete", action="store_true")
    one.option("--json", action="store_true")


def _audit(one: Any) -> None:
    one.what.add_argument("deed", choices=("verify", "show"), metavar="verify|show", help=one.words("cli.given.deed"))
    one.option("--json", action="store_true")


def _backup(one: Any) -> None:
    one.what.add_argument("place", metavar="DIR|FILE.tar", help=one.words("cli.given.place"))


def _restore(one: Any) -> None:
    one.what.add_argument("archive", metavar="FILE.tar", help=one.words("cli.given.archive"))
    one.option("--check", action="store_true")
    one.option("--store-key", metavar="FILE")
    one.option("--erased", metavar="FILE")


def _migrate(one: Any) -> None:
    """It takes nothing."""


def erase(given: argparse.Namespace, words: Words) -> int:
    """A person out of the data, with a certificate; asks for the id, so that no shell keeps it, and whether to."""
    from workbench import audit
    from workbench.care import certificate, erasing

    home = settings.home(getattr(given, "home", None))
    ids = _ids(given, words)
    audit.write(home, "key", counts={"people": len(ids)})
    person = erasing.known(home, ids)
    print(words("care.erase.found", people=words.number(len(person.people), 0), rows=words.number(person.rows, 0)))
    if not given.yes and not _agreed(words):
        print(words("care.erase.left"))
        return 0
    made = erasing.run(home, person, date.today())
    audit.write(home, "erase", rows=made.erased, counts={"people": made.people, "pages": len(made.outputs)})
    first, *_ = certificate.write(home, replace(made, log=audit.head(home)))
    print(words("care.erase.done", rows=words.number(made.erased, 0), place=first))
    return 0


def retain(given: argparse.Namespace, words: Words) -> int:
    """What has been kept long enough, by class; deleted only with --delete."""
    from workbench import audit
    from workbench.care import retaining

    home = settings.home(getattr(given, "home", None))
    found = retaining.due(home, date.today())
    if given.json:
        print(json.dumps([{"class": one.name, "days": one.days, "due": one.count} for one in found]))
    for one in () if given.json else found:
        before, count = words.date(one.before), words.number(one.count, 0)
        print(words("care.retain.line", name=words(f"care.class.{one.name}"), before=before, count=count))
    if given.delete:
        counts = retaining.delete(home, found)
        audit.write(home, "retain", rows=counts["rows"], counts=counts)
    if not given.json:
        print(words("care.retain.done" if given.delete else "care.retain.shown"))
    return 0


def audit_(given: argparse.Namespace, words: Words) -> int:
    """The audit log: whether it is as it was written, or its lines. Exit code 1 where it is altered or cut."""
    from workbench import audit
    from workbench.care import certificate

    home = settings.home(getattr(given, "home", None))
    if given.deed == "show":
        for line in audit.lines(home):
            shown = "\t".join("" if line.get(name) is None else str(line[name]) for name in SHOWN)
            print(json.dumps(line, ensure_ascii=False) if given.json else shown)
        return 0
    fault, (number, digest), cut = audit.verify(home), audit.head(home), certificate.cut(home)
    if given.json:
        print(json.dumps({"lines": number, "head": digest, "fault": fault and asdict(fault), "cut": cut}))
    if fault:
        raise FitError(f"audit_{fault.kind}", line=fault.line)
    if cut:
        raise FitError("audit_cut", file=cut)
    if not given.json:
        print(words("care.audit.whole", lines=words.number(number, 0), head=digest[:16]))
    return 0


def backup(given: argparse.Namespace, words: Words) -> int:
    """Everything but the keys into one file; in a folder, old backups go and the erasure list is kept beside."""
    from fitlib import reference, store
    from fitlib.store import backup as machine
    from workbench import audit
    from workbench.care import retaining
    from workbench.writing import write_whole

    home, today = settings.home(getattr(given, "home", None)), date.today()
    place, folder = _place(Path(given.place).absolute(), today), not given.place.endswith(".tar")
    number, digest = audit.head(home)
    audit.write(home, "backup", counts={"lines_before": number})
    listed = machine.backup(store.Home(home), place, today)
    if store.Home(home).erased.exists():
        write_whole(place.parent / store.Home(home).erased.name, store.Home(home).erased.read_bytes())
    days = int(reference.load(home)["retention.backups"])
    old = retaining.old_backups(place.parent, today, days) if folder else []
    for file in old:
        file.unlink()
    rows = sum(one.rows for one in listed.tables.values())
    print(words("care.backup.done", place=place, files=words.number(len(listed.files), 0), rows=words.number(rows, 0)))
    if old:
        print(words("care.backup.rotated", count=words.number(len(old), 0), days=words.number(days, 0)))
    print(words("care.backup.keys", check=listed.key_check))
    return 0


def restore(given: argparse.Namespace, words: Words) -> int:
    """A backup into an empty home, or with --check into a folder that is thrown away."""
    import tempfile

    from fitlib.store import Home

    home, archive = Home(settings.home(getattr(given, "home", None))), Path(given.archive)
    if given.check:
        with tempfile.TemporaryDirectory(prefix="fit-") as folder:
            trial = Home(Path(folder) / "home")
            _bring_key(trial, given.store_key or str(home.store_key))
            _restored(trial, archive, given, words, "checked")
        return 0
    if given.store_key:
        _bring_key(home, given.store_key)
    return _restored(home, archive, given, words, "done")


def migrate(given: argparse.Namespace, words: Words) -> int:
    """A home of an earlier version into the layout of this one."""
    from fitlib import store
    from fitlib.store import migrate as machine
    from fitlib.store.home import private
    from fitlib.store.lock import held
    from workbench import audit

    home = store.Home(settings.home(getattr(given, "home", None)))
    if store.is_empty(home) and not machine.needed(home):
        raise StoreMissing("store_empty", home=str(home.path))
    with private(), held(home.make().lock):
        home.sweep()
        before = machine.schema(home)
        machine.prepare(home)
    audit.write(home.path, "migrate", counts={"from": before, "to": machine.CURRENT})
    print(words("care.migrate.done", before=before, now=machine.CURRENT))
    return 0


def _restored(home: Any, archive: Path, given: argparse.Namespace, words: Words, end: str) -> int:
    from fitlib.store import backup as machine
    from fitlib.store import erase as list_of
    from workbench import audit

    if not archive.is_file():
        raise ParameterRefused("file_missing", file=archive.name)
    beside = Path(given.erased) if given.erased else archive.parent / home.erased.name
    lists = list_of.parse(beside.read_text("utf-8")) if beside.is_file() else ()
    listed = machine.restore(archive, home, lists)
    audit.write(home.path, "restore", counts={"files": len(listed.files)})
    rows = sum(one.rows for one in listed.tables.values())
    print(words(f"care.restore.{end}", day=words.date(date.fromisoformat(listed.day)), rows=words.number(rows, 0)))
    for name, place in _missing(home) if end == "done" else ():
        print(words(f"care.restore.missing.{name}", place=place))
    return 0


def _missing(home: Any) -> Iterator[tuple[str, Path]]:
    """Keys that no backup holds and that are not in place yet: of the pseudonyms, of the ledger of releases."""
    from workbench import releases

    if not home.key.exists():
        yield "key", home.key
    told = home.path / releases.FOLDER
    if any(told.glob("*.parquet")) and not (told / releases.KEY).exists():
        yield "releases", told / releases.KEY


def _bring_key(home: Any, source: str) -> None:
    from fitlib.store import sealed
    from fitlib.store.home import private
    from fitlib.store.lock import held

    with private(), held(home.make().lock):
        home.staging.mkdir(mode=0o700, exist_ok=True)
        sealed.bring(home, Path(source))


def _place(place: Path, today: date) -> Path:
    if place.suffix == ".tar":
        return place
    number, found = 1, place / f"fit-{today.isoformat()}.tar"
    while found.exists():
        number += 1
        found = place / f"fit-{today.isoformat()}-{number}.tar"
    return found


def _ids(given: argparse.Namespace, words: Words) -> list[str]:
    """From a file, from standard input, or asked for without showing it: a command line would stay in the history."""
    if given.ids:
        text = sys.stdin.read() if given.ids == "-" else Path(given.ids).read_text("utf-8")
    else:
        text = getpass.getpass(words("care.erase.ask")) if sys.stdin.isatty() else sys.stdin.readline()
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise ParameterRefused("erase_id")
    return found


def _agreed(words: Words) -> bool:
    if not sys.stdin.isatty():
        raise ParameterRefused("erase_yes")
    return input(words("care.erase.sure")).strip().lower() in words("care.erase.agreed").split()


PARSERS: dict[str, Callable[[Any], None]] = {
    "erase": _erase, "retain": _retain, "audit": _audit, "backup": _backup, "restore": _restore, "migrate": _migrate,
}  # fmt: skip
COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {
    "erase": erase, "retain": retain, "audit": audit_, "backup": backup, "restore": restore, "migrate": migrate,
}  # fmt: skip
