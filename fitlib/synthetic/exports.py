"""The invented organisation as the files that a service would export, for the demonstration and for tests."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fitlib.synthetic import surroundings
from fitlib.synthetic.chance import Chance
from fitlib.synthetic.organisation import Episode, Recipe, episodes, recipe
from fitlib.synthetic.raters import Rated, collateral
from fitlib.synthetic.scores import Items, along, tenths
from fitlib.synthetic.surroundings import client_id, episode_id

COLUMNS = (
    "Service_Location", "Provider_FirstName", "Provider_LastName", "Provider_Email", "Provider_ID",
    "Client_ID", "Client_FirstName", "Client_LastName", "Client_Gender", "Client_Group", "Case_ID", "Case_Date",
    "Session_ID", "Session_Date", "ORS_Skip", "SRS_Skip", "ORSQ1", "ORSQ2", "ORSQ3", "ORSQ4",
    "SRSQ1", "SRSQ2", "SRSQ3", "SRSQ4", "Total_ORS", "Total_SRS", "Notes",
    "Episode_Status", "Episode_ClosingType", "Episode_ClosingDate", "Episode_Service", "Client_BirthYear",
)  # fmt: skip
LINES = ("Episode_TargetSession", "Episode_nTargetSession")
RATER = "Rater_Role"
NOTES = ("", "", "", "Keksitty muistiinpano: tuli ajallaan", 'Keksitty muistiinpano; "lainaus", pilkku', "äiti mukana")
GENDERS = [("Female", 50), ("Male", 46), ("DeclinedToState", 4)]


@dataclass(frozen=True)
class Exports:
    """Where the files are. `truth` is JSON, in a folder of its own: it is never imported."""

    scores: Path
    collateral: Path
    visits: Path
    domacare: Path
    nomad: Path
    truth: Path

    @property
    def to_import(self) -> tuple[Path, ...]:
        """What a service would import: all of them but the truth, and no list that nobody is on."""
        files = (self.scores, self.collateral, self.visits, self.domacare, self.nomad)
        return tuple(file for file in files if file.read_bytes().count(b"\n") > 1)


def write_exports(folder: Path, seed: int | None = None, teams: int | None = None, count: int | None = None) -> Exports:
    """Writes scores, other raters, visits of two systems and NoMAD answers of an invented service, the truth apart.

    Takes: folder, seed, number of teams (the second is small), number of episodes; the recipe's where nothing is said.
    Gives: the paths; equal bytes for equal arguments. Rule: data/synthetic/organisation.toml.
    """
    rows = recipe()
    seed, count = rows["seed"] if seed is None else seed, count or rows["episodes"]
    made = episodes(seed, count, teams)
    tables = (folder / f"{name}.csv" for name in ("scores", "collateral", "visits", "domacare", "nomad"))
    files = Exports(*tables, truth=folder / "truth" / "truth.json")
    files.truth.parent.mkdir(parents=True, exist_ok=True)
    _write(files.scores, [*COLUMNS, *LINES], (row for one in made for row in _self_rows(rows, seed, one)))
    _write(files.collateral, [*COLUMNS, RATER], (row for one in made for row in _other_rows(rows, seed, one)))
    seen = [visit for one in made for visit in surroundings.visits(rows, seed, one)]
    seen += surroundings.unmeasured(rows, seed, count, teams)
    _write(files.visits, surroundings.VISIT_COLUMNS, surroundings.apotti(rows, seen), ";", "utf-8-sig")
    _write(files.domacare, surroundings.DOMACARE_COLUMNS, surroundings.domacare(rows, seen), ";", "utf-8")
    heads = ["team", "round_date", "respondent", *surroundings.nomad_items(rows)]
    _write(files.nomad, heads, surroundings.nomad(rows, seed, teams))
    truth = {"seed": seed, "noise_ors": rows["noise_ors"], "episodes": [_truth(one) for one in made]}
    files.truth.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    return files


def _write(
    file: Path, heads: Iterable[str], rows: Iterable[list[str]], separator: str = ",", encoding: str = "utf-8"
) -> None:
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=separator, lineterminator="\n")
        writer.writerow(list(heads))
        writer.writerows(rows)


def _self_rows(rows: Recipe, seed: int, episode: Episode) -> Iterator[list[str]]:
    person, ending = _person(seed, episode), _ending(episode)
    notes = Chance("notes", seed, episode.number)
    start = sum(episode.sessions[0].ors) if episode.sessions[0].ors else episode.sessions[0].true_ors
    for number, session in enumerate(episode.sessions, start=1):
        when = [str(number), session.day.isoformat()]
        scores = _scores(session.ors, session.srs, episode.total_only)
        yield [*person, *when, *scores, notes.pick(NOTES), *ending, *_carried(rows, episode, start, number)]


def _other_rows(rows: Recipe, seed: int, episode: Episode) -> Iterator[list[str]]:
    person, ending = _person(seed, episode), _ending(episode)
    rated: list[Rated] = sorted(collateral(rows, seed, episode), key=lambda one: one.session_no)
    for one in rated:
        when = [str(one.session_no), episode.sessions[one.session_no - 1].day.isoformat()]
        yield [*person, *when, *_scores(one.ors, None, False), "", *ending, one.rater]


def _person(seed: int, episode: Episode) -> list[str]:
    """Names and addresses that nobody bears; the intake gate has to drop them."""
    gender = Chance("gender", seed, episode.client).weighted(GENDERS)
    worker = f"{_initials(episode.team['name'])}{episode.worker:02d}"
    return [
        episode.team["name"],
        "Keksitty", f"Työntekijä-{worker}", f"tyontekija.{worker.lower()}@fit.example", f"SYNW-{worker}",
        client_id(episode.client), "Keksitty", f"Asiakas-{episode.client:04d}", gender, episode.age_group.capitalize(),
        episode_id(episode.number), episode.case_date.isoformat(),
    ]  # fmt: skip


def _initials(team: str) -> str:
    return team[:2].upper() + team.split("n ")[-1][:1].upper()


def _ending(episode: Episode) -> list[str]:
    closed = episode.closing_date.isoformat() if episode.closing_date else ""
    status = "Closed" if closed else "Open"
    return [status, episode.closing_type or "", closed, episode.service, str(episode.born)]


def _scores(ors: Items | None, srs: Items | None, total_only: bool) -> list[str]:
    items, totals = [], []
    for four in (ors, srs):
        blank = four is None or total_only
        items += [""] * 4 if blank else [_points(item) for item in four]
        totals.append(_points(sum(four)) if total_only and four is not None else "")
    skips = ["N" if four is not None else "Y" for four in (ors, srs)]
    return [*skips, *items, *totals]


def _points(score: int) -> str:
    return f"{score // 10}.{score % 10}"


def _carried(rows: Recipe, episode: Episode, start: int, session_no: int) -> list[str]:
    """The two expected-change lines of the export, in the team that has them."""
    if not episode.team.get("lines"):
        return ["", ""]
    above = along([(session, tenths(points)) for session, points in rows["lines"]["green"]], session_no)
    green = min(start + above, max(start, tenths(rows["gain"]["none_from"])))
    return [_points(green), _points(max(green - tenths(rows["lines"]["red_below"]), 0))]


def _truth(episode: Episode) -> dict[str, object]:
    return {
        "case": episode_id(episode.number), "client": client_id(episode.client), "team": episode.team["name"],
        "shape": episode.shape, "rupture": episode.rupture, "repaired": episode.repaired,
        "true_ors": [session.true_ors for session in episode.sessions],
    }  # fmt: skip
