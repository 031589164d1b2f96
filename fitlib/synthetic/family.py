"""A family of cases: the published recipe from which every case of one kind is made."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from fitlib import ROOT
from fitlib.synthetic.scores import tenths

FOLDER = ROOT / "data" / "synthetic"
Anchors = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Event:
    """Something that happens on the way: `at` per cent of the sessions, lasting so many. Changes in tenths."""

    name: str
    at: int
    lasts: int = 1
    ors: int = 0
    srs: int = 0


@dataclass(frozen=True)
class Line:
    """One person's curve in a recipe: trends as (per cent of the sessions, tenths), noise as a standard deviation.

    `swing` goes up and down by turns; `first`, `last` (per cent) and `every` say at which sessions this person rates;
    `lean` is how the four ORS items differ; skips are per thousand surveys.
    """

    who: str
    rater: str
    client: str
    ors: Anchors
    srs: Anchors
    noise_ors: int
    noise_srs: int
    item_spread: int
    lean: tuple[int, int, int, int]
    lean_srs: tuple[int, int, int, int]
    extreme: bool
    swing: int
    skip_ors: int
    skip_srs: int
    unasked: tuple[int, ...]
    first: int
    last: int
    every: int
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Family:
    """A kind of case. `shows` names the patterns that its curves are meant to show; `planned` is the agreed length."""

    key: str
    age_group: str
    form: str
    sessions: tuple[int, int]
    planned: int | None
    days: int
    closing: str
    spread: int
    shows: tuple[str, ...]
    lines: tuple[Line, ...]


def read_family(key: str, recipe: Mapping[str, Any]) -> Family:
    """The family of a recipe, as it stands in data/synthetic/families or as a trainer made it.

    Takes: recipe in points of the scale. Raises: KeyError or TypeError for a field that is missing or unknown.
    """
    fields = {"planned": None, "days": 14, "closing": "planned", "spread": 0, "shows": ()} | dict(recipe)
    lines = tuple(_line(row) for row in fields.pop("curve"))
    low, high = fields.pop("sessions")
    spread, shows = tenths(fields.pop("spread")), tuple(fields.pop("shows"))
    return Family(key=key, sessions=(low, high), spread=spread, shows=shows, lines=lines, **fields)


def _line(row: Mapping[str, Any]) -> Line:
    plain = {"client": "", "extreme": False, "skip_ors": 0, "skip_srs": 0, "first": 0, "last": 100, "every": 1}
    in_points = {"noise_ors": 1.4, "noise_srs": 0.7, "item_spread": 0.7, "swing": 0}
    empty = {"srs": (), "lean": (0,) * 4, "lean_srs": (0,) * 4, "event": (), "unasked": ()}
    fields = plain | in_points | empty | dict(row)
    for name in in_points:
        fields[name] = tenths(fields[name])
    for name in ("lean", "lean_srs"):
        fields[name] = tuple(tenths(points) for points in fields[name])
    for name in ("ors", "srs"):
        fields[name] = tuple((at, tenths(points)) for at, points in fields[name])
    events = tuple(
        Event(**event | {name: tenths(event.get(name, 0)) for name in ("ors", "srs")}) for event in fields.pop("event")
    )
    return Line(events=events, **fields | {"unasked": tuple(fields["unasked"])})


def without_noise(kind: Family) -> Family:
    """The same family with every measurement exactly true: the known truth that patterns are held against."""
    return replace(kind, lines=tuple(replace(line, noise_ors=0, noise_srs=0) for line in kind.lines))


@cache
def families() -> tuple[Family, ...]:
    """All families of the library in the order of data/synthetic/library.toml."""
    order = tomllib.loads((FOLDER / "library.toml").read_text("utf-8"))["order"]
    files = {key: FOLDER / "families" / f"{key}.toml" for key in order}
    return tuple(read_family(key, tomllib.loads(file.read_text("utf-8"))) for key, file in files.items())


@cache
def library_seed() -> int:
    """The seed of the library, published beside its recipes."""
    return int(tomllib.loads((FOLDER / "library.toml").read_text("utf-8"))["seed"])


def family(key: str) -> Family:
    """One family of the library. Raises: KeyError where there is none of that name."""
    return {one.key: one for one in families()}[key]
