"""A whole invented organisation: its episodes with their true curves, sessions and endings. One recipe, one seed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from fitlib import ROOT
from fitlib.synthetic.chance import Chance, nearest
from fitlib.synthetic.scores import Items, all_or_nothing, along, bounded, split, tenths

RECIPE = ROOT / "data" / "synthetic" / "organisation.toml"
Recipe = Mapping[str, Any]


@dataclass(frozen=True)
class Session:
    """One held session: what was measured, and the true ORS without noise. Scores in tenths."""

    day: date
    true_ors: int
    ors: Items | None
    srs: Items | None


@dataclass(frozen=True)
class Episode:
    """One episode of one invented client. `number` names client and episode; `shape` is the truth."""

    number: int
    client: int
    team: Mapping[str, Any]
    worker: int
    age_group: str
    born: int
    case_date: date
    service: str
    shape: str
    rupture: int | None
    repaired: bool
    total_only: bool
    sessions: tuple[Session, ...]
    closing_type: str | None
    closing_date: date | None


@cache
def recipe() -> Recipe:
    """The published recipe data/synthetic/organisation.toml."""
    return tomllib.loads(RECIPE.read_text("utf-8"))


def teams(rows: Recipe, count: int | None = None) -> list[dict[str, Any]]:
    """The first so many teams of the recipe, all when nothing is said; the second one is the small one."""
    return rows["team"][:count]


def episodes(seed: int, count: int, team_count: int | None = None) -> tuple[Episode, ...]:
    """Every episode of the organisation, in order of number.

    Takes: seed, number of episodes, number of teams. Gives: equal episodes for equal arguments, on any machine.
    """
    rows, made, free = recipe(), [], {}
    for number in range(count):
        chance = Chance("organisation", seed, number)
        team = chance.weighted([(team, team["share"]) for team in teams(rows, team_count)])
        episode = _episode(rows, chance, number, team, free.pop(team["name"], None))
        made.append(episode)
        if episode.closing_date and chance.happens(rows["second_episode"]):
            free[team["name"]] = episode
    return tuple(made)


def _episode(rows: Recipe, chance: Chance, number: int, team: Mapping[str, Any], earlier: Episode | None) -> Episode:
    begins = _begins(rows, chance, earlier)
    if earlier is None or begins is None:
        earlier, begins = None, begins or _begins(rows, chance, None)
    age_group = earlier.age_group if earlier else chance.weighted(team["ages"])
    shape = chance.weighted([(name, row["weight"]) for name, row in rows["shape"].items()])
    born = earlier.born if earlier else begins.year - chance.between(*rows["age"][age_group]["born"])
    days, planned = _days(rows, chance, begins)
    breaks = len(days) >= rows["rupture_from"] and chance.happens(rows["rupture"])
    rupture = chance.between(2, len(days) - 1) if breaks else None
    repaired = rupture is not None and chance.happens(rows["repaired"])
    trend = _trend(rows, chance, team["intake"][age_group], team["intake_sd"], shape, len(days))
    sessions = _sessions(rows, chance, team, age_group, days, trend, rupture, repaired)
    closing_type, closing_date = _ending(rows, chance, sessions, planned, rupture is not None and not repaired)
    return Episode(
        number=number, client=earlier.client if earlier else number, team=team,
        worker=chance.between(1, team["workers"]), age_group=age_group, born=born, case_date=begins,
        service=chance.weighted(rows["services"]), shape=shape, rupture=rupture, repaired=repaired,
        total_only=chance.happens(rows["total_only"]), sessions=sessions,
        closing_type=closing_type, closing_date=closing_date,
    )  # fmt: skip


def _begins(rows: Recipe, chance: Chance, earlier: Episode | None) -> date | None:
    last = rows["last_case"].toordinal()
    if earlier and earlier.closing_date:
        begins = earlier.closing_date.toordinal() + chance.between(60, 300)
        return date.fromordinal(begins) if begins <= last else None
    return date.fromordinal(chance.between(rows["first_case"].toordinal(), last))


def _days(rows: Recipe, chance: Chance, begins: date) -> tuple[list[date], int]:
    """The days of the sessions held by the data date, and how many were to come in all."""
    planned, every = chance.weighted(rows["sessions"]), chance.weighted(rows["days_between"])
    day, days = begins + timedelta(chance.between(0, 6)), []
    for _ in range(planned):
        days.append(day)
        day += timedelta(every + chance.between(-2, 5))
    return [day for day in days if day <= rows["data_date"]], planned


def _trend(rows: Recipe, chance: Chance, mean: float, sd: float, shape: str, length: int) -> list[int]:
    """The true ORS of each session: the start, and as much of the gain as has come by then."""
    start = bounded(tenths(mean) + chance.normal(tenths(sd)))
    full, none = tenths(rows["gain"]["full_from"]), tenths(rows["gain"]["none_from"])
    gain = tenths(rows["shape"][shape]["gain"])
    if gain > 0:
        room = min(max(nearest(1000 * (none - start), none - full), 0), rows["gain"]["most"])
        gain = nearest(gain * room, 1000)
    progress = rows["shape"][shape]["progress"]
    return [bounded(start + nearest(gain * along(progress, session), 1000)) for session in range(1, length + 1)]


def _sessions(
    rows: Recipe, chance: Chance, team: Mapping[str, Any], age_group: str, days: list[date], trend: list[int],
    rupture: int | None, repaired: bool,
) -> tuple[Session, ...]:  # fmt: skip
    extreme, forty = chance.happens(rows["extreme"]), chance.happens(rows["always_forty"])
    style = tenths(rows["age"][age_group]["srs"]) + chance.normal(tenths(rows["style_srs"]))
    drop = chance.between(40, 90)
    made = []
    for number, (day, true_ors) in enumerate(zip(days, trend, strict=True), start=1):
        fallen = rupture is not None and (number == rupture or (number > rupture and not repaired))
        ors = bounded(true_ors + chance.normal(tenths(rows["noise_ors"])))
        srs = bounded(style + 2 * number - (drop if fallen else 0) + chance.normal(tenths(rows["noise_srs"])))
        parts = all_or_nothing(ors, chance) if extreme else split(ors, chance, tenths(rows["item_spread"]))
        alliance = split(400 if forty and not fallen else srs, chance, tenths(rows["srs_item_spread"]))
        made.append(Session(day, true_ors, *(
            None if chance.happens(team[skip]) else items
            for skip, items in (("skip_ors", parts), ("skip_srs", alliance))
        )))  # fmt: skip
    return tuple(made)


def _ending(
    rows: Recipe, chance: Chance, sessions: tuple[Session, ...], planned: int, broken: bool
) -> tuple[str | None, date | None]:
    """How the episode closed, or None and None where it is open on the data date."""
    last, share = sessions[-1].day, rows["ending_unplanned"]
    closes = last + timedelta(chance.between(0, 21))
    if len(sessions) < planned or closes > rows["data_date"] or chance.happens(rows["stale_open"]):
        return None, None
    gained = sessions[-1].true_ors - sessions[0].true_ors
    odds = share["base"] + (share["single"] if planned == 1 else 0)
    odds += (share["no_gain"] if gained <= 0 else 0) + (share["rupture"] if broken else 0)
    return ("Unplanned" if chance.happens(odds) else "Planned"), closes
