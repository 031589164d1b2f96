"""Whose review it is: a worker, a team, a work area or the organisation, and the units within it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fitlib.errors import NotReleased, ParameterRefused
from fitlib.store import Store
from fitlib.store import hierarchy as levels

WORKER, TEAM, AREA, ORGANISATION = LEVELS = ("worker", "team", "area", "organisation")
PSEUDONYM = re.compile(r"v\d+_[a-z2-7]{8,64}")
OWN = "own"


@dataclass(frozen=True)
class Unit:
    """One unit with its teams (all of them where none is named) and the units that it is made of."""

    level: str
    name: str
    teams: tuple[str, ...] = ()
    worker: str = ""
    parts: tuple["Unit", ...] = ()


def find(store: Store, level: str, name: str, audience: str) -> Unit:
    """The unit of a level.

    Takes: the name as the data or the hierarchy say it, a worker's pseudonym; "" is the whole store.
    Raises: ParameterRefused for a unit that is not there, NotReleased for a worker's review to any audience but own.
    """
    if level == WORKER:
        return _worker(store, name, audience)
    teams = store.teams()
    if level == TEAM:
        if name not in teams:
            raise ParameterRefused("team_unknown", team=name, known=", ".join(teams))
        return _team(name)
    found = levels.read(store.home)
    if level == ORGANISATION and not name:
        return _organisation(found, teams)
    if name not in (known := found.units(level)):
        raise ParameterRefused("unit_unknown", unit=name, known=", ".join(known) or "–", file=levels.FILE)
    held = [team for team in found.teams(level, name) if team in teams]
    if not held:
        raise ParameterRefused("unit_without_data", unit=name)
    return _area(found, name, teams) if level == AREA else _organisation(found, teams, name)


def known(store: Store, level: str) -> list[str]:
    """The names that a level can be asked with; a worker's is told to the worker only."""
    if level == WORKER:
        return []
    return store.teams() if level == TEAM else ([""] * (level == ORGANISATION)) + levels.read(store.home).units(level)


def _worker(store: Store, name: str, audience: str) -> Unit:
    if audience != OWN:
        raise NotReleased("worker_audience", audience=audience)
    if not PSEUDONYM.fullmatch(name):
        raise ParameterRefused("worker_pseudonym")
    there = store.ask("SELECT count(*) AS n FROM episode WHERE worker = $worker", worker=name)
    if not there["n"][0]:
        raise ParameterRefused("worker_unknown", worker=name)
    return Unit(WORKER, name, worker=name)


def _team(name: str) -> Unit:
    return Unit(TEAM, name, (name,))


def _area(found: levels.Hierarchy, name: str, teams: Sequence[str]) -> Unit:
    held = tuple(team for team in found.teams(AREA, name) if team in teams)
    return Unit(AREA, name, held, parts=tuple(_team(team) for team in held))


def _organisation(found: levels.Hierarchy, teams: Sequence[str], name: str = "") -> Unit:
    inside = found.teams(ORGANISATION, name) if name else teams
    held = tuple(team for team in teams if team in inside)
    areas = [_area(found, area, held) for area in found.units(AREA)]
    placed = {team for area in areas for team in area.teams}
    loose = tuple(_team(team) for team in held if team not in placed)
    return Unit(ORGANISATION, name, held, parts=(*(area for area in areas if area.teams), *loose))
