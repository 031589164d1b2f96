"""What people fill in: small TOML files in FIT_HOME, written whole or not at all, every earlier edition kept.

`<room>/<unit>/<name>.toml` is the edition that counts, `<room>/<unit>/history/<name>.v<n>.toml` those before it.
"""

import hashlib
import json
import os
import re
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fitlib.errors import InputRefused, ParameterRefused
from fitlib.store.home import private, settle
from fitlib.store.lock import held

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,40}")
ROOMS = ("boards", "meetings", "surveys")
SHORT, DIGITS = 40, 8


@dataclass(frozen=True)
class Kept:
    """What a file says, and its edition: 0 where nothing was saved yet."""

    edition: int
    table: Mapping[str, Any]


def folder(home: Path, room: str, unit: str) -> Path:
    """The folder of a unit: what a person knows it by and a digest, so that no name can lead elsewhere."""
    plain = unicodedata.normalize("NFKD", unit).encode("ascii", "ignore").decode().lower()
    known = re.sub(r"[^a-z0-9]+", "-", plain)[:SHORT].strip("-")
    return home / room / f"{known}-{hashlib.sha256(unit.encode()).hexdigest()[:DIGITS]}".lstrip("-")


def read(home: Path | None, room: str, unit: str, name: str) -> Kept:
    """The edition that counts. Raises: InputRefused where the file is not TOML or lacks its edition."""
    file = folder(home, room, unit) / f"{name}.toml" if home else None
    if file is None or not file.is_file():
        return Kept(0, {})
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return Kept(int(table.pop("edition")), table)
    except (OSError, ValueError, TypeError, KeyError):
        raise InputRefused("kept_file", file=f"{room}/{file.parent.name}/{file.name}") from None


def names(home: Path | None, room: str, unit: str) -> list[str]:
    """The names under which something was saved, in order."""
    return sorted(file.stem for file in folder(home, room, unit).glob("*.toml")) if home else []


def write(home: Path, room: str, unit: str, name: str, table: Mapping[str, Any], based_on: int) -> Kept:
    """Save the next edition. Takes: the edition that the writer has seen.

    Rule: the edition before is copied into `history` first; a kill at any instant leaves the old or the new one.
    Raises: ParameterRefused where another edition was saved meanwhile, or the name is none.
    """
    if not NAME.fullmatch(name) or room not in ROOMS:
        raise ParameterRefused("kept_name", name=name[:SHORT])
    place = folder(home, room, unit)
    with private():
        (place / "history").mkdir(mode=0o700, parents=True, exist_ok=True)
        with held(place / "lock"):
            now = read(home, room, unit, name)
            if now.edition != based_on:
                raise ParameterRefused("kept_meanwhile", name=name)
            if now.edition:
                before = (place / f"{name}.toml").read_text("utf-8")
                whole(place / "history" / f"{name}.v{now.edition}.toml", before)
            whole(place / f"{name}.toml", text({"edition": now.edition + 1, "unit": unit} | dict(table)))
    return read(home, room, unit, name)


def digest(home: Path) -> str:
    """Eight hex digits that change when anything that people filled in changes."""
    total = hashlib.sha256()
    for file in sorted(file for room in ROOMS for file in (home / room).glob("*/*.toml")):
        total.update(f"{file.relative_to(home).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()[:DIGITS]


def whole(place: Path, content: str) -> None:
    """Write beside, flush, rename."""
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        settle(Path(beside), place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def clean(value: str) -> str:
    """A text as it is kept: printable signs and line breaks, no space around it."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign.isprintable() or sign == "\n").strip()


def text(table: Mapping[str, Any]) -> str:
    """TOML of single values, tables of single values, and lists of such tables."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, dict | list)}
    yield from (f"{_quoted(key)} = {_value(value)}" for key, value in plain.items())
    for key, inner in table.items():
        several = inner if isinstance(inner, list) else [inner] if isinstance(inner, dict) else []
        head = f"[[{_quoted(key)}]]" if isinstance(inner, list) else f"[{_quoted(key)}]"
        for one in several:
            yield from ("", head, *(f"{_quoted(name)} = {_value(value)}" for name, value in one.items()))


def _value(value: str | int | bool) -> str:
    return json.dumps(value) if isinstance(value, bool | int) else _quoted(clean(value))


def _quoted(value: str) -> str:
    """A TOML basic string or key; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)
