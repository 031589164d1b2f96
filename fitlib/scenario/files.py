"""Scenario files: TOML, named and versioned. Some come with the program, others are saved in a folder of one's own.

A saved version is never overwritten: `own-plan@2` is the second version for good, `own-plan` the newest.
"""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from fitlib.errors import InputRefused, ParameterRefused
from fitlib.reference import Reference
from fitlib.scenario import prior
from fitlib.scenario.assumption import Assumption
from fitlib.scenario.declared import FOLDER, inputs
from fitlib.scenario.scenario import Scenario, checked

READY, OWN = FOLDER / "ready", "scenarios"
NAME = re.compile(r"([a-z0-9][a-z0-9_-]{0,49})(?:@([1-9][0-9]{0,3}))?")
FILE = re.compile(r"(?P<name>[a-z0-9][a-z0-9_-]{0,49})\.v(?P<version>[1-9][0-9]{0,3})\.toml")
ENDS = {"low", "high", "distribution", "price_year"}
NEEDED = {"value", "unit", "source", "reason"}
KEPT = 16  # files whose content a process remembers


def names(home: Path | None = None) -> tuple[str, ...]:
    """The scenarios that come with the program, then one's own, by name."""
    ready = [file.stem for file in sorted(READY.glob("*.toml"))]
    return tuple(dict.fromkeys([*ready, *(name for name, _ in sorted(_saved(home)))]))


def read(name: str, reference: Reference, home: Path | None = None) -> Scenario:
    """A scenario by name, or `name@version`; one's own newest before one of the program's.

    Takes: FIT_HOME or None. Raises: ParameterRefused where it is not there or is not a scenario, InputRefused where
    the file cannot be read.
    """
    found = NAME.fullmatch(name)
    if found:
        wished = int(found[2]) if found[2] else None
        own = {version: file for (stem, version), file in _saved(home).items() if stem == found[1]}
        if own and (wished is None or wished in own):
            return parse(own[wished or max(own)], reference)
        file = READY / f"{found[1]}.toml"
        if file.is_file() and (one := parse(file, reference)).version == (wished or one.version):
            return one
    raise ParameterRefused("scenario_unknown", name=name[:60], known=", ".join(names(home)))


def parse(file: Path, reference: Reference) -> Scenario:
    """The scenario of a file.

    Raises: InputRefused where it is no TOML or lacks a key, ParameterRefused as `checked`.
    """
    try:
        return checked(_scenario(_table(file.read_text("utf-8")), reference), reference)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise InputRefused("scenario_file", file=file.name) from None


def save(one: Scenario, name: str, title: str, day: date, home: Path) -> Scenario:
    """Write a scenario as the next version of its name. Gives it as it was saved.

    Raises: ParameterRefused where the name has other signs than small letters, digits and hyphens.
    """
    found = NAME.fullmatch(name)
    if not found or found[2]:
        raise ParameterRefused("scenario_name", name=name[:60])
    taken = [version for stem, version in _saved(home) if stem == name]
    ready = [_version(file) for file in (READY / f"{name}.toml",) if file.is_file()]
    kept = replace(one, name=name, version=max([*taken, *ready], default=0) + 1, title=title or name, written=day)
    folder = home / OWN
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / f"{name}.v{kept.version}.toml", text(kept))
    return kept


def text(one: Scenario) -> str:
    """The file of a scenario."""
    lines = [
        f"name = {_said(one.name)}", f"version = {one.version}", f"title = {_said(one.title)}",
        f"written = {one.written.isoformat()}", "", "[draws]", f"count = {one.draws}", f"seed = {one.seed}",
    ]  # fmt: skip
    for assumption in one.assumptions.values():
        lines += ["", f"[input.{assumption.name}]", *_lines(assumption)]
    for a, b, rho in one.correlations:
        lines += ["", "[[correlation]]", f"between = [{_said(a)}, {_said(b)}]", f"rho = {rho!r}"]
    for name, chosen in one.priors.items():
        lines += ["", f"[prior.{name}]", f"card = {_said(chosen.prior.key)}", f"reason = {_said(chosen.reason)}"]
        lines += [f"external = {chosen.external!r}"]
    return "\n".join(lines) + "\n"


def _lines(one: Assumption) -> Iterator[str]:
    yield f"value = {one.value!r}"
    if one.varies:
        yield from (f"distribution = {_said(one.distribution)}", f"low = {one.low!r}", f"high = {one.high!r}")
    yield f"unit = {_said(one.unit)}"
    if one.price_year is not None:
        yield f"price_year = {one.price_year}"
    yield from (f"source = {_said(one.source)}", f"reason = {_said(one.reason)}")


def _said(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps("".join(sign for sign in value if sign.isprintable() or sign == "\n"), ensure_ascii=False)


def _scenario(table: Mapping[str, Any], reference: Reference) -> Scenario:
    draws = table.get("draws", {})
    return Scenario(
        name=str(table["name"]), version=int(table["version"]), title=str(table["title"]), written=table["written"],
        assumptions={name: _assumption(name, row) for name, row in _in_order(table["input"])},
        draws=int(draws.get("count", reference["scenario.draws"])),
        seed=int(draws.get("seed", reference["scenario.seed"])),
        correlations=tuple((*row["between"], float(row["rho"])) for row in table.get("correlation", ())),
        priors={
            name: _chosen(name, row, reference) for name, row in table.get("prior", {}).items()
        },
    )  # fmt: skip


def _in_order(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The rows in the order of the inputs; unknown ones last, to be refused by name."""
    places = {name: one.place for name, one in inputs().items()}
    return sorted(rows.items(), key=lambda row: places.get(row[0], len(places)))


def _assumption(name: str, row: Mapping[str, Any]) -> Assumption:
    if NEEDED - set(row) or set(row) - NEEDED - ENDS:
        raise KeyError(name)
    value = float(row["value"])
    low, high = (float(row.get(end, value)) for end in ("low", "high"))
    kind = row.get("distribution", "fixed" if low == high else "triangular")
    return Assumption(name, value, kind, low, high, row["unit"], row["source"], row["reason"], row.get("price_year"))


def _chosen(name: str, row: Mapping[str, Any], reference: Reference) -> prior.Chosen:
    external = float(row.get("external", reference["scenario.external"]))
    chosen = prior.choose(row["card"], row["reason"], external, reference)
    if chosen.prior.stands_for != name:
        raise KeyError(name)
    return chosen


def _saved(home: Path | None) -> dict[tuple[str, int], Path]:
    """Name and version → file of the scenarios in FIT_HOME."""
    files = (home / OWN).glob("*.toml") if home else ()
    found = ((FILE.fullmatch(file.name), file) for file in files)
    return {(match["name"], int(match["version"])): file for match, file in found if match}


def _version(file: Path) -> int:
    return int(_table(file.read_text("utf-8"))["version"])


@lru_cache(KEPT)
def _table(text: str) -> Mapping[str, Any]:
    """What a file says, to be read only: a slider asks three times at every step."""
    return tomllib.loads(text)


def _write(path: Path, content: str) -> None:
    """Whole or not at all, and never over a version that is there."""
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        raise ParameterRefused("scenario_taken", name=path.stem) from None
    finally:
        os.unlink(beside)
