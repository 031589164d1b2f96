"""The audit log: FIT_HOME/audit.jsonl, one line a deed, only ever longer, each line with the digest of the one before.

It says who did what with which page or file, how many rows, and which bytes left; never a name, an id or a figure.
"""

import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fitlib.errors import FitError
from fitlib.store import Home
from fitlib.store.home import private
from fitlib.store.lock import held
from workbench import settings

START = "0" * 64
TAIL = 1 << 16
ACTIONS = (
    "import", "view", "export", "erase", "retain", "backup", "restore", "migrate", "key", "repaired",
)  # fmt: skip
FILTERS = ("team", "period", "lang", "view", "step", "raters", "scenario")
"""The page parameters that a line may hold: none of them can name a person."""


MENDED = {"action": "repaired", "page": "", "profile": "", "filter": {}, "rows": None, "file": ""}
ACTOR: ContextVar[tuple[str, str]] = ContextVar("actor", default=("", "local"))
LOOK: ContextVar[Any] = ContextVar("look", default=None)
ELSEWHERE: ContextVar[bool] = ContextVar("elsewhere", default=False)


@dataclass(frozen=True)
class Fault:
    """The first line that does not fit: its number, and what is wrong (altered, gone, half)."""

    line: int
    kind: str


def write(
    home: Path, action: str, *, parameters: Mapping[str, Any] | None = None, page: str = "", rows: int | None = None,
    file: str = "", counts: Mapping[str, int] | None = None, now: datetime | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Add one line, on disk before this returns; writers queue, and half a line that a kill left is taken out and told.

    Takes: page and its parameters, rows touched, SHA-256 of the file, counts by name. Who: see `acting`.
    Raises: FitError where the log cannot be written: what cannot be logged is not done.
    """
    given = dict(parameters or {})
    user, role = _actor()
    told = {
        "time": (now or datetime.now(UTC)).isoformat(timespec="seconds"), "user": user,
        "role": role, "action": action, "page": page, "profile": str(given.get("audience", "")),
        "filter": {name: _text_of(given[name]) for name in FILTERS if name in given}, "rows": rows, "file": file,
        "counts": dict(counts or {}),
    }  # fmt: skip
    place = Home(Path(home))
    try:
        with private(), held(place.path / "audit.lock"), place.audit.open("a+b") as log:
            number, before, cut = _end(log)
            if cut:
                number, before = _add(log, number, before, told | MENDED | {"counts": {"bytes": cut}})
            _add(log, number, before, told)
    except OSError as error:
        raise FitError("audit_unwritable", file=place.audit.name, why=error.strerror or "") from None
    return told


@contextmanager
def acting(user: str, role: str) -> Iterator[None]:
    """Within, deeds are this user's; elsewhere they are those of the system's user, in the role "local"."""
    before = ACTOR.set((user, role))
    try:
        yield
    finally:
        ACTOR.reset(before)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Within, nobody looks yet: whoever shows the page logs that."""
    before = ELSEWHERE.set(True)
    try:
        yield
    finally:
        ELSEWHERE.reset(before)


def seen(home: Path | None, page: str, chosen: Any) -> None:
    """A page of people's data was looked at; the same look again, with nothing else in between, is one look."""
    if home is None or ELSEWHERE.get() or not hasattr(chosen, "audience"):
        return
    look = (str(home), page, chosen, ACTOR.get())
    if LOOK.get() != look:
        write(home, "view", page=page, parameters={one.name: getattr(chosen, one.name) for one in fields(chosen)})
        LOOK.set(look)


def lines(home: Path) -> Iterator[dict[str, Any]]:
    """One mapping per whole line that can be read, oldest first."""
    place = Home(Path(home)).audit
    for raw in place.read_bytes().splitlines() if place.exists() else ():
        with suppress(ValueError):
            yield json.loads(raw)


def verify(home: Path) -> Fault | None:
    """The first line that is not as it was written, or None.

    Rule: a line altered is named itself; where lines were taken out, the line after the gap is named. What an owner
    cuts off at the end shows only against `head`, which backups and certificates keep.
    """
    place, before = Home(Path(home)).audit, START
    content = place.read_bytes() if place.exists() else b""
    for number, raw in enumerate(content.splitlines(keepends=True), 1):
        fault = _fault(raw, number, before)
        if fault:
            return Fault(number, fault)
        before = hashlib.sha256(raw).hexdigest()
    return None


def head(home: Path) -> tuple[int, str]:
    """Number of lines and the digest of the last: what another place keeps, to know later that none was cut off."""
    place = Home(Path(home)).audit
    whole = place.read_bytes().splitlines(keepends=True) if place.exists() else []
    return len(whole), hashlib.sha256(whole[-1]).hexdigest() if whole else START


def holds(home: Path, number: int, digest: str) -> bool:
    """True where the log still has the line that `head` told of."""
    place = Home(Path(home)).audit
    whole = place.read_bytes().splitlines(keepends=True) if place.exists() else []
    return number == 0 or (len(whole) >= number and hashlib.sha256(whole[number - 1]).hexdigest() == digest)


def _fault(raw: bytes, number: int, before: str) -> str | None:
    if not raw.endswith(b"\n"):
        return "half"
    try:
        found = json.loads(raw)
        own = found.pop("own")
    except (ValueError, KeyError, AttributeError, TypeError):
        return "altered"
    if own != _own(found) or raw != _line(found):
        return "altered"
    return None if (found["line"], found["before"]) == (number, before) else "gone"


def _end(log: Any) -> tuple[int, str, int]:
    """Number and digest of the last whole line, and how many bytes of half a line were cut off behind it."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - TAIL))
    whole = log.read().splitlines(keepends=True)
    cut = len(whole.pop()) if whole and not whole[-1].endswith(b"\n") else 0
    if cut:
        log.truncate(size - cut)
    if not whole:
        return 0, START, cut
    return _number(whole[-1], log), hashlib.sha256(whole[-1]).hexdigest(), cut


def _number(last: bytes, log: Any) -> int:
    """The number in the last line; where somebody has altered that line, how many there are."""
    with suppress(ValueError, KeyError, TypeError):
        return int(json.loads(last)["line"])
    log.seek(0)
    return len(log.read().splitlines())


def _add(log: Any, number: int, before: str, told: Mapping[str, Any]) -> tuple[int, str]:
    raw = _line({"line": number + 1, "before": before, **told})
    log.seek(0, os.SEEK_END)
    start = log.tell()
    try:
        log.write(raw)
        log.flush()
        os.fsync(log.fileno())
    except OSError:
        with suppress(OSError):
            log.truncate(start)  # a full disk leaves no half line
        raise
    return number + 1, hashlib.sha256(raw).hexdigest()


def _line(found: Mapping[str, Any]) -> bytes:
    return _text({**found, "own": _own(found)}) + b"\n"


def _own(found: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(found)).hexdigest()


def _text(found: Mapping[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _actor() -> tuple[str, str]:
    """Who acts: as `acting` says, else the visitor that the server has started this process for, else the system's."""
    user, role = ACTOR.get()
    visitor = settings.visitor()
    return (user, role) if user else visitor if visitor[0] else (_user(), role)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _text_of(value: Any) -> str:
    return str(getattr(value, "text", value))
